//===- GradientAttrs.cpp - clipping and normalisation ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Dialect/Compress/IR/CompressTrainerAttrs.h"
#include "compress/Dialect/Compress/IR/PointwiseBuilder.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

using EmitErrorFn = function_ref<InFlightDiagnostic()>;

/// What PyTorch adds to a norm before it divides.
static constexpr double kNormEpsilon = 1e-6;

static LogicalResult checkLimit(EmitErrorFn emitError, double limit) {
  if (limit > 0.0 && std::isfinite(limit))
    return success();
  return emitError() << "expected a positive limit, got "
                     << std::to_string(limit);
}

LogicalResult ClipValueAttr::verify(EmitErrorFn emitError, Number limit) {
  return checkLimit(emitError, limit);
}

LogicalResult ClipNormAttr::verify(EmitErrorFn emitError, Number limit) {
  return checkLimit(emitError, limit);
}

SmallVector<Value> ClipValueAttr::emitRule(OpBuilder &builder, Location loc,
                                           ValueRange gradients) const {
  PointwiseBuilder points(builder, loc);
  SmallVector<Value> results;
  for (Value gradient : gradients)
    results.push_back(
        points.emit({gradient}, [&](ScalarBuilder &b, ValueRange x) {
          return b.max(b.min(x[0], b.constant(getLimit())),
                       b.constant(-getLimit()));
        }));
  return results;
}

/// The root of the sum of all squares, an f32 value, plus an epsilon.
static Value emitNorm(OpBuilder &builder, Location loc, ValueRange gradients) {
  PointwiseBuilder points(builder, loc);
  ScalarBuilder scalars(builder, loc);
  Value sum = scalars.constant(0.0);
  for (Value gradient : gradients)
    sum = scalars.add(sum, scalars.extract(points.sumOfSquares(gradient)));
  return scalars.add(scalars.sqrt(sum), scalars.constant(kNormEpsilon));
}

static SmallVector<Value> scaleAll(OpBuilder &builder, Location loc,
                                   ValueRange gradients, Value factor) {
  PointwiseBuilder points(builder, loc);
  SmallVector<Value> results;
  for (Value gradient : gradients)
    results.push_back(
        points.emit({gradient}, [&](ScalarBuilder &b, ValueRange x) {
          return b.mul(x[0], factor);
        }));
  return results;
}

SmallVector<Value> ClipNormAttr::emitRule(OpBuilder &builder, Location loc,
                                          ValueRange gradients) const {
  ScalarBuilder scalars(builder, loc);
  Value factor = scalars.div(scalars.constant(getLimit()),
                             emitNorm(builder, loc, gradients));
  return scaleAll(builder, loc, gradients,
                  scalars.min(factor, scalars.constant(1.0)));
}

SmallVector<Value> NormalizeAttr::emitRule(OpBuilder &builder, Location loc,
                                           ValueRange gradients) const {
  ScalarBuilder scalars(builder, loc);
  Value factor =
      scalars.div(scalars.constant(1.0), emitNorm(builder, loc, gradients));
  return scaleAll(builder, loc, gradients, factor);
}
