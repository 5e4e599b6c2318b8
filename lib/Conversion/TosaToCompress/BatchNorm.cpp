//===- BatchNorm.cpp - batch norms become one operation -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   (x - mean) * reciprocal(pow(variance + epsilon, 0.5)) * scale + offset
//
// with the operands of commutative operations in any order, and `rsqrt` or
// `pow(-0.5)` for the reciprocal of the root.
//
//===----------------------------------------------------------------------===//

#include "PopulatePatterns.h"
#include "compress/Conversion/ConstantView.h"
#include "compress/Conversion/TosaBuilders.h"

using namespace mlir;
using namespace mlir::compress;

static bool isConstant(Value value) {
  return ConstantView::match(value).has_value();
}

static bool isSplatOf(Value value, double expected) {
  auto entry = dyn_cast_or_null<FloatAttr>(getSplatEntry(value));
  return entry && entry.getValueAsDouble() == expected;
}

namespace {

struct BatchNormParts {
  Value input, mean, variance, scale, offset, inverse;
  FloatAttr epsilon;

  bool match(tosa::AddOp op);

private:
  bool matchScaled(Value value);
  bool matchNormalized(Value value);
  bool matchInverse(Value value);
  bool matchVariance(Value value);
};

} // namespace

/// `value` as an OpTy of a constant and something else.
template <typename OpTy>
static bool splitConstant(Value value, Value &other, Value &constant) {
  auto op = value.getDefiningOp<OpTy>();
  if (!op)
    return false;
  other = op.getInput1();
  constant = op.getInput2();
  if (!isConstant(constant))
    std::swap(other, constant);
  return isConstant(constant) && !isConstant(other);
}

bool BatchNormParts::match(tosa::AddOp op) {
  Value scaled;
  return splitConstant<tosa::AddOp>(op.getResult(), scaled, offset) &&
         scaled.hasOneUse() && matchScaled(scaled);
}

bool BatchNormParts::matchScaled(Value value) {
  Value normalized;
  return splitConstant<tosa::MulOp>(value, normalized, scale) &&
         normalized.hasOneUse() && matchNormalized(normalized);
}

bool BatchNormParts::matchNormalized(Value value) {
  auto mul = value.getDefiningOp<tosa::MulOp>();
  if (!mul)
    return false;
  for (auto [centered, factor] :
       {std::pair(mul.getInput1(), mul.getInput2()),
        std::pair(mul.getInput2(), mul.getInput1())}) {
    auto sub = centered.getDefiningOp<tosa::SubOp>();
    if (!sub || !sub->hasOneUse() || !isConstant(sub.getInput2()) ||
        !matchInverse(factor))
      continue;
    input = sub.getInput1();
    mean = sub.getInput2();
    inverse = factor;
    return true;
  }
  return false;
}

/// One over the root of variance plus epsilon, possibly reshaped.
bool BatchNormParts::matchInverse(Value value) {
  while (auto reshape = value.getDefiningOp<tosa::ReshapeOp>())
    value = reshape.getInput1();
  if (auto root = value.getDefiningOp<tosa::RsqrtOp>())
    return matchVariance(root.getInput1());
  double exponent = -0.5;
  if (auto reciprocal = value.getDefiningOp<tosa::ReciprocalOp>()) {
    value = reciprocal.getInput1();
    exponent = 0.5;
  }
  auto power = value.getDefiningOp<tosa::PowOp>();
  return power && isSplatOf(power.getInput2(), exponent) &&
         matchVariance(power.getInput1());
}

bool BatchNormParts::matchVariance(Value value) {
  auto add = value.getDefiningOp<tosa::AddOp>();
  if (!add || !isConstant(add.getInput1()) || !isConstant(add.getInput2()))
    return false;
  Value constant = add.getInput1();
  variance = add.getInput2();
  // With one channel both have one entry, and it does not matter which is
  // which.
  if (cast<ShapedType>(constant.getType()).getNumElements() != 1)
    std::swap(constant, variance);
  if (cast<ShapedType>(constant.getType()).getNumElements() != 1)
    return false;
  epsilon = dyn_cast_or_null<FloatAttr>(getSplatEntry(constant));
  return epsilon && epsilon.getType().isF32() &&
         !epsilon.getValue().isNegative() && epsilon.getValue().isFinite();
}

/// True if the value has `channels` entries along `dim` and broadcasts
/// elsewhere.
static bool isPerChannel(Value value, int64_t dim, int64_t channels,
                         int64_t rank) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  return type && type.getElementType().isF32() && type.getRank() == rank &&
         type.hasStaticShape() && type.getNumElements() == channels &&
         type.getDimSize(dim) == channels;
}

namespace {

struct RaiseBatchNorm : OpRewritePattern<tosa::AddOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tosa::AddOp op,
                                PatternRewriter &rewriter) const override {
    BatchNormParts parts;
    if (!parts.match(op))
      return rewriter.notifyMatchFailure(op, "no batch norm");
    auto type = dyn_cast<RankedTensorType>(parts.input.getType());
    if (!type || type != op.getType() || type.getRank() < 2)
      return rewriter.notifyMatchFailure(op, "statistics change the shape");
    int64_t rank = type.getRank();
    int64_t channels =
        cast<ShapedType>(parts.variance.getType()).getNumElements();
    auto isChannel = [&](int64_t dim) {
      return type.getDimSize(dim) == channels &&
             llvm::all_of(ArrayRef<Value>{parts.mean, parts.scale, parts.offset,
                                          parts.inverse},
                          [&](Value value) {
                            return isPerChannel(value, dim, channels, rank);
                          });
    };
    bool isLast = isChannel(rank - 1);
    if (!isLast && !(rank == 4 && isChannel(1)))
      return rewriter.notifyMatchFailure(
          op, "statistics are not along the channels");

    auto asVector = [&](Value value) {
      return buildReshape(rewriter, op.getLoc(), value, {channels});
    };
    Value input = parts.input;
    if (!isLast)
      input = buildTranspose(rewriter, op.getLoc(), input, {0, 2, 3, 1});
    Value result = BatchNormOp::create(
        rewriter, op.getLoc(), input.getType(), rewriter.getStringAttr(""),
        input, asVector(parts.scale), asVector(parts.offset),
        asVector(parts.mean), asVector(parts.variance), parts.epsilon);
    if (!isLast)
      result = buildTranspose(rewriter, op.getLoc(), result, {0, 3, 1, 2});
    rewriter.replaceOp(op, result);
    return success();
  }
};

} // namespace

void compress::populateBatchNormPatterns(RewritePatternSet &patterns) {
  patterns.add<RaiseBatchNorm>(patterns.getContext());
}
