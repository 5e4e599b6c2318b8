//===- CompressBatchNorm.cpp - derivatives of batch norms -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DerivativeModel.h"
#include "Expression.h"
#include "Helpers.h"
#include "compress/Dialect/Compress/IR/Compress.h"

using namespace mlir;
using namespace mlir::compress;

namespace {

/// With d = 1 / sqrt(variance + epsilon) and n = (x - mean) d, y is
/// n scale + offset. Mean and variance are operands like all others: where they
/// are statistics of the batch, the gradient goes on through those.
///
/// Values of the layer are matrices [rows, channels] here, values of a channel
/// [1, channels].
class BatchNormAdjoint {
public:
  BatchNormAdjoint(BatchNormOp op, OpBuilder &builder, AdjointMap &adjoints)
      : op(op), builder(builder), loc(op.getLoc()), adjoints(adjoints),
        dy(view(adjoints.lookup(op.getResult()))),
        deviation((view(op.getVariance()) + op.getEpsilon().convertToFloat())
                      .apply<tosa::RsqrtOp>()),
        slope(deviation * view(op.getScale())) {}

  void emit() {
    add(op.getInput(), [&] { return dy * slope; });
    add(op.getScale(), [&] { return getProductSum() * deviation; });
    add(op.getOffset(), [&] { return getSum(); });
    add(op.getMean(), [&] { return -(getSum() * slope); });
    add(op.getVariance(),
        [&] { return getProductSum() * slope * deviation * deviation * -0.5; });
  }

private:
  Expression view(Value value) const {
    ArrayRef<int64_t> shape = shapeOf(value);
    int64_t rows = ShapedType::getNumElements(shape.drop_back());
    return {builder, loc,
            buildReshape(builder, loc, value, {rows, shape.back()})};
  }

  template <typename Make>
  void add(Value operand, Make make) {
    if (adjoints.isNeeded(operand))
      adjoints.add(operand,
                   buildReshape(builder, loc, make(), shapeOf(operand)));
  }

  /// Sums over a channel come before factors that are the same in all of it,
  /// and are shared.
  Expression sum(Value &known, Expression value) {
    if (!known)
      known = buildSumTo(builder, loc, value, {1, shapeOf(value).back()});
    return {builder, loc, known};
  }
  Expression getSum() { return sum(sumOfDy, dy); }
  Expression getProductSum() {
    if (sumOfProduct)
      return {builder, loc, sumOfProduct};
    return sum(sumOfProduct, dy * (view(op.getInput()) - view(op.getMean())));
  }

  BatchNormOp op;
  OpBuilder &builder;
  Location loc;
  AdjointMap &adjoints;
  Expression dy, deviation, slope;
  Value sumOfDy, sumOfProduct;
};

} // namespace

static void emitBatchNorm(BatchNormOp op, OpBuilder &builder,
                          AdjointMap &adjoints) {
  BatchNormAdjoint(op, builder, adjoints).emit();
}

/// An entry has 1 / n of the influence on the mean, and 2 (x - mean) / n on the
/// variance; that of the mean on the variance cancels.
static void emitBatchStatistics(BatchStatisticsOp op, OpBuilder &builder,
                                AdjointMap &adjoints) {
  Location loc = op.getLoc();
  auto view = [&](Value value) {
    return Expression(builder, loc, flatten(builder, loc, value));
  };
  Expression x = view(op.getInput());
  double count = shapeOf(x).front();
  Value dMean = adjoints.lookup(op.getMean());
  Value dVariance = adjoints.lookup(op.getVariance());
  std::optional<Expression> dx;
  if (dVariance)
    dx = (x - view(op.getMean())) * (view(dVariance) * (2.0 / count));
  if (dMean) {
    Expression share = view(dMean) * (1.0 / count);
    dx = dx ? *dx + share : share * x.splat(1.0);
  }
  adjoints.add(op.getInput(),
               buildReshape(builder, loc, *dx, shapeOf(op.getInput())));
}

void compress::attachCompressBatchNormDerivatives(MLIRContext &context) {
  attachDerivative<BatchStatisticsOp, emitBatchStatistics>(context);
  attachDerivative<BatchNormOp, emitBatchNorm>(context);
}
