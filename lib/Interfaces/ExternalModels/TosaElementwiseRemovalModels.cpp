//===- TosaElementwiseRemovalModels.cpp - TOSA arithmetic on constants ----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What arithmetic makes of the constants in channels that are masked. Integers
// are not followed: structural pruning comes before quantization.
//
//===----------------------------------------------------------------------===//

#include "RemovalModel.h"
#include "compress/Interfaces/ExternalModels/RemovalModels.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/DialectRegistry.h"

using namespace mlir;
using namespace mlir::compress;

template <float (*function)(float)>
static float unaryEntry(Operation *, ArrayRef<float> x) {
  return function(x[0]);
}

static float sigmoid(float x) { return 1.0f / (1.0f + std::exp(-x)); }
static float reciprocal(float x) { return 1.0f / x; }
static float rsqrt(float x) { return 1.0f / std::sqrt(x); }
static float identity(float x) { return x; }
static float logicalNot(float x) { return x == 0.0f; }
static float toBool(float x) { return x != 0.0f; }

static float castEntry(Operation *op, ArrayRef<float> x) {
  return getElementTypeOrSelf(op->getResult(0)).isInteger(1) ? toBool(x[0])
                                                             : x[0];
}

static float clampEntry(Operation *op, ArrayRef<float> x) {
  auto clamp = cast<tosa::ClampOp>(op);
  auto low = dyn_cast<FloatAttr>(clamp.getMinVal());
  auto high = dyn_cast<FloatAttr>(clamp.getMaxVal());
  if (!low || !high)
    return kUnknownEntry;
  return std::min(std::max(x[0], static_cast<float>(low.getValueAsDouble())),
                  static_cast<float>(high.getValueAsDouble()));
}

static float powerEntry(Operation *, ArrayRef<float> x) {
  return std::pow(x[0], x[1]);
}
static float equalEntry(Operation *, ArrayRef<float> x) { return x[0] == x[1]; }
static float greaterEntry(Operation *, ArrayRef<float> x) {
  return x[0] > x[1];
}
static float greaterEqualEntry(Operation *, ArrayRef<float> x) {
  return x[0] >= x[1];
}
static float orEntry(Operation *, ArrayRef<float> x) {
  return x[0] != 0.0f || x[1] != 0.0f;
}
static float xorEntry(Operation *, ArrayRef<float> x) {
  return (x[0] != 0.0f) != (x[1] != 0.0f);
}

void compress::registerTosaElementwiseRemovalModels(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, tosa::TosaDialect *) {
    using namespace tosa;
    MLIRContext &c = *context;
    attachStrict<unaryEntry<std::erf>, 1, ErfOp>(c);
    attachStrict<unaryEntry<std::tanh>, 1, TanhOp>(c);
    attachStrict<unaryEntry<std::abs>, 1, AbsOp>(c);
    attachStrict<unaryEntry<std::ceil>, 1, CeilOp>(c);
    attachStrict<unaryEntry<std::floor>, 1, FloorOp>(c);
    attachStrict<unaryEntry<std::sin>, 1, SinOp>(c);
    attachStrict<unaryEntry<std::cos>, 1, CosOp>(c);
    attachStrict<unaryEntry<std::exp>, 1, ExpOp>(c);
    attachStrict<unaryEntry<std::log>, 1, LogOp>(c);
    attachStrict<unaryEntry<sigmoid>, 1, SigmoidOp>(c);
    attachStrict<unaryEntry<reciprocal>, 1, ReciprocalOp>(c);
    attachStrict<unaryEntry<rsqrt>, 1, RsqrtOp>(c);
    attachStrict<unaryEntry<identity>, 1, IdentityOp>(c);
    attachStrict<unaryEntry<logicalNot>, 1, LogicalNotOp>(c);
    attachStrict<negatedEntry, 1, NegateOp>(c);
    attachStrict<castEntry, 1, CastOp>(c);
    attachStrict<clampEntry, 1, ClampOp>(c);
    attachStrict<sumEntry, 2, AddOp>(c);
    attachStrict<differenceEntry, 2, SubOp>(c);
    attachStrict<maximumEntry, 2, MaximumOp>(c);
    attachStrict<minimumEntry, 2, MinimumOp>(c);
    attachStrict<powerEntry, 2, PowOp>(c);
    attachStrict<equalEntry, 2, EqualOp>(c);
    attachStrict<greaterEntry, 2, GreaterOp>(c);
    attachStrict<greaterEqualEntry, 2, GreaterEqualOp>(c);
    attachStrict<orEntry, 2, LogicalOrOp>(c);
    attachStrict<xorEntry, 2, LogicalXorOp>(c);
    attachLenient<productEntry, 2, MulOp, LogicalAndOp>(c);
    attachLenient<selectedEntry, 3, SelectOp>(c);
  });
}
