//===- Requantize.h - TOSA's integer scaling, to the bit --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Scalar integer arithmetic as the TOSA 1.0 specification defines it. Code that
// emits, folds, interprets or tests integer operations calls these.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_REFERENCE_REQUANTIZE_H
#define COMPRESS_REFERENCE_REQUANTIZE_H

#include <cstdint>
#include <optional>

namespace mlir::compress::reference {

/// A positive real number as `multiplier * 2^-shift`.
struct Multiplier {
  /// 2^30 up to 2^31 - 1.
  int32_t multiplier;
  /// 2 up to 62.
  int32_t shift;
};

/// TOSA's rounding modes of `rescale`.
enum class Rounding { Single, Double };

/// The nearest multiplier to `scale`, rounded once. Scales below 2^-32, which
/// turn every 32-bit value into 0, become the smallest one that still does so
/// exactly. Nothing if `scale` is not positive and finite, or 2^29 or more.
std::optional<Multiplier> getMultiplier(double scale);

/// TOSA `apply_scale_32`: `value * 2^-shift * multiplier`, rounded. The
/// specification demands `inScaleRange(value, scale)`.
int32_t applyScale(int32_t value, Multiplier scale, Rounding rounding);

/// True if `|value| <= bound` gives results of 32 bits: TOSA's precondition
/// -2^(shift-1) <= value < 2^(shift-1).
bool inScaleRange(int64_t bound, Multiplier scale);

/// `value` limited to `low`..`high`.
int64_t clamp(int64_t value, int64_t low, int64_t high);

/// TOSA `rescale` of one value: subtract the input zero point, scale, add the
/// output zero point, saturate. The input zero point is 0 for 32-bit values.
int32_t rescale(int32_t value, int32_t inputZp, Multiplier scale,
                Rounding rounding, int32_t outputZp, int32_t low, int32_t high);

/// `clamp(round_half_even(value * inverseScale) + zeroPoint)`, in f32: how
/// `compress.fake_quant` and the quantizing boundary round.
int32_t quantize(float value, float inverseScale, int32_t zeroPoint,
                 int32_t low, int32_t high);

/// `f32(1 / scale)`, the factor that `quantize` takes.
float inverseOf(double scale);

/// TOSA `avg_pool2d` of one window: the rounded mean of `count` values whose
/// sum, zero points removed, is `sum`, before the output zero point is added.
int32_t averageOf(int32_t sum, int32_t count);

} // namespace mlir::compress::reference

#endif // COMPRESS_REFERENCE_REQUANTIZE_H
