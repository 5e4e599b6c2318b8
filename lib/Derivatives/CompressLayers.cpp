//===- CompressLayers.cpp - derivatives of layers -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DerivativeModel.h"
#include "Helpers.h"
#include "compress/Dialect/Compress/IR/Compress.h"

using namespace mlir;
using namespace mlir::compress;

/// The gradient of a bias: that of the result, summed over all but channels.
static void addBiasGradient(OpBuilder &builder, AdjointMap &adjoints,
                            Value bias, Value dy) {
  if (!bias || !adjoints.isNeeded(bias))
    return;
  Location loc = dy.getLoc();
  Value sum = buildSumTo(builder, loc, flatten(builder, loc, dy),
                         {1, shapeOf(bias).back()});
  adjoints.add(bias, buildReshape(builder, loc, sum, shapeOf(bias)));
}

static StringAttr nameGradient(OpBuilder &builder, StringRef layer,
                               StringRef what) {
  return builder.getStringAttr(layer + "." + what + "_gradient");
}

/// y = x w^T: dx = dy w, dw = dy^T x.
static void emitDense(DenseOp op, OpBuilder &builder, AdjointMap &adjoints) {
  Location loc = op.getLoc();
  Value dy = adjoints.lookup(op.getResult());
  auto multiply = [&](StringRef what, Value a, Value b) -> Value {
    return DenseOp::create(builder, loc,
                           nameGradient(builder, op.getName(), what), a,
                           buildTranspose(builder, loc, b, {1, 0}), Value());
  };
  if (adjoints.isNeeded(op.getInput()))
    adjoints.add(op.getInput(), multiply("input", dy, op.getWeight()));
  if (adjoints.isNeeded(op.getWeight())) {
    Value rows =
        buildTranspose(builder, loc, flatten(builder, loc, dy), {1, 0});
    adjoints.add(
        op.getWeight(),
        multiply("weight", rows, flatten(builder, loc, op.getInput())));
  }
  addBiasGradient(builder, adjoints, op.getBias(), dy);
}

/// y = a b: da = dy b^T, db = a^T dy.
static void emitBatchMatmul(BatchMatmulOp op, OpBuilder &builder,
                            AdjointMap &adjoints) {
  Location loc = op.getLoc();
  Value dy = adjoints.lookup(op.getResult());
  if (adjoints.isNeeded(op.getA()))
    adjoints.add(op.getA(),
                 BatchMatmulOp::create(
                     builder, loc, nameGradient(builder, op.getName(), "a"), dy,
                     transposeBatch(builder, loc, op.getB())));
  if (adjoints.isNeeded(op.getB()))
    adjoints.add(op.getB(),
                 BatchMatmulOp::create(
                     builder, loc, nameGradient(builder, op.getName(), "b"),
                     transposeBatch(builder, loc, op.getA()), dy));
}

static void emitConv2D(Conv2DOp op, OpBuilder &builder, AdjointMap &adjoints) {
  Location loc = op.getLoc();
  Value dy = adjoints.lookup(op.getResult());
  auto emit = [&](auto make, Value operand, StringRef what, Value other) {
    if (!adjoints.isNeeded(operand))
      return;
    using GradOp = decltype(make);
    adjoints.add(operand,
                 GradOp::create(builder, loc, operand.getType(),
                                nameGradient(builder, op.getName(), what), dy,
                                other, op.getPadAttr(), op.getStrideAttr(),
                                op.getDilationAttr(), op.getGroupsAttr()));
  };
  emit(Conv2DInputGradOp(), op.getInput(), "input", op.getWeight());
  emit(Conv2DWeightGradOp(), op.getWeight(), "weight", op.getInput());
  addBiasGradient(builder, adjoints, op.getBias(), dy);
}

void compress::attachCompressLayerDerivatives(MLIRContext &context) {
  attachDerivative<Conv2DOp, emitConv2D>(context);
  attachDerivative<DenseOp, emitDense>(context);
  attachDerivative<BatchMatmulOp, emitBatchMatmul>(context);
}
