//===- LayerConstants.h - weights and biases of layers ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_QUANTIZATION_LAYERCONSTANTS_H
#define COMPRESS_LIB_TRANSFORMS_QUANTIZATION_LAYERCONSTANTS_H

#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "mlir/IR/Operation.h"
#include <vector>

namespace mlir::compress {

/// The finite f32 entries of a layer's constant operand, with its mask applied.
/// `role` is "weight" or "bias", for diagnostics.
FailureOr<std::vector<float>> readConstant(Operation *layer, OpOperand &operand,
                                           StringRef role);

/// Puts a `fake_quant` before an operand.
void roundOperand(OpOperand &operand, quant::QuantizedType type);

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_QUANTIZATION_LAYERCONSTANTS_H
