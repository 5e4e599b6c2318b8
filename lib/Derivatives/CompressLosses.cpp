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
}
