//===- WeightChain.h - from a layer's weight to its parameter ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESS_IR_WEIGHTCHAIN_H
#define COMPRESS_DIALECT_COMPRESS_IR_WEIGHTCHAIN_H

#include "compress/Dialect/Compress/IR/Compress.h"
#include <vector>

namespace mlir::compress {

/// The operations between a layer's operand and the constant behind it:
/// parameter -> mask -> fake_quant. The one walker of that chain.
struct WeightChain {
  /// Walks up from `value`, a layer's weight or bias operand.
  static WeightChain match(Value value);

  /// The tensor where the chain begins.
  Value source;
  /// Its entries; null if it is no parameter and no constant.
  ElementsAttr value;
  /// Null where the chain has none.
  MaskOp mask;
  FakeQuantOp fakeQuant;

  /// The parameter at the start, or null (a plain constant, an argument).
  ParameterOp getParameter() const;
  /// The mask's entries, broadcast to the weight's shape; all true without a
  /// mask; nothing if the mask is not constant, or the shape not static.
  std::optional<std::vector<bool>> getMask() const;
  /// The f32 entries with the mask applied; nothing if value or mask is not
  /// constant or not f32.
  std::optional<std::vector<float>> getMaskedValues() const;
  /// The f32 entries that the layer sees: masked, and rounded by fake_quant;
  /// nothing if they are not constant or not f32, or scales are values.
  std::optional<std::vector<float>> getValues() const;
};

} // namespace mlir::compress

#endif // COMPRESS_DIALECT_COMPRESS_IR_WEIGHTCHAIN_H
