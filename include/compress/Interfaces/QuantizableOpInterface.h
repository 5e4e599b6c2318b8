//===- QuantizableOpInterface.h - integer forms of operations ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_QUANTIZABLEOPINTERFACE_H
#define COMPRESS_INTERFACES_QUANTIZABLEOPINTERFACE_H

#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/OpDefinition.h"

namespace mlir::compress {
/// An operand of an operation that is being lowered to integer arithmetic.
/// Operands that are not quantized (shapes, zero points) keep their value and
/// have no type.
struct IntegerValue {
  /// The integer tensor, of the storage type of `type`.
  Value value;
  /// What its integers mean; null for an operand that is not quantized.
  quant::QuantizedType type;
};
} // namespace mlir::compress

#include "compress/Interfaces/QuantizableOpInterface.h.inc"

#endif // COMPRESS_INTERFACES_QUANTIZABLEOPINTERFACE_H
