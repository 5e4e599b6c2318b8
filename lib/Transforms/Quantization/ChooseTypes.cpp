//===- ChooseTypes.cpp - quantized types from ranges and weights ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChooseTypes.h"
#include "compress/Interfaces/IntegerForms.h"
#include "mlir/IR/BuiltinTypes.h"
#include <algorithm>
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

/// Scales are f32 numbers, so that simulation in f32 and integer multipliers
/// start from the same value; not so small that f32 has no reciprocal.
static double roundScale(double scale) {
  return static_cast<float>(std::max(scale, std::ldexp(1.0, -100)));
}

quant::QuantizedType compress::chooseActivationType(MLIRContext *context,
                                                    float lower, float upper,
                                                    unsigned bits) {
  Builder builder(context);
  int64_t low = -(int64_t(1) << (bits - 1)), high = -low - 1;
  double first = std::min(lower, 0.0f), last = std::max(upper, 0.0f);
  // A value that is always zero needs no resolution.
  double scale =
      first == last ? 1.0 : roundScale((last - first) / (high - low));
  int64_t zeroPoint = low - std::llround(first / scale);
  return quant::UniformQuantizedType::get(
      quant::QuantizationFlags::Signed, builder.getI8Type(),
      builder.getF32Type(), scale, std::clamp(zeroPoint, low, high), low, high);
}

/// Calls `visit` with the channel and the value of each entry.
template <typename T>
static void forEachEntry(const WeightToQuantize &weight, ArrayRef<T> entries,
                         llvm::function_ref<void(size_t, T)> visit) {
  int64_t stride = 1;
  for (int64_t size : weight.shape.drop_front(weight.axis + 1))
    stride *= size;
  for (auto [i, entry] : llvm::enumerate(entries))
    visit(i / stride % weight.shape[weight.axis], entry);
}

/// Gives channels that have none, because they hold only zeros, the largest
/// scale.
static void fillEmptyChannels(MutableArrayRef<double> scales, double fallback) {
  double largest = *llvm::max_element(scales);
  for (double &scale : scales)
    if (scale == 0.0)
      scale = largest > 0.0 ? largest : fallback;
}

/// Enlarges scales whose channel's bias would not fit the accumulator, and
/// rounds them all. Integers of the weight are at most `magnitude`.
static void makeRoomForBias(MutableArrayRef<double> scales,
                            const WeightToQuantize &weight, int64_t magnitude) {
  int64_t depth = weight.values.size() / scales.size();
  // What the products leave of the accumulator belongs to the bias.
  double room = std::max<double>(double(INT32_MAX) - double(depth) * magnitude *
                                                         weight.inputMagnitude,
                                 1 << 24);
  for (auto [channel, scale] : llvm::enumerate(scales)) {
    if (!weight.bias.empty())
      scale = std::max(scale, std::abs(weight.bias[channel]) /
                                  (weight.inputScale * room));
    // The accumulator's scale must be an f32 number as well.
    scale = std::max(scale, std::ldexp(1.0, -100) / weight.inputScale);
    scale = roundScale(scale);
  }
}

static quant::QuantizedType makeWeightType(MLIRContext *context,
                                           ArrayRef<double> scales,
                                           int64_t axis, int64_t low,
                                           int64_t high) {
  Builder builder(context);
  return quant::UniformQuantizedPerAxisType::get(
      quant::QuantizationFlags::Signed, builder.getI8Type(),
      builder.getF32Type(), scales, SmallVector<int64_t>(scales.size(), 0),
      axis, low, high);
}

quant::QuantizedType compress::chooseWeightType(MLIRContext *context,
                                                const WeightToQuantize &weight,
                                                unsigned bits) {
  int64_t high = (int64_t(1) << (bits - 1)) - 1;
  SmallVector<double> scales(weight.shape[weight.axis], 0.0);
  forEachEntry<float>(weight, weight.values, [&](size_t channel, float value) {
    scales[channel] =
        std::max<double>(scales[channel], std::abs(value) / double(high));
  });
  fillEmptyChannels(scales, 1.0 / high);
  makeRoomForBias(scales, weight, high);
  return makeWeightType(context, scales, weight.axis, -high, high);
}

quant::QuantizedType
compress::chooseTrainedWeightType(MLIRContext *context,
                                  const WeightToQuantize &weight, unsigned bits,
                                  RangeRule rule) {
  if (rule != RangeRule::Learned)
    return chooseWeightType(
        context, {weight.values, weight.shape, weight.axis, {}}, bits);
  int64_t high = (int64_t(1) << (bits - 1)) - 1;
  SmallVector<double> sums(weight.shape[weight.axis], 0.0);
  SmallVector<int64_t> counts(sums.size(), 0);
  forEachEntry<float>(weight, weight.values, [&](size_t channel, float value) {
    sums[channel] += std::abs(value);
    counts[channel] += value != 0.0f;
  });
  for (auto [sum, count] : llvm::zip_equal(sums, counts))
    if (count > 0)
      sum = roundScale(2.0 * sum / count / std::sqrt(high));
  fillEmptyChannels(sums, 1.0);
  return makeWeightType(context, sums, weight.axis, -high - 1, high);
}

quant::QuantizedType
compress::settleWeightType(quant::QuantizedType type,
                           const WeightToQuantize &weight) {
  SmallVector<double> scales = getScales(type), kept(scales.size(), 0.0);
  forEachEntry<int32_t>(weight, quantizeTo(type, weight.values, weight.shape),
                        [&](size_t channel, int32_t integer) {
                          if (integer != 0)
                            kept[channel] = scales[channel];
                        });
  fillEmptyChannels(kept, 1.0);
  makeRoomForBias(kept, weight, getLargestMagnitude(type));
  return withScales(type, kept);
}

quant::QuantizedType compress::chooseBiasType(quant::QuantizedType input,
                                              quant::QuantizedType weight) {
  Builder builder(weight.getContext());
  SmallVector<double> scales = getScales(weight);
  for (double &scale : scales)
    scale *= getTensorScale(input);
  return quant::UniformQuantizedPerAxisType::get(
      quant::QuantizationFlags::Signed, builder.getI32Type(),
      builder.getF32Type(), scales, SmallVector<int64_t>(scales.size(), 0),
      /*quantizedDimension=*/0, INT32_MIN, INT32_MAX);
}
