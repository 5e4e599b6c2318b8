//===- LossBuilders.cpp - losses and their gradients as TOSA --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Conversion/LossBuilders.h"
#include "compress/Conversion/TosaBuilders.h"

using namespace mlir;
using namespace mlir::compress;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// All entries but one size in `axis`.
static RankedTensorType reduced(RankedTensorType type, int64_t axis) {
  SmallVector<int64_t> shape(type.getShape());
  shape[axis] = 1;
  return type.clone(shape);
}

/// `value` times a number, of equal rank.
static Value scale(OpBuilder &builder, Location loc, Value value,
                   double factor) {
  SmallVector<int64_t> ones(typeOf(value).getRank(), 1);
  return buildMul(builder, loc, value,
                  buildSplat(builder, loc, typeOf(value).clone(ones), factor));
}

/// A number, `tensor<f32>`, at rank `rank`.
static Value expand(OpBuilder &builder, Location loc, Value number,
                    int64_t rank) {
  return buildReshape(builder, loc, number, SmallVector<int64_t>(rank, 1));
}

static Value sumAlong(OpBuilder &builder, Location loc, Value value,
                      int64_t axis) {
  return tosa::ReduceSumOp::create(builder, loc, reduced(typeOf(value), axis),
                                   value, builder.getI32IntegerAttr(axis));
}

namespace {
/// What value and gradient of the cross entropy have in common.
struct Softmax {
  Softmax(OpBuilder &builder, CrossEntropyOp op);

  /// Differences to the largest score, their exponentials, the sum of those.
  Value differences, exponentials, sum;
  /// The distribution that is wanted.
  Value wanted;
};
} // namespace

Softmax::Softmax(OpBuilder &builder, CrossEntropyOp op) {
  Location loc = op.getLoc();
  RankedTensorType type = op.getLogits().getType();
  Value largest = tosa::ReduceMaxOp::create(
      builder, loc, reduced(type, 1), op.getLogits(),
      builder.getI32IntegerAttr(1), tosa::NanPropagationModeAttr());
  differences =
      tosa::SubOp::create(builder, loc, type, op.getLogits(), largest);
  exponentials = tosa::ExpOp::create(builder, loc, type, differences);
  sum = sumAlong(builder, loc, exponentials, 1);

  int64_t rows = type.getDimSize(0), classes = type.getDimSize(1);
  SmallVector<int32_t> numbers(
      llvm::to_vector(llvm::seq<int32_t>(0, static_cast<int32_t>(classes))));
  auto numbersType = RankedTensorType::get({1, classes}, builder.getI32Type());
  Value eachClass = tosa::ConstOp::create(
      builder, loc, numbersType,
      DenseElementsAttr::get(numbersType, ArrayRef<int32_t>(numbers)));
  Value labels = buildReshape(builder, loc, op.getLabels(), {rows, 1});
  Value isLabel = tosa::EqualOp::create(
      builder, loc, type.clone(builder.getI1Type()), labels, eachClass);
  double smoothing = op.getLabelSmoothing().convertToFloat();
  auto splat = [&](double value) {
    return buildSplat(builder, loc, type.clone({1, 1}), value);
  };
  wanted = tosa::SelectOp::create(builder, loc, type, isLabel,
                                  splat(1.0 - smoothing + smoothing / classes),
                                  splat(smoothing / classes));
}

Value compress::buildLoss(OpBuilder &builder, CrossEntropyOp op) {
  Location loc = op.getLoc();
  Softmax softmax(builder, op);
  int64_t rows = op.getLogits().getType().getDimSize(0);
  Value logarithm =
      tosa::LogOp::create(builder, loc, softmax.sum.getType(), softmax.sum);
  Value hits =
      sumAlong(builder, loc,
               buildMul(builder, loc, softmax.wanted, softmax.differences), 1);
  Value each =
      tosa::SubOp::create(builder, loc, logarithm.getType(), logarithm, hits);
  Value total = sumAlong(builder, loc, each, 0);
  return buildReshape(builder, loc, scale(builder, loc, total, 1.0 / rows), {});
}

Value compress::buildScoresGradient(OpBuilder &builder, CrossEntropyOp op,
                                    Value dy) {
  Location loc = op.getLoc();
  Softmax softmax(builder, op);
  RankedTensorType type = op.getLogits().getType();
  Value inverse = tosa::ReciprocalOp::create(
      builder, loc, softmax.sum.getType(), softmax.sum);
  Value probabilities = buildMul(builder, loc, softmax.exponentials, inverse);
  Value error =
      tosa::SubOp::create(builder, loc, type, probabilities, softmax.wanted);
  return buildMul(builder, loc,
                  scale(builder, loc, error, 1.0 / type.getDimSize(0)),
                  expand(builder, loc, dy, 2));
}

static Value buildDifference(OpBuilder &builder, MSEOp op) {
  return tosa::SubOp::create(builder, op.getLoc(), op.getOutput().getType(),
                             op.getOutput(), op.getTarget());
}

Value compress::buildLoss(OpBuilder &builder, MSEOp op) {
  Location loc = op.getLoc();
  Value difference = buildDifference(builder, op);
  int64_t count = typeOf(difference).getNumElements();
  Value squares = buildReshape(
      builder, loc, buildMul(builder, loc, difference, difference), {count});
  Value total = sumAlong(builder, loc, squares, 0);
  return buildReshape(builder, loc, scale(builder, loc, total, 1.0 / count),
                      {});
}

Value compress::buildOutputGradient(OpBuilder &builder, MSEOp op, Value dy) {
  Location loc = op.getLoc();
  Value difference = buildDifference(builder, op);
  RankedTensorType type = typeOf(difference);
  return buildMul(builder, loc,
                  scale(builder, loc, difference, 2.0 / type.getNumElements()),
                  expand(builder, loc, dy, type.getRank()));
}
