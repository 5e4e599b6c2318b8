//===- IntegerForms.cpp - layers on integers ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// i8 operands with zero points, an i32 accumulator that is proved from the
// constant weights not to overflow, and a rescale to the result's type.
//
//===----------------------------------------------------------------------===//

#include "compress/Interfaces/IntegerForms.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Reference/Kernels.h"
#include "compress/Support/Elements.h"

using namespace mlir;
using namespace mlir::compress;

/// Checks that `operand` is i8 with one zero point.
static LogicalResult checkOperand(Operation *op, const IntegerValue &operand,
                                  StringRef role) {
  assert(operand.type && "only quantized operands have integer forms");
  if (!getElementTypeOrSelf(operand.value).isInteger(8))
    return emitLayerError(op) << "expected its " << role
                              << " to be stored in i8, got " << operand.type;
  if (!getCommonZeroPoint(operand.type))
    return emitLayerError(op) << "expected equal zero points in all channels "
                              << "of the " << role << ", got " << operand.type;
  return success();
}

/// The bias is added to the accumulator and must have its scale.
static LogicalResult checkBiasScale(Operation *op, quant::QuantizedType bias,
                                    ArrayRef<double> accumulatorScales) {
  SmallVector<double> scales = getScales(bias);
  for (auto [index, expected] : llvm::enumerate(accumulatorScales)) {
    double scale = scales[scales.size() == 1 ? 0 : index];
    if (std::abs(scale - expected) > 1e-6 * expected)
      return emitLayerError(op)
             << "expected the bias to have the scale of the accumulator, "
             << expected << " in channel " << index << ", got " << scale;
  }
  if (getCommonZeroPoint(bias) != 0)
    return emitLayerError(op) << "expected a bias with zero point 0";
  return success();
}

/// Bounds of the accumulators of a layer with constant weights, one per output
/// channel, after a proof that they fit i32.
static FailureOr<SmallVector<int64_t>>
proveAccumulators(Operation *op, ArrayRef<IntegerValue> operands,
                  int64_t numChannels) {
  auto entries = [](const IntegerValue &operand) {
    return getIntElements(WeightChain::match(operand.value).value);
  };
  std::optional<std::vector<int32_t>> weight = entries(operands[1]), bias;
  if (operands.size() > 2)
    bias = entries(operands[2]);
  assert(weight && (operands.size() == 2 || bias) &&
         "weights and biases of integer forms are constants");
  std::vector<int64_t> bounds = reference::accumulatorBounds(
      *weight, numChannels, *getCommonZeroPoint(operands[1].type),
      getLargestMagnitude(operands[0].type),
      bias ? reference::Ints(*bias) : reference::Ints());
  for (auto [index, bound] : llvm::enumerate(bounds))
    if (bound > INT32_MAX)
      return emitLayerError(op)
             << "may overflow its 32-bit accumulator: channel " << index
             << " can reach " << bound << "; use fewer bits, or exclude it";
  return SmallVector<int64_t>(bounds.begin(), bounds.end());
}

/// The integer form of a layer with operands input, weight and maybe bias.
template <typename LayerOp>
static FailureOr<Value> buildLayer(LayerOp op, OpBuilder &builder,
                                   ArrayRef<IntegerValue> operands,
                                   quant::QuantizedType result) {
  if (failed(checkOperand(op, operands[0], "input")) ||
      failed(checkOperand(op, operands[1], "weight")))
    return failure();
  auto type = cast<RankedTensorType>(op.getWeight().getType());
  FailureOr<SmallVector<int64_t>> bounds =
      proveAccumulators(op, operands, type.getDimSize(0));
  if (failed(bounds))
    return failure();

  RescaleSpec spec;
  for (double scale : getScales(operands[1].type))
    spec.scales.push_back(scale * getTensorScale(operands[0].type));
  if (operands.size() > 2 &&
      failed(checkBiasScale(op, operands[2].type, spec.scales)))
    return failure();
  for (double &scale : spec.scales)
    scale /= getTensorScale(result);
  spec.bounds = *bounds;
  if (spec.scales.size() == 1)
    spec.bounds = {*llvm::max_element(*bounds)};

  SmallVector<Value> values;
  for (const IntegerValue &operand : operands)
    values.push_back(operand.value);
  auto layer = cast<LayerOp>(
      cloneWithElementType(builder, op, values, builder.getI32Type()));
  layer.setInputZp(*getCommonZeroPoint(operands[0].type));
  layer.setWeightZp(*getCommonZeroPoint(operands[1].type));
  return buildRescaleTo(builder, op, layer.getResult(), spec, result);
}

FailureOr<Value> Conv2DOp::buildInteger(OpBuilder &builder,
                                        ArrayRef<IntegerValue> operands,
                                        quant::QuantizedType result) {
  return buildLayer(*this, builder, operands, result);
}

FailureOr<Value> DenseOp::buildInteger(OpBuilder &builder,
                                       ArrayRef<IntegerValue> operands,
                                       quant::QuantizedType result) {
  return buildLayer(*this, builder, operands, result);
}

FailureOr<Value> BatchMatmulOp::buildInteger(OpBuilder &builder,
                                             ArrayRef<IntegerValue> operands,
                                             quant::QuantizedType result) {
  if (failed(checkOperand(*this, operands[0], "first operand")) ||
      failed(checkOperand(*this, operands[1], "second operand")))
    return failure();
  int64_t depth = cast<RankedTensorType>(getA().getType()).getDimSize(2);
  int64_t bound = getLargestMagnitude(operands[0].type) *
                  getLargestMagnitude(operands[1].type) * depth;
  if (ShapedType::isDynamic(depth) || bound > INT32_MAX)
    return emitLayerError(*this)
           << "may overflow its 32-bit accumulator: " << depth
           << " products are summed; use fewer bits, or exclude it";
  auto layer = cast<BatchMatmulOp>(cloneWithElementType(
      builder, *this, {operands[0].value, operands[1].value},
      builder.getI32Type()));
  layer.setAZp(*getCommonZeroPoint(operands[0].type));
  layer.setBZp(*getCommonZeroPoint(operands[1].type));
  RescaleSpec spec;
  spec.scales = {getTensorScale(operands[0].type) *
                 getTensorScale(operands[1].type) / getTensorScale(result)};
  spec.bounds = {bound};
  return buildRescaleTo(builder, *this, layer.getResult(), spec, result);
}
