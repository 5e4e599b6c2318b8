//===- CompressValues.cpp - derivatives of masks and fake_quant -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DerivativeModel.h"
#include "Expression.h"
#include "Helpers.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Interfaces/IntegerForms.h"
#include "compress/Reference/Requantize.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

static void emitMask(MaskOp op, OpBuilder &builder, AdjointMap &adjoints) {
  Expression dy(builder, op.getLoc(), adjoints.lookup(op.getResult()));
  Expression mask(builder, op.getLoc(), op.getMask());
  adjoints.add(op.getWeight(), dy.where(mask, dy.constant(0.0)));
}

/// The numbers `x / scale` must lie between for the integer to be in range:
/// half a step further out, where that still rounds to the limit (half to
/// even).
static std::pair<float, float> getRoundedLimits(quant::QuantizedType type,
                                                int64_t zeroPoint) {
  int64_t low = type.getStorageTypeMin() - zeroPoint;
  int64_t high = type.getStorageTypeMax() - zeroPoint;
  float from = static_cast<float>(low) - 0.5f;
  float to = static_cast<float>(high) + 0.5f;
  return {low % 2 == 0 ? from : std::nextafter(from, HUGE_VALF),
          high % 2 == 0 ? to : std::nextafter(to, -HUGE_VALF)};
}

namespace {

/// What the derivative of a `fake_quant` is made of. Numbers of a scale have a
/// shape that broadcasts over the tensor.
class FakeQuantAdjoint {
public:
  FakeQuantAdjoint(FakeQuantOp op, OpBuilder &builder, AdjointMap &adjoints)
      : op(op), builder(builder), adjoints(adjoints),
        x(builder, op.getLoc(), op.getInput()),
        dy(builder, op.getLoc(), adjoints.lookup(op.getResult())),
        shape(getScaleShape(op.getQtype(), x.getType().getRank())) {}

  void emit() {
    Expression inverse = getInverse();
    auto [low, high] = getLimits();
    // The same product that the forward pass rounds.
    Expression steps = x * inverse, zero = dy.constant(0.0);
    Expression dx = dy.where(steps >= low, zero);
    dx = dx.where(high >= steps, zero);
    adjoints.add(op.getInput(), dx);
    if (op.getScale() && adjoints.isNeeded(op.getScale()))
      addScale(dx, inverse);
  }

private:
  Expression constant(ArrayRef<float> numbers) {
    RankedTensorType type = x.getType().clone(shape);
    return {builder, op.getLoc(),
            tosa::ConstOp::create(builder, op.getLoc(), type,
                                  DenseElementsAttr::get(type, numbers))};
  }
  Expression getInverse();
  std::pair<Expression, Expression> getLimits();
  void addScale(const Expression &dx, const Expression &inverse);

  FakeQuantOp op;
  OpBuilder &builder;
  AdjointMap &adjoints;
  Expression x, dy;
  SmallVector<int64_t> shape;
};

} // namespace

Expression FakeQuantAdjoint::getInverse() {
  if (!op.getScale()) {
    SmallVector<float> inverses;
    for (double scale : getScales(op.getQtype()))
      inverses.push_back(reference::inverseOf(scale));
    return constant(inverses);
  }
  Location loc = op.getLoc();
  Expression scale(builder, loc,
                   buildReshape(builder, loc, op.getScale(), shape));
  return scale.apply<tosa::MaximumOp>(scale.constant(kSmallestScale))
      .apply<tosa::ReciprocalOp>();
}

/// Where gradients pass. With scales of its own, wherever the integer is in
/// range, rounded. With learned ones between the limits themselves, as their
/// authors have it; a fitted scale puts the largest entry there, so rounding
/// errors must not matter.
std::pair<Expression, Expression> FakeQuantAdjoint::getLimits() {
  quant::QuantizedType type = op.getQtype();
  SmallVector<float> low, high;
  for (int64_t zeroPoint : getZeroPoints(type)) {
    auto [from, to] = getRoundedLimits(type, zeroPoint);
    if (op.getScale()) {
      from = (type.getStorageTypeMin() - zeroPoint) * (1.0f + 0x1p-20f);
      to = (type.getStorageTypeMax() - zeroPoint) * (1.0f + 0x1p-20f);
    }
    low.push_back(from);
    high.push_back(to);
  }
  return {constant(low), constant(high)};
}

/// The derivative of `s round(clamp(x / s))` for `s`, if rounding adds a
/// constant, is the integer outside the limits, and the integer less `x / s`
/// within: `(y dy - x dx) / s`.
void FakeQuantAdjoint::addScale(const Expression &dx,
                                const Expression &inverse) {
  Location loc = op.getLoc();
  Expression y(builder, loc, op.getResult());
  Expression sum(builder, loc,
                 buildSumTo(builder, loc, dy * y - dx * x, shape));
  double factor = op.getGradientScale().convertToDouble();
  adjoints.add(op.getScale(), buildReshape(builder, loc, sum * inverse * factor,
                                           shapeOf(op.getScale())));
}

/// Straight through where the integer is in range, 0 where it is clamped, as
/// `torch.fake_quantize_per_tensor_affine`. Jacob et al., Quantization and
/// Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference,
/// 2018; Bengio et al., Estimating or Propagating Gradients, 2013. Scales:
/// Esser et al., Learned Step Size Quantization, 2020.
static void emitFakeQuant(FakeQuantOp op, OpBuilder &builder,
                          AdjointMap &adjoints) {
  FakeQuantAdjoint(op, builder, adjoints).emit();
}

/// Ranges are measured: nothing goes through them.
static void emitFittedScale(FittedScaleOp, OpBuilder &, AdjointMap &) {}

static void emitObserve(ObserveOp op, OpBuilder &, AdjointMap &adjoints) {
  adjoints.add(op.getInput(), adjoints.lookup(op.getResult()));
}

void compress::attachCompressValueDerivatives(MLIRContext &context) {
  attachDerivative<MaskOp, emitMask>(context);
  attachDerivative<FakeQuantOp, emitFakeQuant>(context);
  attachDerivative<FittedScaleOp, emitFittedScale>(context);
  attachDerivative<ObserveOp, emitObserve>(context);
}
