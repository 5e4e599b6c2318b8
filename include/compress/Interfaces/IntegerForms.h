//===- IntegerForms.h - building blocks of integer forms --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What implementations of QuantizableOpInterface::buildInteger share. Scales
// become a multiplier and a shift by `reference::getMultiplier`, and TOSA's
// preconditions on ranges are proved here, or diagnosed.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_INTEGERFORMS_H
#define COMPRESS_INTERFACES_INTEGERFORMS_H

#include "compress/Interfaces/QuantizableOpInterface.h"

namespace mlir::compress {

/// Scales of a uniform type: one, or one per entry of its quantized dimension.
SmallVector<double> getScales(quant::QuantizedType type);
/// Zero points, as many as there are scales.
SmallVector<int64_t> getZeroPoints(quant::QuantizedType type);
/// The shape of that rank in which scales broadcast over a tensor: all of them
/// along the quantized dimension, 1 elsewhere.
SmallVector<int64_t> getScaleShape(quant::QuantizedType type, int64_t rank);
/// `type` with other scales, as many as it has.
quant::QuantizedType withScales(quant::QuantizedType type,
                                ArrayRef<double> scales);
/// What scales that are values do not get smaller than: f32 has a reciprocal of
/// it.
inline constexpr float kSmallestScale = 0x1p-100f;

/// The scale of a per-tensor type.
double getTensorScale(quant::QuantizedType type);
/// The zero point of a per-tensor type; the common one of a per-axis type, or
/// nothing if its zero points differ.
std::optional<int32_t> getCommonZeroPoint(quant::QuantizedType type);
/// The largest `|q - zeroPoint|` of a type with a common zero point.
int64_t getLargestMagnitude(quant::QuantizedType type);
/// `value` as an integer of a per-tensor type, saturated.
int32_t quantizeTo(quant::QuantizedType type, float value);
/// The integers of a row-major tensor of `shape`, as `compress.fake_quant`
/// rounds.
std::vector<int32_t> quantizeTo(quant::QuantizedType type, ArrayRef<float> data,
                                ArrayRef<int64_t> shape);

/// Reports at `op`, with the layer's name if it has one.
InFlightDiagnostic emitLayerError(Operation *op);

/// `op` with other operands and another element type of its result.
Operation *cloneWithElementType(OpBuilder &builder, Operation *op,
                                ValueRange operands, Type elementType);

/// A `tosa.const` of shape [1].
Value buildScalar(OpBuilder &builder, Location loc, Type type, int64_t value);

/// A `tosa.const` of i8 values, for `tosa.table`.
Value buildTable(OpBuilder &builder, Location loc, ArrayRef<int32_t> values);

/// Limits an integer tensor; nothing is built where that changes nothing.
Value buildClamp(OpBuilder &builder, Location loc, Value value, int64_t low,
                 int64_t high);

/// What `tosa.rescale` is to do.
struct RescaleSpec {
  /// Result scale per input scale: one, or one per entry of the last dimension.
  SmallVector<double> scales;
  /// Proved bounds of |value - inputZp|, as many as there are scales.
  SmallVector<int64_t> bounds;
  int32_t inputZp = 0, outputZp = 0;
  Type elementType;
};

/// Builds `tosa.rescale` with 32-bit multipliers and single rounding.
/// Diagnoses at `op`, the operation that is being lowered, scales that have no
/// multiplier and bounds beyond TOSA's precondition.
FailureOr<Value> buildRescale(OpBuilder &builder, Operation *op, Value value,
                              const RescaleSpec &spec);

/// Rescales to the storage type and limits of a per-tensor `type`; sets zero
/// point and element type of `spec`.
FailureOr<Value> buildRescaleTo(OpBuilder &builder, Operation *op, Value value,
                                RescaleSpec spec, quant::QuantizedType type);

/// `operand` as integers of another per-tensor type; unchanged if it is the
/// same type.
FailureOr<Value> buildRequantize(OpBuilder &builder, Operation *op,
                                 const IntegerValue &operand,
                                 quant::QuantizedType type);

/// `(value - zeroPoint) * scale` in i32, rounded.
FailureOr<Value> buildWiden(OpBuilder &builder, Operation *op,
                            const IntegerValue &operand, double scale);

} // namespace mlir::compress

#endif // COMPRESS_INTERFACES_INTEGERFORMS_H
