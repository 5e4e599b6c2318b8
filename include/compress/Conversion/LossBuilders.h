//===- LossBuilders.h - losses and their gradients as TOSA ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CONVERSION_LOSSBUILDERS_H
#define COMPRESS_CONVERSION_LOSSBUILDERS_H

#include "compress/Dialect/Compress/IR/CompressDistillation.h"
#include "mlir/IR/Builders.h"

namespace mlir::compress {

// Shapes must be static. Value and gradient start with the same operations, so
// that CSE merges what they have in common.

/// The loss, `tensor<f32>`.
Value buildLoss(OpBuilder &builder, CrossEntropyOp op);
Value buildLoss(OpBuilder &builder, MSEOp op);
Value buildLoss(OpBuilder &builder, PartialCrossEntropyOp op);
Value buildLoss(OpBuilder &builder, KLDivergenceOp op);
Value buildLoss(OpBuilder &builder, CosineDistanceOp op);
Value buildLoss(OpBuilder &builder, AttentionDistanceOp op);

/// The gradient for the scores: `(softmax - q) * dy / N`.
Value buildScoresGradient(OpBuilder &builder, CrossEntropyOp op, Value dy);
/// The same in the rows that have a label, 0 in the others.
Value buildScoresGradient(OpBuilder &builder, PartialCrossEntropyOp op,
                          Value dy);

/// The gradient for the output; that for the target is its negative.
Value buildOutputGradient(OpBuilder &builder, MSEOp op, Value dy);

/// The gradient for the student's scores: `T (q - p) * dy / N`.
Value buildStudentGradient(OpBuilder &builder, KLDivergenceOp op, Value dy);
/// That for the teacher's: `T p (log p - log q - divergence of the row) dy /
/// N`.
Value buildTeacherGradient(OpBuilder &builder, KLDivergenceOp op, Value dy);

/// The gradient for `of`, one of the two operands, whose distance to the other
/// one, `to`, it is.
Value buildDistanceGradient(OpBuilder &builder, CosineDistanceOp op, Value of,
                            Value to, Value dy);
Value buildDistanceGradient(OpBuilder &builder, AttentionDistanceOp op,
                            Value of, Value to, Value dy);

} // namespace mlir::compress

#endif // COMPRESS_CONVERSION_LOSSBUILDERS_H
