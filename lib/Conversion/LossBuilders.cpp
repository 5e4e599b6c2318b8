//===- LossBuilders.cpp - losses and their gradients as TOSA --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Conversion/LossBuilders.h"
#include "LossHelpers.h"

using namespace mlir;
using namespace mlir::compress;

namespace {
/// What value and gradient of the cross entropy have in common.
struct Softmax {
  template <typename OpTy>
  Softmax(OpBuilder &builder, OpTy op);

  /// Differences to the largest score, their exponentials, the sum of those.
  Value differences, exponentials, sum;
  /// The distribution that is wanted.
  Value wanted;
};
} // namespace

template <typename OpTy>
Softmax::Softmax(OpBuilder &builder, OpTy op) {
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

namespace {
/// Which rows have a label, as 1 and 0, [N, 1], and one by their number.
struct LabelledRows {
  LabelledRows(OpBuilder &builder, PartialCrossEntropyOp op);
  Value isLabelled, inverse;
};
} // namespace

LabelledRows::LabelledRows(OpBuilder &builder, PartialCrossEntropyOp op) {
  Location loc = op.getLoc();
  int64_t rows = op.getLabels().getType().getDimSize(0);
  Value labels = buildReshape(builder, loc, op.getLabels(), {rows, 1});
  auto type = RankedTensorType::get({rows, 1}, builder.getF32Type());
  auto one = type.clone({1, 1});
  Value zero = buildSplat(builder, loc, one.clone(builder.getI32Type()), 0.0);
  Value isThere = tosa::GreaterEqualOp::create(
      builder, loc, type.clone(builder.getI1Type()), labels, zero);
  isLabelled = tosa::SelectOp::create(builder, loc, type, isThere,
                                      buildSplat(builder, loc, one, 1.0),
                                      buildSplat(builder, loc, one, 0.0));
  Value count = tosa::MaximumOp::create(
      builder, loc, one, sumAlong(builder, loc, isLabelled, 0),
      buildSplat(builder, loc, one, 1.0), tosa::NanPropagationModeAttr());
  inverse = tosa::ReciprocalOp::create(builder, loc, one, count);
}

Value compress::buildLoss(OpBuilder &builder, PartialCrossEntropyOp op) {
  Location loc = op.getLoc();
  LabelledRows rows(builder, op);
  Softmax softmax(builder, op);
  Value logarithm =
      tosa::LogOp::create(builder, loc, softmax.sum.getType(), softmax.sum);
  Value hits =
      sumAlong(builder, loc,
               buildMul(builder, loc, softmax.wanted, softmax.differences), 1);
  Value each =
      tosa::SubOp::create(builder, loc, logarithm.getType(), logarithm, hits);
  Value total =
      sumAlong(builder, loc, buildMul(builder, loc, each, rows.isLabelled), 0);
  return buildReshape(builder, loc, buildMul(builder, loc, total, rows.inverse),
                      {});
}

Value compress::buildScoresGradient(OpBuilder &builder,
                                    PartialCrossEntropyOp op, Value dy) {
  Location loc = op.getLoc();
  LabelledRows rows(builder, op);
  Softmax softmax(builder, op);
  Value inverse = tosa::ReciprocalOp::create(
      builder, loc, softmax.sum.getType(), softmax.sum);
  Value probabilities = buildMul(builder, loc, softmax.exponentials, inverse);
  Value error = tosa::SubOp::create(builder, loc, op.getLogits().getType(),
                                    probabilities, softmax.wanted);
  Value factor =
      buildMul(builder, loc, rows.inverse, expand(builder, loc, dy, 2));
  return buildMul(builder, loc, error,
                  buildMul(builder, loc, rows.isLabelled, factor));
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
