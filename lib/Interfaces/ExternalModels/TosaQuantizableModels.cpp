//===- TosaQuantizableModels.cpp - integer forms of TOSA ops --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Interfaces/ExternalModels/TosaExternalModels.h"
#include "compress/Interfaces/IntegerForms.h"
#include "compress/Support/Elements.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/DialectRegistry.h"
#include "mlir/IR/Matchers.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

namespace {

template <typename Model, typename OpTy>
using QuantizableModel = QuantizableOpInterface::ExternalModel<Model, OpTy>;

/// The values behind `operands`, with `first` in place of the first.
SmallVector<Value> replaceFirst(ArrayRef<IntegerValue> operands, Value first) {
  SmallVector<Value> values = {first};
  for (const IntegerValue &operand : operands.drop_front())
    values.push_back(operand.value);
  return values;
}

//===----------------------------------------------------------------------===//
// Operations that move or select values
//===----------------------------------------------------------------------===//

/// One activation operand, the first, whose integers reappear in the result.
template <typename OpTy>
struct Selecting : QuantizableModel<Selecting<OpTy>, OpTy> {
  SmallVector<OpOperand *> getActivationOperands(Operation *op) const {
    return {&op->getOpOperand(0)};
  }
  bool hasSameScale(Operation *) const { return true; }
  FailureOr<Value> buildInteger(Operation *op, OpBuilder &builder,
                                ArrayRef<IntegerValue> operands,
                                quant::QuantizedType result) const {
    FailureOr<Value> input = buildRequantize(builder, op, operands[0], result);
    if (failed(input))
      return failure();
    return cloneWithElementType(builder, op, replaceFirst(operands, *input),
                                result.getStorageType())
        ->getResult(0);
  }
};

struct Pad : QuantizableModel<Pad, tosa::PadOp> {
  SmallVector<OpOperand *> getActivationOperands(Operation *op) const {
    return {&op->getOpOperand(0)};
  }
  bool hasSameScale(Operation *) const { return true; }
  FailureOr<Value> buildInteger(Operation *op, OpBuilder &builder,
                                ArrayRef<IntegerValue> operands,
                                quant::QuantizedType result) const {
    ElementsAttr constant;
    std::optional<std::vector<float>> padding;
    if (matchPattern(operands[2].value, m_Constant(&constant)))
      padding = getF32Elements(constant);
    if (!padding)
      return emitLayerError(op) << "expected constant padding";
    FailureOr<Value> input = buildRequantize(builder, op, operands[0], result);
    if (failed(input))
      return failure();
    Value filler = buildScalar(builder, op->getLoc(), result.getStorageType(),
                               quantizeTo(result, padding->front()));
    return cloneWithElementType(builder, op,
                                {*input, operands[1].value, filler},
                                result.getStorageType())
        ->getResult(0);
  }
};

struct Clamp : QuantizableModel<Clamp, tosa::ClampOp> {
  SmallVector<OpOperand *> getActivationOperands(Operation *op) const {
    return {&op->getOpOperand(0)};
  }
  bool hasSameScale(Operation *) const { return true; }
  bool isFusedActivation(Operation *) const { return true; }
  FailureOr<Value> buildInteger(Operation *op, OpBuilder &builder,
                                ArrayRef<IntegerValue> operands,
                                quant::QuantizedType result) const {
    FailureOr<Value> input = buildRequantize(builder, op, operands[0], result);
    if (failed(input))
      return failure();
    auto clamp = cast<tosa::ClampOp>(op);
    auto bound = [&](Attribute limit) {
      return quantizeTo(result,
                        cast<FloatAttr>(limit).getValue().convertToFloat());
    };
    int32_t low = bound(clamp.getMinVal()), high = bound(clamp.getMaxVal());
    // A bound at the end of the quantized range does not bind.
    auto element = cast<IntegerType>(result.getStorageType());
    if (low == result.getStorageTypeMin())
      low = llvm::minIntN(element.getWidth());
    if (high == result.getStorageTypeMax())
      high = llvm::maxIntN(element.getWidth());
    return buildClamp(builder, op->getLoc(), *input, low, high);
  }
};

/// Each operand is requantized to the result, then the operation is applied.
template <typename OpTy>
struct Joining : QuantizableModel<Joining<OpTy>, OpTy> {
  SmallVector<OpOperand *> getActivationOperands(Operation *op) const {
    return llvm::map_to_vector(op->getOpOperands(),
                               [](OpOperand &operand) { return &operand; });
  }
  FailureOr<Value> buildInteger(Operation *op, OpBuilder &builder,
                                ArrayRef<IntegerValue> operands,
                                quant::QuantizedType result) const {
    SmallVector<Value> values;
    for (const IntegerValue &operand : operands) {
      FailureOr<Value> value = buildRequantize(builder, op, operand, result);
      if (failed(value))
        return failure();
      values.push_back(*value);
    }
    return cloneWithElementType(builder, op, values, result.getStorageType())
        ->getResult(0);
  }
};

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

struct AvgPool2d : QuantizableModel<AvgPool2d, tosa::AvgPool2dOp> {
  SmallVector<OpOperand *> getActivationOperands(Operation *op) const {
    return {&op->getOpOperand(0)};
  }
  bool hasSameScale(Operation *) const { return true; }
  bool selectsValues(Operation *) const { return false; }
  FailureOr<Value> buildInteger(Operation *op, OpBuilder &builder,
                                ArrayRef<IntegerValue> operands,
                                quant::QuantizedType result) const {
    quant::QuantizedType type = operands[0].type;
    Value zp = buildScalar(builder, op->getLoc(), type.getStorageType(),
                           *getCommonZeroPoint(type));
    auto pool = cast<tosa::AvgPool2dOp>(cloneWithElementType(
        builder, op, {operands[0].value, zp, zp}, type.getStorageType()));
    pool.setAccType(builder.getI32Type());
    return buildRequantize(builder, op, {pool.getResult(), type}, result);
  }
};

/// Both operands become i32 on a common scale with 20 bits of headroom, so
/// that hardly anything is rounded before the sum.
template <typename OpTy>
struct Sum : QuantizableModel<Sum<OpTy>, OpTy> {
  SmallVector<OpOperand *> getActivationOperands(Operation *op) const {
    return {&op->getOpOperand(0), &op->getOpOperand(1)};
  }
  FailureOr<Value> buildInteger(Operation *op, OpBuilder &builder,
                                ArrayRef<IntegerValue> operands,
                                quant::QuantizedType result) const {
    constexpr int kHeadroom = 20;
    double common = 2.0 * std::max(getTensorScale(operands[0].type),
                                   getTensorScale(operands[1].type));
    double unit = std::ldexp(common, -kHeadroom);
    SmallVector<Value> values;
    int64_t bound = 0;
    for (const IntegerValue &operand : operands) {
      double scale = getTensorScale(operand.type) / unit;
      FailureOr<Value> value = buildWiden(builder, op, operand, scale);
      if (failed(value))
        return failure();
      values.push_back(*value);
      bound += std::ceil(getLargestMagnitude(operand.type) * scale);
    }
    RescaleSpec spec;
    spec.scales = {unit / getTensorScale(result)};
    spec.bounds = {bound};
    Operation *sum =
        cloneWithElementType(builder, op, values, builder.getI32Type());
    return buildRescaleTo(builder, op, sum->getResult(0), spec, result);
  }
};

struct Mul : QuantizableModel<Mul, tosa::MulOp> {
  SmallVector<OpOperand *> getActivationOperands(Operation *op) const {
    return {&op->getOpOperand(0), &op->getOpOperand(1)};
  }
  FailureOr<Value> buildInteger(Operation *op, OpBuilder &builder,
                                ArrayRef<IntegerValue> operands,
                                quant::QuantizedType result) const {
    FailureOr<Value> a = buildWiden(builder, op, operands[0], 1.0);
    FailureOr<Value> b = buildWiden(builder, op, operands[1], 1.0);
    if (failed(a) || failed(b))
      return failure();
    RescaleSpec spec;
    spec.scales = {getTensorScale(operands[0].type) *
                   getTensorScale(operands[1].type) / getTensorScale(result)};
    spec.bounds = {getLargestMagnitude(operands[0].type) *
                   getLargestMagnitude(operands[1].type)};
    Value shift = buildScalar(builder, op->getLoc(), builder.getI8Type(), 0);
    Operation *product = cloneWithElementType(builder, op, {*a, *b, shift},
                                              builder.getI32Type());
    return buildRescaleTo(builder, op, product->getResult(0), spec, result);
  }
};

struct ReduceSum : QuantizableModel<ReduceSum, tosa::ReduceSumOp> {
  SmallVector<OpOperand *> getActivationOperands(Operation *op) const {
    return {&op->getOpOperand(0)};
  }
  FailureOr<Value> buildInteger(Operation *op, OpBuilder &builder,
                                ArrayRef<IntegerValue> operands,
                                quant::QuantizedType result) const {
    auto type = cast<RankedTensorType>(op->getOperand(0).getType());
    int64_t size = type.getDimSize(cast<tosa::ReduceSumOp>(op).getAxis());
    int64_t bound = getLargestMagnitude(operands[0].type) * size;
    if (ShapedType::isDynamic(size) || bound > INT32_MAX)
      return emitLayerError(op)
             << "may overflow 32 bits: " << size << " entries are summed";
    FailureOr<Value> input = buildWiden(builder, op, operands[0], 1.0);
    if (failed(input))
      return failure();
    RescaleSpec spec;
    spec.scales = {getTensorScale(operands[0].type) / getTensorScale(result)};
    spec.bounds = {bound};
    Operation *sum =
        cloneWithElementType(builder, op, *input, builder.getI32Type());
    return buildRescaleTo(builder, op, sum->getResult(0), spec, result);
  }
};

/// A function of one value, as a table of its 256 results.
template <typename OpTy, double (*function)(double)>
struct Table : QuantizableModel<Table<OpTy, function>, OpTy> {
  SmallVector<OpOperand *> getActivationOperands(Operation *op) const {
    return {&op->getOpOperand(0)};
  }
  FailureOr<Value> buildInteger(Operation *op, OpBuilder &builder,
                                ArrayRef<IntegerValue> operands,
                                quant::QuantizedType result) const {
    quant::QuantizedType type = operands[0].type;
    if (!type.getStorageType().isInteger(8) ||
        !result.getStorageType().isInteger(8))
      return emitLayerError(op) << "expected i8 storage for a table lookup";
    std::vector<int32_t> entries;
    for (int32_t q = -128; q < 128; ++q)
      entries.push_back(quantizeTo(
          result,
          function((q - *getCommonZeroPoint(type)) * getTensorScale(type))));
    Value table = buildTable(builder, op->getLoc(), entries);
    auto shape = cast<RankedTensorType>(op->getResult(0).getType());
    return tosa::TableOp::create(builder, op->getLoc(),
                                 shape.clone(builder.getI8Type()),
                                 operands[0].value, table)
        .getResult();
  }
};

double sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }
double hyperbolicTangent(double x) { return std::tanh(x); }

} // namespace

void compress::registerTosaQuantizableModels(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, tosa::TosaDialect *) {
    tosa::ReshapeOp::attachInterface<Selecting<tosa::ReshapeOp>>(*context);
    tosa::TransposeOp::attachInterface<Selecting<tosa::TransposeOp>>(*context);
    tosa::SliceOp::attachInterface<Selecting<tosa::SliceOp>>(*context);
    tosa::ReverseOp::attachInterface<Selecting<tosa::ReverseOp>>(*context);
    tosa::TileOp::attachInterface<Selecting<tosa::TileOp>>(*context);
    tosa::MaxPool2dOp::attachInterface<Selecting<tosa::MaxPool2dOp>>(*context);
    tosa::ReduceMaxOp::attachInterface<Selecting<tosa::ReduceMaxOp>>(*context);
    tosa::PadOp::attachInterface<Pad>(*context);
    tosa::ClampOp::attachInterface<Clamp>(*context);
    tosa::ConcatOp::attachInterface<Joining<tosa::ConcatOp>>(*context);
    tosa::MaximumOp::attachInterface<Joining<tosa::MaximumOp>>(*context);
    tosa::MinimumOp::attachInterface<Joining<tosa::MinimumOp>>(*context);
    tosa::AvgPool2dOp::attachInterface<AvgPool2d>(*context);
    tosa::AddOp::attachInterface<Sum<tosa::AddOp>>(*context);
    tosa::SubOp::attachInterface<Sum<tosa::SubOp>>(*context);
    tosa::MulOp::attachInterface<Mul>(*context);
    tosa::ReduceSumOp::attachInterface<ReduceSum>(*context);
    tosa::SigmoidOp::attachInterface<Table<tosa::SigmoidOp, sigmoid>>(*context);
    tosa::TanhOp::attachInterface<Table<tosa::TanhOp, hyperbolicTangent>>(
        *context);
  });
}
