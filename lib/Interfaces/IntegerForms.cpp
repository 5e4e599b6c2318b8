//===- IntegerForms.cpp - building blocks of integer forms ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Interfaces/IntegerForms.h"
#include "compress/Reference/Requantize.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"

using namespace mlir;
using namespace mlir::compress;

SmallVector<double> compress::getScales(quant::QuantizedType type) {
  if (auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(type))
    return SmallVector<double>(perAxis.getScales());
  return {cast<quant::UniformQuantizedType>(type).getScale()};
}

SmallVector<int64_t> compress::getZeroPoints(quant::QuantizedType type) {
  if (auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(type))
    return SmallVector<int64_t>(perAxis.getZeroPoints());
  return {cast<quant::UniformQuantizedType>(type).getZeroPoint()};
}

SmallVector<int64_t> compress::getScaleShape(quant::QuantizedType type,
                                             int64_t rank) {
  SmallVector<int64_t> shape(rank, 1);
  if (auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(type))
    shape[perAxis.getQuantizedDimension()] = perAxis.getScales().size();
  return shape;
}

quant::QuantizedType compress::withScales(quant::QuantizedType type,
                                          ArrayRef<double> scales) {
  int64_t low = type.getStorageTypeMin(), high = type.getStorageTypeMax();
  if (auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(type))
    return quant::UniformQuantizedPerAxisType::get(
        type.getFlags(), type.getStorageType(), type.getExpressedType(), scales,
        perAxis.getZeroPoints(), perAxis.getQuantizedDimension(), low, high);
  return quant::UniformQuantizedType::get(
      type.getFlags(), type.getStorageType(), type.getExpressedType(),
      scales.front(), cast<quant::UniformQuantizedType>(type).getZeroPoint(),
      low, high);
}

double compress::getTensorScale(quant::QuantizedType type) {
  return cast<quant::UniformQuantizedType>(type).getScale();
}

std::optional<int32_t> compress::getCommonZeroPoint(quant::QuantizedType type) {
  if (auto perTensor = dyn_cast<quant::UniformQuantizedType>(type))
    return perTensor.getZeroPoint();
  auto perAxis = cast<quant::UniformQuantizedPerAxisType>(type);
  if (!llvm::all_equal(perAxis.getZeroPoints()))
    return std::nullopt;
  return perAxis.getZeroPoints().front();
}

int64_t compress::getLargestMagnitude(quant::QuantizedType type) {
  int64_t zp = *getCommonZeroPoint(type);
  return std::max(std::abs(type.getStorageTypeMin() - zp),
                  std::abs(type.getStorageTypeMax() - zp));
}

int32_t compress::quantizeTo(quant::QuantizedType type, float value) {
  return reference::quantize(value, reference::inverseOf(getTensorScale(type)),
                             *getCommonZeroPoint(type),
                             type.getStorageTypeMin(),
                             type.getStorageTypeMax());
}

std::vector<int32_t> compress::quantizeTo(quant::QuantizedType type,
                                          ArrayRef<float> data,
                                          ArrayRef<int64_t> shape) {
  SmallVector<double> scales = getScales(type);
  SmallVector<int64_t> zeroPoints = getZeroPoints(type);
  int64_t stride = 1;
  if (auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(type))
    for (int64_t size : shape.drop_front(perAxis.getQuantizedDimension() + 1))
      stride *= size;
  std::vector<int32_t> result;
  result.reserve(data.size());
  for (auto [index, value] : llvm::enumerate(data)) {
    size_t channel = index / stride % scales.size();
    result.push_back(reference::quantize(
        value, reference::inverseOf(scales[channel]), zeroPoints[channel],
        type.getStorageTypeMin(), type.getStorageTypeMax()));
  }
  return result;
}

InFlightDiagnostic compress::emitLayerError(Operation *op) {
  InFlightDiagnostic diagnostic = op->emitOpError();
  if (auto name = op->getAttrOfType<StringAttr>("name"))
    diagnostic << "\"" << name.getValue() << "\" ";
  return diagnostic;
}

Operation *compress::cloneWithElementType(OpBuilder &builder, Operation *op,
                                          ValueRange operands,
                                          Type elementType) {
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  Operation *clone = builder.clone(*op);
  clone->setOperands(operands);
  clone->getResult(0).setType(type.clone(elementType));
  return clone;
}

/// A rank-1 `tosa.const`. Never a resource, which folders do not read.
static Value buildVector(OpBuilder &builder, Location loc, Type type,
                         ArrayRef<int32_t> values) {
  SmallVector<APInt> entries;
  for (int32_t value : values)
    entries.emplace_back(type.getIntOrFloatBitWidth(), value,
                         /*isSigned=*/true);
  int64_t size = values.size();
  auto tensor = RankedTensorType::get({size}, type);
  return tosa::ConstOp::create(builder, loc, tensor,
                               DenseElementsAttr::get(tensor, entries));
}

Value compress::buildTable(OpBuilder &builder, Location loc,
                           ArrayRef<int32_t> values) {
  return buildVector(builder, loc, builder.getI8Type(), values);
}

Value compress::buildScalar(OpBuilder &builder, Location loc, Type type,
                            int64_t value) {
  return buildVector(builder, loc, type, {static_cast<int32_t>(value)});
}

Value compress::buildClamp(OpBuilder &builder, Location loc, Value value,
                           int64_t low, int64_t high) {
  Type element = getElementTypeOrSelf(value);
  unsigned width = element.getIntOrFloatBitWidth();
  if (low <= llvm::minIntN(width) && high >= llvm::maxIntN(width))
    return value;
  return tosa::ClampOp::create(builder, loc, value.getType(), value,
                               builder.getIntegerAttr(element, low),
                               builder.getIntegerAttr(element, high));
}

FailureOr<Value> compress::buildRescale(OpBuilder &builder, Operation *op,
                                        Value value, const RescaleSpec &spec) {
  assert(spec.scales.size() == spec.bounds.size());
  SmallVector<int32_t> multipliers, shifts;
  for (auto [index, scale] : llvm::enumerate(spec.scales)) {
    int64_t bound = spec.bounds[index];
    std::optional<reference::Multiplier> multiplier =
        reference::getMultiplier(bound == 0 ? 1.0 : scale);
    if (!multiplier || !reference::inScaleRange(bound, *multiplier))
      return emitLayerError(op)
             << "cannot scale integers up to " << bound << " by " << scale
             << " (channel " << index << "): the result's range is too narrow "
             << "for its operands; calibrate with more data, or exclude it";
    multipliers.push_back(multiplier->multiplier);
    shifts.push_back(multiplier->shift);
  }
  Location loc = op->getLoc();
  auto type = cast<RankedTensorType>(value.getType());
  auto zeroPoint = [&](Type element, int32_t zp) {
    return buildScalar(builder, loc, element, zp);
  };
  return tosa::RescaleOp::create(
             builder, loc, type.clone(spec.elementType), value,
             buildVector(builder, loc, builder.getI32Type(), multipliers),
             buildVector(builder, loc, builder.getI8Type(), shifts),
             zeroPoint(type.getElementType(), spec.inputZp),
             zeroPoint(spec.elementType, spec.outputZp), /*scale32=*/true,
             tosa::RoundingMode::SINGLE_ROUND,
             /*per_channel=*/spec.scales.size() > 1,
             /*input_unsigned=*/false, /*output_unsigned=*/false)
      .getResult();
}

FailureOr<Value> compress::buildRescaleTo(OpBuilder &builder, Operation *op,
                                          Value value, RescaleSpec spec,
                                          quant::QuantizedType type) {
  spec.outputZp = *getCommonZeroPoint(type);
  spec.elementType = type.getStorageType();
  FailureOr<Value> result = buildRescale(builder, op, value, spec);
  if (failed(result))
    return failure();
  return buildClamp(builder, op->getLoc(), *result, type.getStorageTypeMin(),
                    type.getStorageTypeMax());
}

FailureOr<Value> compress::buildRequantize(OpBuilder &builder, Operation *op,
                                           const IntegerValue &operand,
                                           quant::QuantizedType type) {
  if (operand.type == type)
    return operand.value;
  RescaleSpec spec;
  spec.scales = {getTensorScale(operand.type) / getTensorScale(type)};
  spec.bounds = {getLargestMagnitude(operand.type)};
  spec.inputZp = *getCommonZeroPoint(operand.type);
  return buildRescaleTo(builder, op, operand.value, spec, type);
}

FailureOr<Value> compress::buildWiden(OpBuilder &builder, Operation *op,
                                      const IntegerValue &operand,
                                      double scale) {
  RescaleSpec spec;
  spec.scales = {scale};
  spec.bounds = {getLargestMagnitude(operand.type)};
  spec.inputZp = *getCommonZeroPoint(operand.type);
  spec.elementType = builder.getI32Type();
  return buildRescale(builder, op, operand.value, spec);
}
