//===- Values.cpp - parameters, masks and fake_quant as TOSA --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Conversion/CompressToTosa/CompressToTosa.h"
#include "compress/Conversion/TosaBuilders.h"
#include "compress/Dialect/Compress/IR/CompressSearch.h"
#include "compress/Interfaces/IntegerForms.h"
#include "compress/Reference/Requantize.h"

using namespace mlir;
using namespace mlir::compress;

/// A 1-D tensor along the last of `rank` dimensions.
static Value alongLast(OpBuilder &builder, Location loc, Value value,
                       int64_t rank) {
  SmallVector<int64_t> shape(rank, 1);
  shape.back() = cast<ShapedType>(value.getType()).getDimSize(0);
  return buildReshape(builder, loc, value, shape);
}

namespace {

struct LowerBatchNorm : OpRewritePattern<BatchNormOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(BatchNormOp op,
                                PatternRewriter &rewriter) const override {
    Location loc = NameLoc::get(op.getNameAttr(), op.getLoc());
    Type type = op.getType();
    int64_t rank = cast<ShapedType>(type).getRank();
    Value epsilon = buildScalar(rewriter, loc, rewriter.getF32Type(),
                                op.getEpsilon().convertToDouble());
    Value sum = tosa::AddOp::create(rewriter, loc, op.getVariance().getType(),
                                    op.getVariance(), epsilon);
    Value inverse = tosa::RsqrtOp::create(rewriter, loc, sum.getType(), sum);
    Value centered =
        tosa::SubOp::create(rewriter, loc, type, op.getInput(),
                            alongLast(rewriter, loc, op.getMean(), rank));
    Value normal = buildMul(rewriter, loc, centered,
                            alongLast(rewriter, loc, inverse, rank));
    Value scaled = buildMul(rewriter, loc, normal,
                            alongLast(rewriter, loc, op.getScale(), rank));
    rewriter.replaceOp(op, tosa::AddOp::create(
                               rewriter, loc, type, scaled,
                               alongLast(rewriter, loc, op.getOffset(), rank)));
    return success();
  }
};

/// The variance of differences, not a difference of squares, which would
/// cancel.
struct LowerBatchStatistics : OpRewritePattern<BatchStatisticsOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(BatchStatisticsOp op,
                                PatternRewriter &rewriter) const override {
    Location loc = NameLoc::get(op.getNameAttr(), op.getLoc());
    auto type = cast<RankedTensorType>(op.getInput().getType());
    if (!type.hasStaticShape())
      return rewriter.notifyMatchFailure(op, "it has a dynamic shape");
    int64_t channels = type.getShape().back();
    int64_t count = type.getNumElements() / channels;
    Value x = buildReshape(rewriter, loc, op.getInput(), {count, channels});
    auto meanOf = [&](Value value) {
      auto sumType = type.clone({1, channels});
      Value sum = tosa::ReduceSumOp::create(rewriter, loc, sumType, value,
                                            rewriter.getI32IntegerAttr(0));
      auto one = RankedTensorType::get({1, 1}, rewriter.getF32Type());
      return buildMul(rewriter, loc, sum,
                      buildSplat(rewriter, loc, one, 1.0 / count));
    };
    Value mean = meanOf(x);
    Value centered = tosa::SubOp::create(rewriter, loc, x.getType(), x, mean);
    Value variance = meanOf(buildMul(rewriter, loc, centered, centered));
    rewriter.replaceOp(op, {buildReshape(rewriter, loc, mean, {channels}),
                            buildReshape(rewriter, loc, variance, {channels})});
    return success();
  }
};

/// `value` where the mask, which broadcasts, is true, and zero elsewhere.
Value buildMasked(OpBuilder &builder, Location loc, Value mask, Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  Value zero = buildSplat(
      builder, loc, type.clone(SmallVector<int64_t>(type.getRank(), 1)), 0.0);
  return tosa::SelectOp::create(builder, loc, type, mask, value, zero);
}

struct LowerMask : OpRewritePattern<MaskOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MaskOp op,
                                PatternRewriter &rewriter) const override {
    rewriter.replaceOp(
        op, buildMasked(rewriter, op.getLoc(), op.getMask(), op.getWeight()));
    return success();
  }
};

/// The numbers of the channels, compared with the count.
struct LowerLeading : OpRewritePattern<LeadingOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(LeadingOp op,
                                PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    auto type = cast<RankedTensorType>(op.getType());
    SmallVector<int64_t> shape(type.getRank(), 1);
    Value count = buildReshape(rewriter, loc, op.getCount(), shape);
    shape.back() = type.getShape().back();
    auto numbers = RankedTensorType::get(shape, rewriter.getI32Type());
    Value channel = tosa::ConstOp::create(
        rewriter, loc, numbers,
        DenseElementsAttr::get<int32_t>(
            numbers, llvm::to_vector(llvm::seq<int32_t>(0, shape.back()))));
    Value isLeading = tosa::GreaterOp::create(
        rewriter, loc, numbers.clone(rewriter.getI1Type()), count, channel);
    rewriter.replaceOp(op,
                       buildMasked(rewriter, loc, isLeading, op.getInput()));
    return success();
  }
};

} // namespace

/// `numbers`, one per scale of a quantized type, in a shape that broadcasts.
static Value buildScales(OpBuilder &builder, Location loc,
                         ArrayRef<float> numbers, ArrayRef<int64_t> shape) {
  auto type = RankedTensorType::get(shape, builder.getF32Type());
  return tosa::ConstOp::create(builder, loc, type,
                               DenseElementsAttr::get(type, numbers));
}

/// The scales of a `fake_quant` and their reciprocals, in a shape that
/// broadcasts.
static std::pair<Value, Value> buildScalePair(OpBuilder &builder,
                                              FakeQuantOp op) {
  Location loc = op.getLoc();
  int64_t rank = cast<RankedTensorType>(op.getType()).getRank();
  SmallVector<int64_t> shape = getScaleShape(op.getQtype(), rank);
  if (!op.getScale()) {
    SmallVector<float> scales, inverses;
    for (double scale : getScales(op.getQtype())) {
      scales.push_back(static_cast<float>(scale));
      inverses.push_back(reference::inverseOf(scale));
    }
    return {buildScales(builder, loc, scales, shape),
            buildScales(builder, loc, inverses, shape)};
  }
  Type type = op.getScale().getType();
  Value scale = tosa::MaximumOp::create(
      builder, loc, type, op.getScale(),
      buildScalar(builder, loc, builder.getF32Type(), kSmallestScale));
  Value inverse = tosa::ReciprocalOp::create(builder, loc, type, scale);
  return {buildReshape(builder, loc, scale, shape),
          buildReshape(builder, loc, inverse, shape)};
}

/// Limits `value` to `low`..`high`, one of each per scale.
static Value buildLimits(OpBuilder &builder, Location loc, Value value,
                         ArrayRef<float> low, ArrayRef<float> high,
                         ArrayRef<int64_t> shape) {
  Type type = value.getType();
  if (llvm::all_equal(low) && llvm::all_equal(high))
    return tosa::ClampOp::create(builder, loc, type, value,
                                 builder.getF32FloatAttr(low.front()),
                                 builder.getF32FloatAttr(high.front()));
  Value lows = buildScales(builder, loc, low, shape);
  Value highs = buildScales(builder, loc, high, shape);
  value = tosa::MaximumOp::create(builder, loc, type, value, lows);
  return tosa::MinimumOp::create(builder, loc, type, value, highs);
}

/// The limits of `q - z`, for each scale.
static std::pair<SmallVector<float>, SmallVector<float>>
getLimits(quant::QuantizedType type) {
  SmallVector<float> low, high;
  for (int64_t zeroPoint : getZeroPoints(type)) {
    low.push_back(static_cast<float>(type.getStorageTypeMin() - zeroPoint));
    high.push_back(static_cast<float>(type.getStorageTypeMax() - zeroPoint));
  }
  return {low, high};
}

namespace {

/// `clamp(round(x / s) + z) - z` is `round(clamp(x / s))` with the limits moved
/// by `z`: they are integers, and rounding keeps the order. So no sum can
/// overflow, and the cast, which rounds half to even, never saturates.
struct LowerFakeQuant : OpRewritePattern<FakeQuantOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(FakeQuantOp op,
                                PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    auto type = cast<RankedTensorType>(op.getType());
    auto integers = type.clone(rewriter.getI32Type());
    auto [scale, inverse] = buildScalePair(rewriter, op);
    auto [low, high] = getLimits(op.getQtype());
    Value value = buildMul(rewriter, loc, op.getInput(), inverse);
    value = buildLimits(rewriter, loc, value, low, high,
                        getScaleShape(op.getQtype(), type.getRank()));
    value = tosa::CastOp::create(rewriter, loc, integers, value);
    value = tosa::CastOp::create(rewriter, loc, type, value);
    rewriter.replaceOp(op, buildMul(rewriter, loc, value, scale));
    return success();
  }
};

/// Works on a view [before, scales, behind] of the input.
struct LowerFittedScale : OpRewritePattern<FittedScaleOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(FittedScaleOp op,
                                PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    auto type = cast<RankedTensorType>(op.getInput().getType());
    if (!type.hasStaticShape())
      return rewriter.notifyMatchFailure(op, "it has a dynamic shape");
    auto [low, high] = getLimits(op.getQtype());
    for (float &limit : llvm::concat<float>(low, high))
      limit = limit == 0.0f ? 0.0f : 1.0f / limit;
    SmallVector<int64_t> view = getView(op.getQtype(), type.getShape());
    Value x = buildReshape(rewriter, loc, op.getInput(), view);
    auto divide = [&](ArrayRef<float> inverses) {
      return buildMul(rewriter, loc, x,
                      buildScales(rewriter, loc, inverses, {1, view[1], 1}));
    };
    Value value = tosa::MaximumOp::create(rewriter, loc, x.getType(),
                                          divide(high), divide(low));
    for (int32_t axis : {2, 0}) {
      view[axis] = 1;
      value = tosa::ReduceMaxOp::create(rewriter, loc, type.clone(view), value,
                                        rewriter.getI32IntegerAttr(axis),
                                        tosa::NanPropagationModeAttr());
    }
    value = buildReshape(rewriter, loc, value, {view[1]});
    rewriter.replaceOpWithNewOp<tosa::MaximumOp>(
        op, op.getType(), value,
        buildScalar(rewriter, loc, rewriter.getF32Type(), kSmallestScale));
    return success();
  }

private:
  static SmallVector<int64_t> getView(quant::QuantizedType type,
                                      ArrayRef<int64_t> shape) {
    auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(type);
    if (!perAxis)
      return {1, 1, ShapedType::getNumElements(shape)};
    int64_t axis = perAxis.getQuantizedDimension();
    return {ShapedType::getNumElements(shape.take_front(axis)), shape[axis],
            ShapedType::getNumElements(shape.drop_front(axis + 1))};
  }
};

struct LowerObserve : OpRewritePattern<ObserveOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ObserveOp op,
                                PatternRewriter &rewriter) const override {
    rewriter.replaceOp(op, op.getInput());
    return success();
  }
};

struct LowerParameter : OpRewritePattern<ParameterOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ParameterOp op,
                                PatternRewriter &rewriter) const override {
    Location loc = NameLoc::get(op.getNameAttr(), op.getLoc());
    rewriter.replaceOp(
        op, tosa::ConstOp::create(rewriter, loc, op.getType(), op.getValue()));
    return success();
  }
};

} // namespace

void compress::populateValuesToTosaPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerBatchNorm, LowerBatchStatistics, LowerMask, LowerLeading,
               LowerFakeQuant, LowerFittedScale, LowerObserve>(
      patterns.getContext());
}

void compress::populateParametersToTosaPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerParameter>(patterns.getContext());
}
