//===- LatencyMeter.h - how long pruned copies take -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_PRUNING_LATENCYMETER_H
#define COMPRESS_LIB_TRANSFORMS_PRUNING_LATENCYMETER_H

#include "compress/Execution/Profile.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/StringMap.h"

namespace mlir::compress {

/// Times of a function in nanoseconds, on one thread of this machine.
struct FunctionTimes {
  /// By layer; the least of many calls, which other work does not disturb.
  llvm::StringMap<double> layers;
  /// Their sum, with what belongs to no layer.
  double sum = 0.0;
  /// A whole call, divided by one of the function that the meter was made of,
  /// both measured in turns.
  double ratio = 0.0;
};

/// Measures copies of a function that are pruned, each in turns with the
/// function as it is.
class LatencyMeter {
public:
  /// With `removesChannels`, masked channels are removed before code is made,
  /// as compress-shrink does.
  static FailureOr<LatencyMeter> create(func::FuncOp entry,
                                        bool removesChannels);

  FailureOr<FunctionTimes> measure(ModuleOp copy) const;

private:
  FailureOr<std::unique_ptr<CompiledFunction>> compile(ModuleOp module,
                                                       bool profile) const;

  std::string function;
  bool removesChannels = false;
  std::unique_ptr<CompiledFunction> original;
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_PRUNING_LATENCYMETER_H
