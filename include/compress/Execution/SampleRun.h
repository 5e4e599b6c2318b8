//===- SampleRun.h - observed values on sample data -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What calibration and activation criteria have in common: compile a module
// with `compress.observe` taps, run it on samples of a file, look at the
// values.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_EXECUTION_SAMPLERUN_H
#define COMPRESS_EXECUTION_SAMPLERUN_H

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Execution/CompiledFunction.h"
#include "compress/Execution/SampleSource.h"
#include "compress/Support/OptionTypes.h"

namespace mlir::compress {

/// Which samples to run: the options `data`, `mean`, `std`, `num-samples` and
/// `seed` of a pass.
struct SampleOptions {
  std::string data;
  Normalization normalization;
  int64_t numSamples = 0;
  uint64_t seed = 0;
  /// The category of remarks: the pass's name.
  std::string category;
};

/// `mean` and `std` as numbers; one that is missing becomes NaN, which
/// `SampleSource` refuses.
Normalization makeNormalization(ArrayRef<OptionalDouble> mean,
                                ArrayRef<OptionalDouble> deviation);

/// Indices of samples: the first `numSamples` of a seeded shuffle, the same
/// with every C++ library; all of them if there are fewer.
SmallVector<int64_t> drawSamples(int64_t available, int64_t numSamples,
                                 uint64_t seed);

/// Opens the file for the only input of `function`; fails with a diagnostic at
/// `loc`.
FailureOr<SampleSource> openSamples(Location loc, const SampleOptions &options,
                                    const CompiledFunction &function);

/// Is shown the values of tap number `tap` (in program order), row-major and
/// finite, for `batch` samples of which the first `valid` are new.
using TapConsumer = llvm::function_ref<void(
    unsigned tap, ArrayRef<float> values, int64_t batch, int64_t valid)>;

/// Compiles the function `entry` of `module`, runs it on samples, and shows the
/// consumer what each tap of the function saw. Returns the number of samples;
/// fails with a diagnostic where something cannot be compiled or read, or a
/// value is not finite.
FailureOr<int64_t> runSamples(ModuleOp module, func::FuncOp entry,
                              const SampleOptions &options,
                              TapConsumer consume);

} // namespace mlir::compress

#endif // COMPRESS_EXECUTION_SAMPLERUN_H
