//===- TrainedRanges.h - fake_quant with scales in training -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_QUANTIZATION_TRAINEDRANGES_H
#define COMPRESS_LIB_TRANSFORMS_QUANTIZATION_TRAINEDRANGES_H

#include "compress/Transforms/Quantization/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/StringSet.h"

namespace mlir::compress {

/// Makes `fake_quant` operations whose scales are fixed, or values.
class RangeBuilder {
public:
  /// Learns the names of parameters of `function`.
  explicit RangeBuilder(func::FuncOp function);

  /// Rounds `value` at the insertion point, right behind it. Learned scales
  /// become a parameter `<name>.scale`. `numEntries` is how many entries share
  /// one scale, for LSQ's factor of the gradient, 1 / sqrt(entries * high).
  FakeQuantOp round(OpBuilder &builder, Value value, quant::QuantizedType type,
                    RangeRule rule, StringRef name, double numEntries);

private:
  Value makeParameter(OpBuilder &builder, Location loc,
                      quant::QuantizedType type, StringRef name);

  llvm::StringSet<> parameterNames;
};

/// How many entries of a sample an activation has; dynamic dimensions count 1.
double countSampleEntries(RankedTensorType type);
/// How many entries of a channel are not zero, on average; at least 1.
double countChannelEntries(ArrayRef<float> values, int64_t numChannels);

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_QUANTIZATION_TRAINEDRANGES_H
