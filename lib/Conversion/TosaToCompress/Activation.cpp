//===- Activation.cpp - clamps and means in the form they have a name -----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PopulatePatterns.h"
#include "compress/Conversion/ConstantView.h"
#include "compress/Conversion/TosaBuilders.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

/// `value` as an OpTy of a splat constant, whose entry is returned, and
/// something else.
template <typename OpTy>
static TypedAttr splitSplat(Value value, Value &other) {
  auto op = value.getDefiningOp<OpTy>();
  if (!op)
    return {};
  other = op.getInput1();
  if (TypedAttr entry = getSplatEntry(op.getInput2()))
    return entry;
  other = op.getInput2();
  return getSplatEntry(op.getInput1());
}

static bool isOrdered(TypedAttr low, TypedAttr high) {
  if (auto lowFloat = dyn_cast<FloatAttr>(low))
    return lowFloat.getValue() <= cast<FloatAttr>(high).getValue();
  return cast<IntegerAttr>(low).getValue().sle(
      cast<IntegerAttr>(high).getValue());
}

namespace {

/// `minimum(maximum(x, low), high)`, or the other way round, is a clamp.
template <typename OuterOp, typename InnerOp>
struct RaiseClamp : OpRewritePattern<OuterOp> {
  using OpRewritePattern<OuterOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(OuterOp op,
                                PatternRewriter &rewriter) const override {
    Value inner, input;
    TypedAttr high = splitSplat<OuterOp>(op.getResult(), inner);
    TypedAttr low = high ? splitSplat<InnerOp>(inner, input) : TypedAttr();
    if (!low)
      return rewriter.notifyMatchFailure(op, "no pair of limits");
    auto innerOp = inner.getDefiningOp<InnerOp>();
    if (innerOp.getNanMode() != op.getNanMode())
      return rewriter.notifyMatchFailure(op, "limits treat NaN differently");
    if (std::is_same_v<OuterOp, tosa::MaximumOp>)
      std::swap(low, high);
    if (input.getType() != op.getType() || !isOrdered(low, high) ||
        low.getType().isInteger(32))
      return rewriter.notifyMatchFailure(op, "limits are no clamp");
    rewriter.replaceOpWithNewOp<tosa::ClampOp>(op, op.getType(), input, low,
                                               high, op.getNanMode());
    return success();
  }
};

/// Sums over height and width, times one over their number, are an average
/// pool. It takes NHWC.
struct RaiseAveragePool : OpRewritePattern<tosa::MulOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tosa::MulOp op,
                                PatternRewriter &rewriter) const override {
    Value sum;
    auto factor = dyn_cast_or_null<FloatAttr>(splitSplat<tosa::MulOp>(op, sum));
    auto second =
        sum ? sum.getDefiningOp<tosa::ReduceSumOp>() : tosa::ReduceSumOp();
    auto first = second ? second.getInput().getDefiningOp<tosa::ReduceSumOp>()
                        : tosa::ReduceSumOp();
    if (!factor || !first || !first->hasOneUse() || !second->hasOneUse())
      return rewriter.notifyMatchFailure(op, "no scaled sum over two axes");
    auto type = dyn_cast<RankedTensorType>(first.getInput().getType());
    if (!type || type.getRank() != 4 || !type.hasStaticShape() ||
        !type.getElementType().isF32() || op.getType() != second.getType())
      return rewriter.notifyMatchFailure(op, "no f32 image of static shape");
    auto [low, high] = std::minmax(first.getAxis(), second.getAxis());
    bool isNCHW = low == 2 && high == 3;
    if (!isNCHW && !(low == 1 && high == 2))
      return rewriter.notifyMatchFailure(op, "axes are not height and width");
    int64_t height = type.getDimSize(low), width = type.getDimSize(high);
    double ratio = factor.getValueAsDouble() * height * width;
    if (std::abs(ratio - 1.0) > 1e-6)
      return rewriter.notifyMatchFailure(op, "factor is not one over the area");

    Location loc = op.getLoc();
    Value input = first.getInput();
    if (isNCHW)
      input = buildTranspose(rewriter, loc, input, {0, 2, 3, 1});
    ArrayRef<int64_t> shape = cast<ShapedType>(input.getType()).getShape();
    Type element = type.getElementType();
    Value zero = buildScalar(rewriter, loc, element, 0);
    Value pool = tosa::AvgPool2dOp::create(
        rewriter, loc, type.clone({shape[0], 1, 1, shape[3]}), input, zero,
        zero, ArrayRef<int64_t>{height, width}, ArrayRef<int64_t>{1, 1},
        ArrayRef<int64_t>{0, 0, 0, 0}, element);
    if (isNCHW)
      pool = buildTranspose(rewriter, loc, pool, {0, 3, 1, 2});
    rewriter.replaceOp(op, pool);
    return success();
  }
};

} // namespace

void compress::populateActivationPatterns(RewritePatternSet &patterns) {
  patterns.add<RaiseClamp<tosa::MinimumOp, tosa::MaximumOp>,
               RaiseClamp<tosa::MaximumOp, tosa::MinimumOp>, RaiseAveragePool>(
      patterns.getContext());
}
