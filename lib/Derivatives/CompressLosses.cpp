//===- CompressLosses.cpp - derivatives of losses -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DerivativeModel.h"
#include "compress/Conversion/LossBuilders.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"

using namespace mlir;
using namespace mlir::compress;

static void emitCrossEntropy(CrossEntropyOp op, OpBuilder &builder,
                             AdjointMap &adjoints) {
  adjoints.add(
      op.getLogits(),
      buildScoresGradient(builder, op, adjoints.lookup(op.getResult())));
}

static void emitPartialCrossEntropy(PartialCrossEntropyOp op,
                                    OpBuilder &builder, AdjointMap &adjoints) {
  adjoints.add(
      op.getLogits(),
      buildScoresGradient(builder, op, adjoints.lookup(op.getResult())));
}

static void emitKLDivergence(KLDivergenceOp op, OpBuilder &builder,
                             AdjointMap &adjoints) {
  Value dy = adjoints.lookup(op.getResult());
  if (adjoints.isNeeded(op.getStudent()))
    adjoints.add(op.getStudent(), buildStudentGradient(builder, op, dy));
  if (adjoints.isNeeded(op.getTeacher()) && !op.getConstantTeacher())
    adjoints.add(op.getTeacher(), buildTeacherGradient(builder, op, dy));
}

/// For distances that are the same in both directions.
template <typename OpTy>
static void emitDistance(OpTy op, OpBuilder &builder, AdjointMap &adjoints) {
  Value dy = adjoints.lookup(op.getResult());
  Value student = op.getStudent(), teacher = op.getTeacher();
  if (adjoints.isNeeded(student))
    adjoints.add(student,
                 buildDistanceGradient(builder, op, student, teacher, dy));
  if (adjoints.isNeeded(teacher))
    adjoints.add(teacher,
                 buildDistanceGradient(builder, op, teacher, student, dy));
}

static void emitMSE(MSEOp op, OpBuilder &builder, AdjointMap &adjoints) {
  Value gradient =
      buildOutputGradient(builder, op, adjoints.lookup(op.getResult()));
  adjoints.add(op.getOutput(), gradient);
  if (!adjoints.isNeeded(op.getTarget()))
    return;
  auto type = cast<RankedTensorType>(gradient.getType());
  auto scalar = RankedTensorType::get({1}, type.getElementType());
  auto zero = [&] {
    return tosa::ConstOp::create(
        builder, op.getLoc(), scalar,
        DenseElementsAttr::get(scalar, builder.getF32FloatAttr(0.0f)));
  };
  adjoints.add(op.getTarget(),
               tosa::NegateOp::create(builder, op.getLoc(), type, gradient,
                                      zero(), zero()));
}

void compress::attachCompressLossDerivatives(MLIRContext &context) {
  attachDerivative<CrossEntropyOp, emitCrossEntropy>(context);
  attachDerivative<MSEOp, emitMSE>(context);
  attachDerivative<PartialCrossEntropyOp, emitPartialCrossEntropy>(context);
  attachDerivative<KLDivergenceOp, emitKLDivergence>(context);
  attachDerivative<CosineDistanceOp, emitDistance<CosineDistanceOp>>(context);
  attachDerivative<AttentionDistanceOp, emitDistance<AttentionDistanceOp>>(
      context);
}
