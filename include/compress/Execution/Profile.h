//===- Profile.h - where the time of a function goes ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_EXECUTION_PROFILE_H
#define COMPRESS_EXECUTION_PROFILE_H

#include "compress/Execution/Measure.h"
#include <string>
#include <vector>

namespace mlir::compress {

/// What a layer takes of one call.
struct LayerTime {
  std::string name;
  Latency time;
};

/// Where the time of a function goes.
struct Profile {
  /// In the order in which they first run.
  std::vector<LayerTime> layers;
  /// What belongs to no layer: before the first one, entering and leaving.
  Latency unattributed;
  /// Whole calls: of the code with marks, and of the code as it is.
  Latency marked, plain;

  /// The sum of all medians, that without a layer included.
  double getSum() const;
};

/// Takes turns with `marked`, compiled with `CompileOptions::profile`, and
/// `plain`, the same function without, for about `seconds` each. `prepare`
/// fills the buffers before the first call.
Profile measureProfile(const CompiledFunction &marked,
                       const CompiledFunction &plain, double seconds,
                       llvm::function_ref<void(FunctionBuffers &)> prepare);

} // namespace mlir::compress

#endif // COMPRESS_EXECUTION_PROFILE_H
