//===- CompressMaskingAttrs.cpp - pruning while training ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/CompressMaskingAttrs.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Dialect/Compress/IR/PointwiseBuilder.h"
#include "compress/Importance/Relative.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

using EmitErrorFn = function_ref<InFlightDiagnostic()>;
using Scores = MutableArrayRef<double>;

//===----------------------------------------------------------------------===//
// Criteria
//===----------------------------------------------------------------------===//

/// Adds to every entry of `sum` what `term` makes of weight times gradient.
static Value emitProductSum(OpBuilder &builder, Location loc, Value weight,
                            Value gradient, Value sum,
                            function_ref<Value(ScalarBuilder &, Value)> term) {
  return PointwiseBuilder(builder, loc)
      .emit({sum, weight, gradient}, [&](ScalarBuilder &b, ValueRange x) {
        return b.add(x[0], term(b, b.mul(x[1], x[2])));
      });
}

void MovementAttr::score(const WeightGroups &groups, Scores scores) const {
  scoreByMovement(groups, scores);
}

ImportanceNeed MovementAttr::getNeed() const {
  return ImportanceNeed::Gradients;
}

Value MovementAttr::emitSum(OpBuilder &builder, Location loc, Value weight,
                            Value gradient, Value sum) const {
  return emitProductSum(
      builder, loc, weight, gradient, sum,
      [](ScalarBuilder &b, Value x) { return b.sub(b.constant(0.0), x); });
}

void MovementAttr::scoreSums(const WeightGroups &groups, Scores scores) const {
  scoreByGradientSums(groups, scores);
}

bool MovementAttr::beginsAnew() const { return false; }

bool MovementAttr::needsTraining() const { return true; }

void TaylorMagnitudeAttr::score(const WeightGroups &groups,
                                Scores scores) const {
  scoreByTaylorMagnitude(groups, scores);
}

ImportanceNeed TaylorMagnitudeAttr::getNeed() const {
  return ImportanceNeed::Gradients;
}

Value TaylorMagnitudeAttr::emitSum(OpBuilder &builder, Location loc,
                                   Value weight, Value gradient,
                                   Value sum) const {
  return emitProductSum(
      builder, loc, weight, gradient, sum,
      [](ScalarBuilder &b, Value x) { return b.mul(x, b.sign(x)); });
}

void TaylorMagnitudeAttr::scoreSums(const WeightGroups &groups,
                                    Scores scores) const {
  scoreByGradientSums(groups, scores);
}

namespace {
/// Taylor importance of single weights, squared for every batch and added up:
/// Molchanov et al., 2019, with the sum of contributions for groups. A step has
/// no number for each group, of which the square of their sum could be added.
struct TaylorSums
    : GradientImportanceAttrInterface::ExternalModel<TaylorSums, TaylorAttr> {
  Value emitSum(Attribute, OpBuilder &builder, Location loc, Value weight,
                Value gradient, Value sum) const {
    return emitProductSum(
        builder, loc, weight, gradient, sum,
        [](ScalarBuilder &b, Value x) { return b.mul(x, x); });
  }
  void scoreSums(Attribute, const WeightGroups &groups, Scores scores) const {
    scoreByGradientSums(groups, scores);
  }
};
} // namespace

void compress::attachMaskingModels(MLIRContext &context) {
  TaylorAttr::attachInterface<TaylorSums>(context);
}

//===----------------------------------------------------------------------===//
// Methods
//===----------------------------------------------------------------------===//

LogicalResult DynamicSurgeryAttr::verify(EmitErrorFn emitError,
                                         Number hysteresis, Flag) {
  if (hysteresis >= 0.0 && std::isfinite(hysteresis))
    return success();
  return emitError() << "expected hysteresis of 0 or more, got "
                     << std::to_string(hysteresis);
}

bool DynamicSurgeryAttr::returnsPruned() const { return true; }

double DynamicSurgeryAttr::getMargin() const { return getHysteresis(); }

bool DynamicSurgeryAttr::updatesPruned() const { return getUpdatePruned(); }

LogicalResult RewindAttr::verify(EmitErrorFn emitError, int64_t step) {
  if (step >= 0)
    return success();
  return emitError() << "expected step of 0 or more, got " << step;
}

std::optional<int64_t> RewindAttr::getRewindStep() const { return getStep(); }
