//===- TosaPointwise.cpp - derivatives of entry-by-entry TOSA ops ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// At kinks the choices are PyTorch's.
//
//===----------------------------------------------------------------------===//

#include "DerivativeModel.h"
#include "Expression.h"
#include "mlir/IR/Matchers.h"
#include <cfloat>
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

namespace {

/// An operation in a formula: operands `x` and `b`, result `y`, and `dy`, the
/// gradient for the result.
struct Point {
  template <typename OpTy>
  Point(OpTy op, OpBuilder &builder, AdjointMap &adjoints)
      : op(op), builder(builder), x(at(op->getOperand(0))),
        y(at(op->getResult(0))), dy(at(adjoints.lookup(op->getResult(0)))) {}

  Expression at(Value value) const { return {builder, op->getLoc(), value}; }
  Expression b() const { return at(op->getOperand(1)); }
  Expression zero() const { return dy.constant(0.0); }

  Operation *op;
  OpBuilder &builder;
  Expression x, y, dy;
};

} // namespace

//===----------------------------------------------------------------------===//
// One operand
//===----------------------------------------------------------------------===//

static Expression tanhX(const Point &p) { return p.dy * (1.0 - p.y * p.y); }

static Expression sigmoidX(const Point &p) { return p.dy * p.y * (1.0 - p.y); }

static Expression erfX(const Point &p) {
  double factor = 2.0 / std::sqrt(M_PI);
  return p.dy * (-(p.x * p.x)).apply<tosa::ExpOp>() * factor;
}

static Expression expX(const Point &p) { return p.dy * p.y; }

static Expression logX(const Point &p) {
  return p.dy * p.x.apply<tosa::ReciprocalOp>();
}

static Expression reciprocalX(const Point &p) { return -(p.dy * p.y * p.y); }

static Expression rsqrtX(const Point &p) {
  return p.dy * p.y * p.y * p.y * -0.5;
}

static Expression sinX(const Point &p) {
  return p.dy * p.x.apply<tosa::CosOp>();
}

static Expression cosX(const Point &p) {
  return -(p.dy * p.x.apply<tosa::SinOp>());
}

static Expression negateX(const Point &p) { return -p.dy; }

/// 0 at 0.
static Expression absX(const Point &p) {
  return p.dy.where(p.x > p.zero(), (-p.dy).where(p.zero() > p.x, p.zero()));
}

/// 0 at the bounds, as `relu` and `hardtanh` have it. Asks the result and not
/// the operand, which nobody else may need any more.
static Expression clampX(const Point &p) {
  auto clamp = cast<tosa::ClampOp>(p.op);
  double low = cast<FloatAttr>(clamp.getMinVal()).getValueAsDouble();
  double high = cast<FloatAttr>(clamp.getMaxVal()).getValueAsDouble();
  Expression dx = p.dy;
  if (low > -FLT_MAX)
    dx = dx.where(p.y > p.y.constant(low), p.zero());
  if (high < FLT_MAX)
    dx = dx.where(p.y.constant(high) > p.y, p.zero());
  return dx;
}

template <typename OpTy, auto formula>
static void emitUnary(OpTy op, OpBuilder &builder, AdjointMap &adjoints) {
  adjoints.add(op->getOperand(0), formula(Point(op, builder, adjoints)));
}

//===----------------------------------------------------------------------===//
// Two operands
//===----------------------------------------------------------------------===//

static Expression addX(const Point &p) { return p.dy; }
static Expression addB(const Point &p) { return p.dy; }

static Expression subX(const Point &p) { return p.dy; }
static Expression subB(const Point &p) { return -p.dy; }

static Expression mulX(const Point &p) { return p.dy * p.b(); }
static Expression mulB(const Point &p) { return p.dy * p.x; }

/// All where `large > small`, half where they are equal.
static Expression shareOfLarger(const Point &p, Expression large,
                                Expression small) {
  Expression half = (p.dy * 0.5).where(large == small, p.zero());
  return p.dy.where(large > small, half);
}

static Expression maximumX(const Point &p) {
  return shareOfLarger(p, p.x, p.b());
}
static Expression maximumB(const Point &p) {
  return shareOfLarger(p, p.b(), p.x);
}
static Expression minimumX(const Point &p) {
  return shareOfLarger(p, p.b(), p.x);
}
static Expression minimumB(const Point &p) {
  return shareOfLarger(p, p.x, p.b());
}

/// b x^(b - 1); 0 for b = 0, also at x = 0.
static Expression powX(const Point &p) {
  Expression b = p.b();
  DenseFPElementsAttr exponent;
  if (matchPattern(b, m_Constant(&exponent)) && exponent.isSplat() &&
      exponent.getSplatValue<APFloat>().isExactlyValue(2.0))
    return p.dy * p.x * 2.0;
  Expression slope = b * p.x.apply<tosa::PowOp>(b - 1.0);
  return p.dy * slope.constant(0.0).where(b == b.constant(0.0), slope);
}

/// x^b log x; 0 at x = 0 for b that are not negative.
static Expression powB(const Point &p) {
  Expression b = p.b(), zero = p.zero();
  Expression slope = p.y * p.x.apply<tosa::LogOp>();
  slope = zero.where(p.x == zero, slope).where(b >= zero, slope);
  return p.dy * slope;
}

template <typename OpTy, auto first, auto second>
static void emitBinary(OpTy op, OpBuilder &builder, AdjointMap &adjoints) {
  Point point(op, builder, adjoints);
  if (adjoints.isNeeded(op->getOperand(0)))
    adjoints.add(op->getOperand(0), first(point));
  if (adjoints.isNeeded(op->getOperand(1)))
    adjoints.add(op->getOperand(1), second(point));
}

static void emitSelect(tosa::SelectOp op, OpBuilder &builder,
                       AdjointMap &adjoints) {
  Point p(op, builder, adjoints);
  Expression condition = p.at(op.getPred());
  if (adjoints.isNeeded(op.getOnTrue()))
    adjoints.add(op.getOnTrue(), p.dy.where(condition, p.zero()));
  if (adjoints.isNeeded(op.getOnFalse()))
    adjoints.add(op.getOnFalse(), p.zero().where(condition, p.dy));
}

//===----------------------------------------------------------------------===//
// Registration
//===----------------------------------------------------------------------===//

static StringRef compares() { return "returns the outcome of a comparison"; }
static StringRef rounds() { return "rounds, and is flat nearly everywhere"; }

template <typename OpTy, auto formula>
static void attachUnary(MLIRContext &context) {
  attachDerivative<OpTy, emitUnary<OpTy, formula>>(context);
}

template <typename OpTy, auto first, auto second>
static void attachBinary(MLIRContext &context) {
  attachDerivative<OpTy, emitBinary<OpTy, first, second>>(context);
}

void compress::attachTosaPointwiseDerivatives(MLIRContext &context) {
  using namespace tosa;
  attachUnary<TanhOp, tanhX>(context);
  attachUnary<SigmoidOp, sigmoidX>(context);
  attachUnary<ErfOp, erfX>(context);
  attachUnary<ExpOp, expX>(context);
  attachUnary<LogOp, logX>(context);
  attachUnary<ReciprocalOp, reciprocalX>(context);
  attachUnary<RsqrtOp, rsqrtX>(context);
  attachUnary<SinOp, sinX>(context);
  attachUnary<CosOp, cosX>(context);
  attachUnary<NegateOp, negateX>(context);
  attachUnary<AbsOp, absX>(context);
  attachUnary<ClampOp, clampX>(context);
  attachUnary<IdentityOp, addX>(context);
  attachBinary<AddOp, addX, addB>(context);
  attachBinary<SubOp, subX, subB>(context);
  attachBinary<MulOp, mulX, mulB>(context);
  attachBinary<MaximumOp, maximumX, maximumB>(context);
  attachBinary<MinimumOp, minimumX, minimumB>(context);
  attachBinary<PowOp, powX, powB>(context);
  attachDerivative<SelectOp, emitSelect>(context);
  attachObstacle<compares, EqualOp, GreaterOp, GreaterEqualOp>(context);
  attachObstacle<rounds, FloorOp, CeilOp>(context);
}
