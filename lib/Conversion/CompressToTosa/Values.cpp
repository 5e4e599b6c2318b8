//===- Values.cpp - parameters, masks and fake_quant as TOSA --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Conversion/CompressToTosa/CompressToTosa.h"
#include "compress/Conversion/TosaBuilders.h"
#include "compress/Dialect/Compress/IR/Compress.h"

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

struct LowerMask : OpRewritePattern<MaskOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MaskOp op,
                                PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    auto type = cast<RankedTensorType>(op.getType());
    Value zero = buildSplat(
        rewriter, loc, type.clone(SmallVector<int64_t>(type.getRank(), 1)), 0);
    rewriter.replaceOp(op,
                       tosa::SelectOp::create(rewriter, loc, type, op.getMask(),
                                              op.getWeight(), zero));
    return success();
  }
};

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
    auto qtype = cast<quant::QuantizedType>(op.getQtype());
    SmallVector<double> scales;
    SmallVector<int64_t> zeroPoints;
    int64_t axis = 0;
    if (auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(qtype)) {
      llvm::append_range(scales, perAxis.getScales());
      llvm::append_range(zeroPoints, perAxis.getZeroPoints());
      axis = perAxis.getQuantizedDimension();
    } else {
      auto perTensor = cast<quant::UniformQuantizedType>(qtype);
      scales = {perTensor.getScale()};
      zeroPoints = {perTensor.getZeroPoint()};
    }
    auto constant = [&](auto &&range, auto &&entry) -> Value {
      SmallVector<int64_t> shape(type.getRank(), 1);
      SmallVector<float> values;
      for (auto item : range)
        values.push_back(static_cast<float>(entry(item)));
      shape[axis] = values.size();
      auto constType = type.clone(shape);
      return tosa::ConstOp::create(
          rewriter, loc, constType,
          DenseElementsAttr::get(constType, ArrayRef<float>(values)));
    };

    Value inverse = constant(scales, [](double scale) { return 1.0 / scale; });
    Value value = buildMul(rewriter, loc, op.getInput(), inverse);
    int64_t low = qtype.getStorageTypeMin(), high = qtype.getStorageTypeMax();
    if (llvm::all_equal(zeroPoints)) {
      value =
          tosa::ClampOp::create(rewriter, loc, type, value,
                                rewriter.getF32FloatAttr(low - zeroPoints[0]),
                                rewriter.getF32FloatAttr(high - zeroPoints[0]));
    } else {
      Value lows = constant(zeroPoints, [&](int64_t zp) { return low - zp; });
      Value highs = constant(zeroPoints, [&](int64_t zp) { return high - zp; });
      value = tosa::MaximumOp::create(rewriter, loc, type, value, lows);
      value = tosa::MinimumOp::create(rewriter, loc, type, value, highs);
    }
    value = tosa::CastOp::create(rewriter, loc, integers, value);
    value = tosa::CastOp::create(rewriter, loc, type, value);
    Value scale = constant(scales, [](double scale) { return scale; });
    rewriter.replaceOp(op, buildMul(rewriter, loc, value, scale));
    return success();
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
  patterns.add<LowerBatchNorm, LowerBatchStatistics, LowerMask, LowerFakeQuant,
               LowerObserve>(patterns.getContext());
}

void compress::populateParametersToTosaPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerParameter>(patterns.getContext());
}
