//===- TosaLayers.cpp - derivatives of TOSA products and pools ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DerivativeModel.h"
#include "Helpers.h"
#include "compress/Dialect/Compress/IR/Compress.h"

using namespace mlir;
using namespace mlir::compress;

/// y = a b: da = dy b^T, db = a^T dy.
static void emitMatMul(tosa::MatMulOp op, OpBuilder &builder,
                       AdjointMap &adjoints) {
  Location loc = op.getLoc();
  Value dy = adjoints.lookup(op.getOutput());
  if (adjoints.isNeeded(op.getA()))
    adjoints.add(op.getA(), tosa::MatMulOp::create(
                                builder, loc, op.getA().getType(), dy,
                                transposeBatch(builder, loc, op.getB())));
  if (adjoints.isNeeded(op.getB()))
    adjoints.add(op.getB(), tosa::MatMulOp::create(
                                builder, loc, op.getB().getType(),
                                transposeBatch(builder, loc, op.getA()), dy));
}

/// To the first maximum of a window, as in PyTorch.
static void emitMaxPool(tosa::MaxPool2dOp op, OpBuilder &builder,
                        AdjointMap &adjoints) {
  adjoints.add(op.getInput(),
               MaxPool2DGradOp::create(
                   builder, op.getLoc(), op.getInput().getType(),
                   adjoints.lookup(op.getOutput()), op.getInput(),
                   op.getKernelAttr(), op.getStrideAttr(), op.getPadAttr()));
}

static void emitAvgPool(tosa::AvgPool2dOp op, OpBuilder &builder,
                        AdjointMap &adjoints) {
  adjoints.add(op.getInput(),
               AvgPool2DGradOp::create(
                   builder, op.getLoc(), op.getInput().getType(),
                   adjoints.lookup(op.getOutput()), op.getKernelAttr(),
                   op.getStrideAttr(), op.getPadAttr()));
}

void compress::attachTosaLayerDerivatives(MLIRContext &context) {
  attachDerivative<tosa::MaxPool2dOp, emitMaxPool>(context);
  attachDerivative<tosa::AvgPool2dOp, emitAvgPool>(context);
  attachDerivative<tosa::MatMulOp, emitMatMul>(context);
}
