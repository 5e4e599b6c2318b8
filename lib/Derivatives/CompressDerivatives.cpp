//===- CompressDerivatives.cpp - derivatives of layers --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DerivativeModel.h"
#include "compress/Conversion/TosaBuilders.h"
#include "compress/Dialect/Compress/IR/Compress.h"

using namespace mlir;
using namespace mlir::compress;

static ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

/// `value` as a matrix whose columns are its last dimension.
static Value flatten(OpBuilder &builder, Location loc, Value value) {
  ArrayRef<int64_t> shape = shapeOf(value);
  int64_t columns = shape.back();
  int64_t rows = ShapedType::getNumElements(shape.drop_back());
  return buildReshape(builder, loc, value, {rows, columns});
}

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
    Value rows = buildTranspose(builder, loc, flatten(builder, loc, dy), {1, 0});
    adjoints.add(op.getWeight(), multiply("weight", rows,
                                          flatten(builder, loc, op.getInput())));
  }
  addBiasGradient(builder, adjoints, op.getBias(), dy);
}

void compress::attachCompressDerivatives(MLIRContext &context) {
  attachDerivative<DenseOp, emitDense>(context);
}
