//===- IntegerCore.cpp - builds the integer function ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IntegerCore.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Interfaces/IntegerForms.h"
#include "compress/Reference/Requantize.h"
#include "compress/Support/Elements.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"

using namespace mlir;
using namespace mlir::compress;

RankedTensorType compress::getStorageTensor(Type type,
                                            quant::QuantizedType element) {
  return cast<RankedTensorType>(type).clone(element.getStorageType());
}

/// The constant of a weight chain, as a parameter of the same name or a
/// constant.
FailureOr<IntegerValue> IntegerCoreBuilder::materialize(Operation *user,
                                                        Value value) {
  WeightChain chain = WeightChain::match(value);
  auto type = cast<quant::QuantizedType>(chain.fakeQuant.getQtype());
  std::optional<std::vector<float>> values = chain.getMaskedValues();
  if (!values)
    return emitLayerError(user) << "expected a constant f32 tensor behind its "
                                << "quantized operand";
  RankedTensorType tensor = getStorageTensor(value.getType(), type);
  unsigned width = tensor.getElementTypeBitWidth();
  if (width != 8 && width != 32)
    return emitLayerError(user) << "expected weights stored in i8 and biases "
                                << "in i32, got " << type;
  std::vector<int32_t> integers = quantizeTo(type, *values, tensor.getShape());
  ParameterOp parameter = chain.getParameter();
  Location loc = chain.source.getLoc();
  Value result;
  if (parameter) {
    std::string name = parameter.getName().str(), unique = name;
    for (unsigned suffix = 1; !parameterNames.insert(unique).second; ++suffix)
      unique = name + "_" + std::to_string(suffix);
    result = ParameterOp::create(
        builder, loc, tensor, builder.getStringAttr(unique),
        parameter.getFrozenAttr(), parameter.getLayoutAttr(),
        makeIntElements(tensor, integers, unique));
  } else {
    result = tosa::ConstOp::create(
        builder, loc, tensor, makeIntElements(tensor, integers, "constant"));
  }
  return IntegerValue{result, type};
}

FailureOr<IntegerValue> IntegerCoreBuilder::getOperand(Operation *user,
                                                       OpOperand &operand) {
  Value value = operand.get();
  if (auto it = mapping.find(value); it != mapping.end())
    return it->second;
  IntegerValue result;
  if (value.getDefiningOp<FakeQuantOp>()) {
    FailureOr<IntegerValue> constant = materialize(user, value);
    if (failed(constant))
      return failure();
    result = *constant;
  } else {
    // Shapes, paddings and the like.
    result.value = builder.clone(*value.getDefiningOp())->getResult(0);
  }
  mapping[value] = result;
  return result;
}

LogicalResult IntegerCoreBuilder::buildOperation(Operation *op) {
  Value result = op->getResult(0);
  quant::QuantizedType type = partition.getType(result);
  SmallVector<IntegerValue> operands;
  for (OpOperand &operand : op->getOpOperands()) {
    FailureOr<IntegerValue> value = getOperand(op, operand);
    if (failed(value))
      return failure();
    operands.push_back(*value);
  }
  FailureOr<Value> value =
      isa<FakeQuantOp>(op)
          ? buildRequantize(builder, op, operands.front(), type)
          : cast<QuantizableOpInterface>(op).buildInteger(builder, operands,
                                                          type);
  if (failed(value))
    return failure();
  mapping[result] = {*value, type};
  return success();
}

LogicalResult IntegerCoreBuilder::build(const CoreSignature &signature) {
  for (auto [value, argument] :
       llvm::zip_equal(signature.inputs, core.getArguments()))
    mapping[value] = {argument, partition.getType(value)};
  // Entries that are equal to one of the inputs.
  for (Operation *entry : partition.getEntries()) {
    auto isSame = [&](Value input) {
      auto other = cast<FakeQuantOp>(input.getDefiningOp());
      return other.getInput() == entry->getOperand(0) &&
             other.getQtype() == cast<FakeQuantOp>(entry).getQtype();
    };
    auto input = llvm::find_if(signature.inputs, isSame);
    mapping[entry->getResult(0)] = mapping.lookup(*input);
  }
  for (Operation *op : partition.getOperations())
    if (failed(buildOperation(op)))
      return failure();
  SmallVector<Value> results;
  for (Value output : signature.outputs)
    results.push_back(mapping.lookup(output).value);
  func::ReturnOp::create(builder, core.getLoc(), results);
  // f32 paddings and zero points that were cloned for their values.
  for (Operation &op :
       llvm::make_early_inc_range(llvm::reverse(core.getBody().front())))
    if (isOpTriviallyDead(&op))
      op.erase();
  return success();
}

/// An f32 constant that broadcasts to `like`.
static Value buildSplat(OpBuilder &builder, Location loc, Value like,
                        float value) {
  auto type = cast<RankedTensorType>(like.getType());
  auto splat = RankedTensorType::get(SmallVector<int64_t>(type.getRank(), 1),
                                     builder.getF32Type());
  return tosa::ConstOp::create(builder, loc, splat,
                               DenseElementsAttr::get(splat, value));
}

static Value buildFloatMul(OpBuilder &builder, Location loc, Value value,
                           float factor) {
  Value shift = buildScalar(builder, loc, builder.getI8Type(), 0);
  return tosa::MulOp::create(builder, loc, value.getType(), value,
                             buildSplat(builder, loc, value, factor), shift);
}

FailureOr<Value> compress::buildQuantize(OpBuilder &builder, Operation *op,
                                         Value value,
                                         quant::QuantizedType type) {
  Location loc = op->getLoc();
  value = buildFloatMul(builder, loc, value,
                        reference::inverseOf(getTensorScale(type)));
  // The zero point comes after rounding: a cast rounds half to even, and what
  // is even must not depend on the zero point.
  auto rounded = cast<RankedTensorType>(value.getType());
  value = tosa::CastOp::create(builder, loc,
                               rounded.clone(builder.getI16Type()), value);
  RescaleSpec spec;
  spec.scales = {1.0};
  spec.bounds = {-int64_t(INT16_MIN)};
  return buildRescaleTo(builder, op, value, spec, type);
}

Value compress::buildDequantize(OpBuilder &builder, Location loc, Value value,
                                quant::QuantizedType type) {
  auto tensor = cast<RankedTensorType>(value.getType());
  value = tosa::CastOp::create(builder, loc, tensor.clone(builder.getF32Type()),
                               value);
  if (int32_t zp = *getCommonZeroPoint(type))
    value = tosa::SubOp::create(builder, loc, value.getType(), value,
                                buildSplat(builder, loc, value, zp));
  return buildFloatMul(builder, loc, value, getTensorScale(type));
}
