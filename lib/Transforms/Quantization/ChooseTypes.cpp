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

/// The largest magnitude in each channel.
static std::vector<double> channelMaxima(const WeightToQuantize &weight) {
  int64_t stride = 1;
  for (int64_t size : weight.shape.drop_front(weight.axis + 1))
    stride *= size;
  std::vector<double> maxima(weight.shape[weight.axis], 0.0);
  for (size_t i = 0; i < weight.values.size(); ++i) {
    double &maximum = maxima[i / stride % maxima.size()];
    maximum = std::max<double>(maximum, std::abs(weight.values[i]));
  }
  return maxima;
}

quant::QuantizedType compress::chooseWeightType(MLIRContext *context,
                                                const WeightToQuantize &weight,
                                                unsigned bits) {
  Builder builder(context);
  int64_t high = (int64_t(1) << (bits - 1)) - 1;
  std::vector<double> maxima = channelMaxima(weight);
  int64_t depth = weight.values.size() / maxima.size();
  // What the products leave of the accumulator belongs to the bias.
  double room = std::max<double>(double(INT32_MAX) - double(depth) * high *
                                                         weight.inputMagnitude,
                                 1 << 24);

  // Channels of zeros take the scale of the largest channel.
  double largest = *std::max_element(maxima.begin(), maxima.end());
  SmallVector<double> scales;
  for (auto [channel, maximum] : llvm::enumerate(maxima)) {
    double magnitude = maximum > 0.0 ? maximum : largest > 0.0 ? largest : 1.0;
    double scale = magnitude / high;
    if (!weight.bias.empty())
      scale = std::max(scale, std::abs(weight.bias[channel]) /
                                  (weight.inputScale * room));
    // The accumulator's scale must be an f32 number as well.
    scale = std::max(scale, std::ldexp(1.0, -100) / weight.inputScale);
    scales.push_back(roundScale(scale));
  }
  return quant::UniformQuantizedPerAxisType::get(
      quant::QuantizationFlags::Signed, builder.getI8Type(),
      builder.getF32Type(), scales, SmallVector<int64_t>(scales.size(), 0),
      weight.axis, -high, high);
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
