//===- ScheduleAttrs.cpp - learning rate and sparsity over time
//------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Dialect/Compress/IR/CompressTrainerAttrs.h"
#include "compress/Optimization/Sparsity.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

using EmitErrorFn = function_ref<InFlightDiagnostic()>;

static LogicalResult checkFactor(EmitErrorFn emitError, StringRef name,
                                 double factor) {
  if (factor > 0.0 && factor <= 1.0)
    return success();
  return emitError() << "expected " << name << " in (0, 1], got "
                     << std::to_string(factor);
}

static LogicalResult checkMinimum(EmitErrorFn emitError, double minimum) {
  if (minimum >= 0.0 && std::isfinite(minimum))
    return success();
  return emitError() << "expected minimum of 0 or more, got "
                     << std::to_string(minimum);
}

static LogicalResult checkCount(EmitErrorFn emitError, StringRef name,
                                int64_t count, int64_t least) {
  if (count >= least)
    return success();
  return emitError() << "expected " << name << " of " << least
                     << " or more, got " << count;
}

//===----------------------------------------------------------------------===//
// Learning rates
//===----------------------------------------------------------------------===//

LogicalResult StepRateAttr::verify(EmitErrorFn emitError, int64_t epochs,
                                   Number gamma) {
  return success(succeeded(checkCount(emitError, "epochs", epochs, 1)) &&
                 succeeded(checkFactor(emitError, "gamma", gamma)));
}

LogicalResult ExponentialRateAttr::verify(EmitErrorFn emitError, Number gamma) {
  return checkFactor(emitError, "gamma", gamma);
}

LogicalResult CosineRateAttr::verify(EmitErrorFn emitError, Number minimum) {
  return checkMinimum(emitError, minimum);
}

LogicalResult WarmUpRateAttr::verify(EmitErrorFn emitError, int64_t steps,
                                     Number start, Attribute rest) {
  if (failed(checkCount(emitError, "steps", steps, 1)))
    return failure();
  if (!(start >= 0.0 && start <= 1.0))
    return emitError() << "expected start from 0 to 1, got "
                       << std::to_string(start);
  if (rest && !isa<LearningRateAttrInterface>(rest))
    return emitError() << "expected rest to be a learning rate, got " << rest;
  return success();
}

LogicalResult ReduceOnPlateauAttr::verify(EmitErrorFn emitError, Number factor,
                                          int64_t patience, Number threshold,
                                          int64_t cooldown, Number minimum) {
  if (failed(checkFactor(emitError, "factor", factor)) ||
      failed(checkCount(emitError, "patience", patience, 0)) ||
      failed(checkCount(emitError, "cooldown", cooldown, 0)) ||
      failed(checkMinimum(emitError, minimum)))
    return failure();
  if (!(threshold >= 0.0 && threshold < 1.0))
    return emitError() << "expected threshold in [0, 1), got "
                       << std::to_string(threshold);
  return success();
}

LearningRatePtr
ConstantRateAttr::makeRates(const TrainingLength &length) const {
  return makeConstantRate(length);
}

LearningRatePtr StepRateAttr::makeRates(const TrainingLength &length) const {
  return makeStepRate(length, getEpochs(), getGamma());
}

LearningRatePtr
ExponentialRateAttr::makeRates(const TrainingLength &length) const {
  return makeExponentialRate(length, getGamma());
}

LearningRatePtr CosineRateAttr::makeRates(const TrainingLength &length) const {
  return makeCosineRate(length, getMinimum());
}

LearningRatePtr WarmUpRateAttr::makeRates(const TrainingLength &length) const {
  return makeWarmUpRate(
      length, getSteps(), getStart(), [&](const TrainingLength &left) {
        if (!getRest())
          return makeConstantRate(left);
        return cast<LearningRateAttrInterface>(getRest()).makeRates(left);
      });
}

LearningRatePtr
ReduceOnPlateauAttr::makeRates(const TrainingLength &length) const {
  return makePlateauRate(length, {getFactor(), getPatience(), getThreshold(),
                                  getCooldown(), getMinimum()});
}

//===----------------------------------------------------------------------===//
// Sparsity over time
//===----------------------------------------------------------------------===//

LogicalResult AGPSparsityAttr::verify(EmitErrorFn emitError, Number power) {
  if (power > 0.0 && std::isfinite(power))
    return success();
  return emitError() << "expected a positive power, got "
                     << std::to_string(power);
}

double OneShotSparsityAttr::getSparsity(double, double, double final) const {
  return final;
}

double LinearSparsityAttr::getSparsity(double progress, double initial,
                                       double final) const {
  return getLinearSparsity(progress, initial, final);
}

double AGPSparsityAttr::getSparsity(double progress, double initial,
                                    double final) const {
  return getPolynomialSparsity(progress, initial, final, getPower());
}

double ExponentialSparsityAttr::getSparsity(double progress, double initial,
                                            double final) const {
  return getExponentialSparsity(progress, initial, final);
}
