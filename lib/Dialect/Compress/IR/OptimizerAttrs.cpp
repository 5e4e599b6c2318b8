//===- OptimizerAttrs.cpp - update rules ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Dialect/Compress/IR/CompressTrainerAttrs.h"
#include "compress/Dialect/Compress/IR/PointwiseBuilder.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

using EmitErrorFn = function_ref<InFlightDiagnostic()>;

/// Checks a number of an attribute: `low <= value`, and `value < high`.
static LogicalResult checkRange(EmitErrorFn emitError, StringRef name,
                                double value, double low, double high) {
  if (value >= low && value < high)
    return success();
  InFlightDiagnostic diagnostic = emitError();
  diagnostic << "expected " << name;
  if (std::isinf(high))
    diagnostic << " of " << low << " or more";
  else
    diagnostic << " in [" << low << ", " << high << ")";
  return diagnostic << ", got " << std::to_string(value);
}

/// `parameter * factor + gradient`; the gradient itself for factor 0.
static Value addScaled(PointwiseBuilder &points, Value parameter, double factor,
                       Value gradient) {
  if (factor == 0.0)
    return gradient;
  return points.emit({parameter, gradient},
                     [&](ScalarBuilder &b, ValueRange x) {
                       return b.add(b.mul(x[0], b.constant(factor)), x[1]);
                     });
}

//===----------------------------------------------------------------------===//
// SGD
//===----------------------------------------------------------------------===//

LogicalResult SGDAttr::verify(EmitErrorFn emitError, Number momentum,
                              Number dampening, Number decay, Flag nesterov) {
  if (failed(checkRange(emitError, "momentum", momentum, 0.0, HUGE_VAL)) ||
      failed(checkRange(emitError, "weight_decay", decay, 0.0, HUGE_VAL)))
    return failure();
  if (!std::isfinite(dampening))
    return emitError() << "expected dampening to be finite";
  if (nesterov && (momentum == 0.0 || dampening != 0.0))
    return emitError() << "nesterov needs momentum and no dampening";
  return success();
}

SmallVector<StringRef> SGDAttr::getSlotNames() const {
  if (getMomentum() == 0.0)
    return {};
  return {"momentum"};
}

SmallVector<Value> SGDAttr::emitUpdate(OpBuilder &builder, Location loc,
                                       const ParameterUpdate &update) const {
  PointwiseBuilder points(builder, loc);
  ScalarBuilder scalars(builder, loc);
  Value rate = scalars.extract(update.learningRate);
  Value gradient =
      addScaled(points, update.parameter, getWeightDecay(), update.gradient);
  SmallVector<Value> slots;
  if (getMomentum() != 0.0) {
    // The first gradient enters whole; the buffer is zero then.
    Value share = scalars.constant(1.0 - getDampening());
    if (getDampening() != 0.0)
      share = scalars.select(scalars.isZero(scalars.extract(update.step)),
                             scalars.constant(1.0), share);
    Value buffer = points.emit(
        {update.slots[0], gradient}, [&](ScalarBuilder &b, ValueRange x) {
          return b.add(b.mul(x[0], b.constant(getMomentum())),
                       b.mul(x[1], share));
        });
    slots.push_back(buffer);
    gradient = getNesterov()
                   ? addScaled(points, buffer, getMomentum(), gradient)
                   : buffer;
  }
  SmallVector<Value> results = {points.emit(
      {update.parameter, gradient}, [&](ScalarBuilder &b, ValueRange x) {
        return b.sub(x[0], b.mul(x[1], rate));
      })};
  llvm::append_range(results, slots);
  return results;
}

//===----------------------------------------------------------------------===//
// Adam and AdamW
//===----------------------------------------------------------------------===//

static LogicalResult verifyAdam(EmitErrorFn emitError, double beta1,
                                double beta2, double epsilon, double decay) {
  return success(
      succeeded(checkRange(emitError, "beta1", beta1, 0.0, 1.0)) &&
      succeeded(checkRange(emitError, "beta2", beta2, 0.0, 1.0)) &&
      succeeded(checkRange(emitError, "epsilon", epsilon, 0.0, HUGE_VAL)) &&
      succeeded(checkRange(emitError, "weight_decay", decay, 0.0, HUGE_VAL)));
}

LogicalResult AdamAttr::verify(EmitErrorFn emitError, Number beta1,
                               Number beta2, Number epsilon, Number decay) {
  return verifyAdam(emitError, beta1, beta2, epsilon, decay);
}

LogicalResult AdamWAttr::verify(EmitErrorFn emitError, Number beta1,
                                Number beta2, Number epsilon, Number decay) {
  return verifyAdam(emitError, beta1, beta2, epsilon, decay);
}

SmallVector<StringRef> AdamAttr::getSlotNames() const {
  return {"mean", "variance"};
}

SmallVector<StringRef> AdamWAttr::getSlotNames() const {
  return {"mean", "variance"};
}

namespace {
/// What both attributes have.
struct Moments {
  double beta1, beta2, epsilon;
};
} // namespace

/// Updates the moments of `update.gradient`, then `parameter`.
static SmallVector<Value> emitAdam(OpBuilder &builder, Location loc,
                                   const ParameterUpdate &update,
                                   Value parameter, const Moments &moments) {
  PointwiseBuilder points(builder, loc);
  // As in PyTorch, what depends on the step alone is computed in doubles:
  // 1 - 0.999 has only half the digits in single precision.
  ScalarBuilder wide(builder, loc, builder.getF64Type());
  Value count =
      wide.add(wide.fromInteger(wide.extract(update.step)), wide.constant(1.0));
  auto correction = [&](double beta) {
    return wide.sub(wide.constant(1.0), wide.pow(wide.constant(beta), count));
  };
  Value stepSize =
      wide.narrow(wide.div(wide.widen(wide.extract(update.learningRate)),
                           correction(moments.beta1)));
  Value root = wide.narrow(wide.sqrt(correction(moments.beta2)));

  Value mean = points.emit(
      {update.slots[0], update.gradient}, [&](ScalarBuilder &b, ValueRange x) {
        return b.add(x[0],
                     b.mul(b.sub(x[1], x[0]), b.constant(1.0 - moments.beta1)));
      });
  Value variance = points.emit(
      {update.slots[1], update.gradient}, [&](ScalarBuilder &b, ValueRange x) {
        return b.add(b.mul(x[0], b.constant(moments.beta2)),
                     b.mul(b.mul(x[1], x[1]), b.constant(1.0 - moments.beta2)));
      });
  Value result = points.emit(
      {parameter, mean, variance}, [&](ScalarBuilder &b, ValueRange x) {
        Value deviation =
            b.add(b.div(b.sqrt(x[2]), root), b.constant(moments.epsilon));
        return b.sub(x[0], b.mul(b.div(x[1], deviation), stepSize));
      });
  return {result, mean, variance};
}

SmallVector<Value> AdamAttr::emitUpdate(OpBuilder &builder, Location loc,
                                        const ParameterUpdate &update) const {
  PointwiseBuilder points(builder, loc);
  ParameterUpdate decayed = update;
  decayed.gradient =
      addScaled(points, update.parameter, getWeightDecay(), update.gradient);
  return emitAdam(builder, loc, decayed, update.parameter,
                  {getBeta1(), getBeta2(), getEpsilon()});
}

SmallVector<Value> AdamWAttr::emitUpdate(OpBuilder &builder, Location loc,
                                         const ParameterUpdate &update) const {
  Value parameter = update.parameter;
  if (getWeightDecay() != 0.0) {
    ScalarBuilder scalars(builder, loc);
    Value rate = scalars.extract(update.learningRate);
    Value kept =
        scalars.sub(scalars.constant(1.0),
                    scalars.mul(rate, scalars.constant(getWeightDecay())));
    PointwiseBuilder points(builder, loc);
    parameter = points.emit({parameter}, [&](ScalarBuilder &b, ValueRange x) {
      return b.mul(x[0], kept);
    });
  }
  return emitAdam(builder, loc, update, parameter,
                  {getBeta1(), getBeta2(), getEpsilon()});
}
