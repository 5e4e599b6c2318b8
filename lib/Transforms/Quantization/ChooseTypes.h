//===- ChooseTypes.h - quantized types from ranges and weights --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_QUANTIZATION_CHOOSETYPES_H
#define COMPRESS_LIB_TRANSFORMS_QUANTIZATION_CHOOSETYPES_H

#include "compress/Transforms/Quantization/Passes.h"
#include "mlir/Dialect/Quant/IR/QuantTypes.h"

namespace mlir::compress {

/// The asymmetric per-tensor type of `bits` bits, stored in i8, whose values
/// cover `lower`..`upper` and zero.
quant::QuantizedType chooseActivationType(MLIRContext *context, float lower,
                                          float upper, unsigned bits);

/// What the scales of a layer's weight depend on.
struct WeightToQuantize {
  ArrayRef<float> values;
  ArrayRef<int64_t> shape;
  /// The dimension with one scale per entry.
  int64_t axis = 0;
  /// One entry per channel, or empty.
  ArrayRef<float> bias;
  /// The scale of the layer's input, and its largest |q - zeroPoint|.
  double inputScale = 1.0;
  int64_t inputMagnitude = 255;
};

/// The symmetric per-axis type of a weight, narrow range, stored in i8. A
/// channel whose bias would not fit the accumulator next to the products gets
/// a larger scale than its weights need.
quant::QuantizedType chooseWeightType(MLIRContext *context,
                                      const WeightToQuantize &weight,
                                      unsigned bits);

/// The type that a weight has at first whose scales are trained. Fitted ones
/// are those of `chooseWeightType`, without regard to a bias. Learned ones
/// start at `2 mean|w| / sqrt(high)` of the entries that are not zero, and the
/// type has all `2^bits` integers (Esser et al., Learned Step Size
/// Quantization, 2020).
quant::QuantizedType chooseTrainedWeightType(MLIRContext *context,
                                             const WeightToQuantize &weight,
                                             unsigned bits, RangeRule rule);

/// `type`, of a weight that is trained, for the integer form: channels without
/// an entry that is not rounded to zero take the largest scale, and channels
/// whose bias would not fit the accumulator get a larger one.
quant::QuantizedType settleWeightType(quant::QuantizedType type,
                                      const WeightToQuantize &weight);

/// i32 on the scale of the accumulator: input scale times weight scale.
quant::QuantizedType chooseBiasType(quant::QuantizedType input,
                                    quant::QuantizedType weight);

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_QUANTIZATION_CHOOSETYPES_H
