//===- LossBuilders.h - losses and their gradients as TOSA ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CONVERSION_LOSSBUILDERS_H
#define COMPRESS_CONVERSION_LOSSBUILDERS_H

#include "compress/Dialect/Compress/IR/Compress.h"
#include "mlir/IR/Builders.h"

namespace mlir::compress {

// Shapes must be static. Value and gradient start with the same operations, so
// that CSE merges what they have in common.

/// The loss, `tensor<f32>`.
Value buildLoss(OpBuilder &builder, CrossEntropyOp op);
Value buildLoss(OpBuilder &builder, MSEOp op);

/// The gradient for the scores: `(softmax - q) * dy / N`.
Value buildScoresGradient(OpBuilder &builder, CrossEntropyOp op, Value dy);

/// The gradient for the output; that for the target is its negative.
Value buildOutputGradient(OpBuilder &builder, MSEOp op, Value dy);

} // namespace mlir::compress

#endif // COMPRESS_CONVERSION_LOSSBUILDERS_H
