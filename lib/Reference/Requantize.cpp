//===- Requantize.cpp - TOSA's integer scaling, to the bit ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Reference/Requantize.h"
#include <algorithm>
#include <cmath>

using namespace mlir::compress::reference;

std::optional<Multiplier>
mlir::compress::reference::getMultiplier(double scale) {
  if (!(scale > 0.0) || !std::isfinite(scale))
    return std::nullopt;
  int exponent;
  double mantissa = std::frexp(scale, &exponent); // [0.5, 1)
  int64_t multiplier = std::llround(mantissa * (int64_t(1) << 31));
  if (multiplier == int64_t(1) << 31) {
    multiplier /= 2;
    ++exponent;
  }
  int shift = 31 - exponent;
  if (shift < 2)
    return std::nullopt;
  if (shift > 62)
    return Multiplier{1 << 30, 62};
  return Multiplier{static_cast<int32_t>(multiplier), shift};
}

int32_t mlir::compress::reference::applyScale(int32_t value, Multiplier scale,
                                              Rounding rounding) {
  int64_t round = int64_t(1) << (scale.shift - 1);
  if (rounding == Rounding::Double && scale.shift > 31)
    round += value >= 0 ? (int64_t(1) << 30) : -(int64_t(1) << 30);
  int64_t product = int64_t(value) * scale.multiplier + round;
  return static_cast<int32_t>(product >> scale.shift);
}

bool mlir::compress::reference::inScaleRange(int64_t bound, Multiplier scale) {
  return bound < int64_t(1) << (scale.shift - 1);
}

int64_t mlir::compress::reference::clamp(int64_t value, int64_t low,
                                         int64_t high) {
  return std::min(std::max(value, low), high);
}

int32_t mlir::compress::reference::rescale(int32_t value, int32_t inputZp,
                                           Multiplier scale, Rounding rounding,
                                           int32_t outputZp, int32_t low,
                                           int32_t high) {
  int64_t scaled = applyScale(value - inputZp, scale, rounding);
  return static_cast<int32_t>(clamp(scaled + outputZp, low, high));
}

int32_t mlir::compress::reference::quantize(float value, float inverseScale,
                                            int32_t zeroPoint, int32_t low,
                                            int32_t high) {
  // Saturate in floating point first: huge values have no int64 to round to.
  // NaN becomes `low`.
  float rounded = std::nearbyint(value * inverseScale);
  double shifted = static_cast<double>(rounded) + zeroPoint;
  return static_cast<int32_t>(
      std::min<double>(std::max<double>(low, shifted), high));
}

float mlir::compress::reference::inverseOf(double scale) {
  return static_cast<float>(1.0 / scale);
}

int32_t mlir::compress::reference::averageOf(int32_t sum, int32_t count) {
  // TOSA reciprocal_scale: 1 / count as a 31-bit multiplier.
  int32_t k = count == 1 ? 0 : 32 - __builtin_clz(uint32_t(count - 1));
  int64_t numerator = ((int64_t(1) << 30) + 1) << k;
  Multiplier scale{static_cast<int32_t>(numerator / count), 30 + k};
  return applyScale(sum, scale, Rounding::Single);
}
