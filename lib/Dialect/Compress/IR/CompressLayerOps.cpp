//===- CompressLayerOps.cpp - shape rules and verifiers of layers ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shapes and element types are checked in one place, where the result type is
// inferred; the verifiers check what does not depend on types.
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::compress;

#define GET_OP_CLASSES
#include "compress/Dialect/Compress/IR/CompressOps.cpp.inc"

static bool isDynamicOrEqual(int64_t a, int64_t b) {
  return ShapedType::isDynamic(a) || ShapedType::isDynamic(b) || a == b;
}

/// The accumulator of a product of `input` and `weight` elements; null if the
/// two do not go together.
static Type accumulatorFor(Type input, Type weight) {
  MLIRContext *context = input.getContext();
  if (input.isF32() && weight.isF32())
    return input;
  if (input.isInteger(8) && weight.isInteger(8))
    return IntegerType::get(context, 32);
  if (input.isInteger(16) && (weight.isInteger(8) || weight.isInteger(16)))
    return IntegerType::get(context, 48);
  return {};
}

/// Checks the element types of a product and its optional bias of `channels`
/// entries, and returns the accumulator type.
static FailureOr<Type> inferAccumulator(std::optional<Location> location,
                                        Value input, Value weight, Value bias,
                                        int64_t channels) {
  Type a = getElementTypeOrSelf(input), b = getElementTypeOrSelf(weight);
  Type accumulator = accumulatorFor(a, b);
  if (!accumulator)
    return emitOptionalError(location,
                             "expected element types f32 x f32, i8 x "
                             "i8, i16 x i8 or i16 x i16, got ",
                             a, " x ", b);
  if (!bias)
    return accumulator;
  auto type = cast<RankedTensorType>(bias.getType());
  if (type.getElementType() != accumulator || type.getRank() != 1 ||
      !isDynamicOrEqual(type.getDimSize(0), channels))
    return emitOptionalError(location, "expected a bias of ", channels, " x ",
                             accumulator, ", got ", type);
  return accumulator;
}

/// Zero points belong to integer operands and lie within their type.
static LogicalResult verifyZeroPoint(Operation *op, StringRef name, int32_t zp,
                                     Value operand) {
  Type type = getElementTypeOrSelf(operand);
  if (zp == 0)
    return success();
  unsigned width = type.isInteger() ? type.getIntOrFloatBitWidth() : 0;
  if (width == 0 || !llvm::isIntN(width, zp))
    return op->emitOpError("expected ")
           << name << " to be representable in " << type << ", got " << zp;
  return success();
}

static LogicalResult verifyName(Operation *op, StringRef name) {
  if (name.empty())
    return op->emitOpError("expected a name that is not empty");
  return success();
}

//===----------------------------------------------------------------------===//
// Conv2DOp
//===----------------------------------------------------------------------===//

LogicalResult Conv2DOp::verify() {
  if (failed(verifyName(*this, getName())) ||
      failed(verifyZeroPoint(*this, "input_zp", getInputZp(), getInput())) ||
      failed(verifyZeroPoint(*this, "weight_zp", getWeightZp(), getWeight())))
    return failure();
  return success();
}

/// Checks attribute sizes and signs of a convolution.
static LogicalResult checkWindow(std::optional<Location> location,
                                 ArrayRef<int64_t> pad,
                                 ArrayRef<int64_t> stride,
                                 ArrayRef<int64_t> dilation) {
  if (pad.size() != 4 || llvm::any_of(pad, [](int64_t p) { return p < 0; }))
    return emitOptionalError(location, "expected pad to be four numbers >= 0: "
                                       "top, bottom, left, right");
  auto isPositivePair = [](ArrayRef<int64_t> values) {
    return values.size() == 2 && values[0] > 0 && values[1] > 0;
  };
  if (!isPositivePair(stride) || !isPositivePair(dilation))
    return emitOptionalError(
        location, "expected stride and dilation to be two numbers > 0");
  return success();
}

LogicalResult Conv2DOp::inferReturnTypes(
    MLIRContext *context, std::optional<Location> location, ValueRange operands,
    DictionaryAttr attributes, OpaqueProperties properties, RegionRange regions,
    SmallVectorImpl<Type> &results) {
  Adaptor op(operands, attributes, properties, regions);
  auto input = cast<RankedTensorType>(op.getInput().getType());
  auto weight = cast<RankedTensorType>(op.getWeight().getType());
  if (input.getRank() != 4 || weight.getRank() != 4)
    return emitOptionalError(location,
                             "expected input and weight of rank 4, "
                             "got ",
                             input, " and ", weight);
  // Builders hand over properties, the parser still has a dictionary; defaults
  // are filled in only after inference.
  const auto &given = *properties.as<Properties *>();
  auto orDefault = [&](StringRef name, DenseI64ArrayAttr attribute,
                       ArrayRef<int64_t> value) {
    if (!attribute && attributes)
      attribute = attributes.getAs<DenseI64ArrayAttr>(name);
    return attribute ? attribute.asArrayRef() : value;
  };
  static const int64_t zeros[] = {0, 0, 0, 0}, ones[] = {1, 1};
  ArrayRef<int64_t> pad = orDefault("pad", given.pad, zeros);
  ArrayRef<int64_t> stride = orDefault("stride", given.stride, ones);
  ArrayRef<int64_t> dilation = orDefault("dilation", given.dilation, ones);
  if (failed(checkWindow(location, pad, stride, dilation)))
    return failure();
  if (!weight.hasStaticShape())
    return emitOptionalError(location,
                             "expected a weight of static shape, got ", weight);
  IntegerAttr groupsAttr = given.groups;
  if (!groupsAttr && attributes)
    groupsAttr = attributes.getAs<IntegerAttr>("groups");
  int64_t groups = groupsAttr ? groupsAttr.getInt() : 1;
  if (groups < 1 || weight.getDimSize(0) % groups != 0)
    return emitOptionalError(location, "expected groups to divide the ",
                             weight.getDimSize(0),
                             " output channels of the weight, got ", groups);
  if (!isDynamicOrEqual(input.getDimSize(3), weight.getDimSize(3) * groups))
    return emitOptionalError(
        location, "expected input channels to be groups times the weight's, ",
        groups, " x ", weight.getDimSize(3), ", got ", input.getDimSize(3));

  SmallVector<int64_t, 4> shape = {input.getDimSize(0), 0, 0,
                                   weight.getDimSize(0)};
  for (int i = 0; i < 2; ++i) {
    int64_t size = input.getDimSize(1 + i);
    if (ShapedType::isDynamic(size)) {
      shape[1 + i] = ShapedType::kDynamic;
      continue;
    }
    int64_t window = dilation[i] * (weight.getDimSize(1 + i) - 1) + 1;
    int64_t padded = size + pad[2 * i] + pad[2 * i + 1];
    if (padded < window)
      return emitOptionalError(location, "expected the kernel, ", window,
                               " wide, to fit into the padded input, ", padded,
                               " wide");
    shape[1 + i] = (padded - window) / stride[i] + 1;
  }
  FailureOr<Type> element = inferAccumulator(
      location, op.getInput(), op.getWeight(), op.getBias(), shape[3]);
  if (failed(element))
    return failure();
  results.push_back(RankedTensorType::get(shape, *element));
  return success();
}

bool Conv2DOp::isDepthwise() {
  return getGroups() > 1 &&
         cast<RankedTensorType>(getWeight().getType()).getDimSize(3) == 1;
}

//===----------------------------------------------------------------------===//
// DenseOp
//===----------------------------------------------------------------------===//

LogicalResult DenseOp::verify() {
  if (failed(verifyName(*this, getName())) ||
      failed(verifyZeroPoint(*this, "input_zp", getInputZp(), getInput())) ||
      failed(verifyZeroPoint(*this, "weight_zp", getWeightZp(), getWeight())))
    return failure();
  return success();
}

LogicalResult DenseOp::inferReturnTypes(
    MLIRContext *context, std::optional<Location> location, ValueRange operands,
    DictionaryAttr attributes, OpaqueProperties properties, RegionRange regions,
    SmallVectorImpl<Type> &results) {
  Adaptor op(operands, attributes, properties, regions);
  auto input = cast<RankedTensorType>(op.getInput().getType());
  auto weight = cast<RankedTensorType>(op.getWeight().getType());
  if (input.getRank() < 2 || weight.getRank() != 2)
    return emitOptionalError(location,
                             "expected an input of rank 2 or more and "
                             "a weight of rank 2, got ",
                             input, " and ", weight);
  if (!weight.hasStaticShape())
    return emitOptionalError(location,
                             "expected a weight of static shape, got ", weight);
  if (!isDynamicOrEqual(input.getShape().back(), weight.getDimSize(1)))
    return emitOptionalError(location, "expected ", weight.getDimSize(1),
                             " input features as in the weight, got ",
                             input.getShape().back());
  FailureOr<Type> element =
      inferAccumulator(location, op.getInput(), op.getWeight(), op.getBias(),
                       weight.getDimSize(0));
  if (failed(element))
    return failure();
  SmallVector<int64_t> shape(input.getShape().drop_back());
  shape.push_back(weight.getDimSize(0));
  results.push_back(RankedTensorType::get(shape, *element));
  return success();
}

//===----------------------------------------------------------------------===//
// BatchMatmulOp
//===----------------------------------------------------------------------===//

LogicalResult BatchMatmulOp::verify() {
  if (failed(verifyName(*this, getName())) ||
      failed(verifyZeroPoint(*this, "a_zp", getAZp(), getA())) ||
      failed(verifyZeroPoint(*this, "b_zp", getBZp(), getB())))
    return failure();
  return success();
}

LogicalResult BatchMatmulOp::inferReturnTypes(
    MLIRContext *context, std::optional<Location> location, ValueRange operands,
    DictionaryAttr attributes, OpaqueProperties properties, RegionRange regions,
    SmallVectorImpl<Type> &results) {
  Adaptor op(operands, attributes, properties, regions);
  auto a = cast<RankedTensorType>(op.getA().getType());
  auto b = cast<RankedTensorType>(op.getB().getType());
  if (a.getRank() != 3 || b.getRank() != 3 ||
      !isDynamicOrEqual(a.getDimSize(0), b.getDimSize(0)) ||
      !isDynamicOrEqual(a.getDimSize(2), b.getDimSize(1)))
    return emitOptionalError(location, "expected [B, M, K] and [B, K, N], got ",
                             a, " and ", b);
  FailureOr<Type> element =
      inferAccumulator(location, op.getA(), op.getB(), Value(), 0);
  if (failed(element))
    return failure();
  int64_t batch = a.isDynamicDim(0) ? b.getDimSize(0) : a.getDimSize(0);
  results.push_back(RankedTensorType::get(
      {batch, a.getDimSize(1), b.getDimSize(2)}, *element));
  return success();
}

//===----------------------------------------------------------------------===//
// BatchNormOp
//===----------------------------------------------------------------------===//

LogicalResult BatchNormOp::verify() {
  if (getEpsilon().isNegative() || !getEpsilon().isFinite())
    return emitOpError("expected a finite epsilon >= 0");
  return verifyName(*this, getName());
}

LogicalResult BatchNormOp::inferReturnTypes(
    MLIRContext *context, std::optional<Location> location, ValueRange operands,
    DictionaryAttr attributes, OpaqueProperties properties, RegionRange regions,
    SmallVectorImpl<Type> &results) {
  Adaptor op(operands, attributes, properties, regions);
  auto input = cast<RankedTensorType>(op.getInput().getType());
  if (input.getRank() < 2)
    return emitOptionalError(location,
                             "expected an input of rank 2 or more, "
                             "got ",
                             input);
  for (Value operand : operands.drop_front()) {
    auto type = cast<RankedTensorType>(operand.getType());
    if (type.getRank() != 1 ||
        !isDynamicOrEqual(type.getDimSize(0), input.getShape().back()))
      return emitOptionalError(location, "expected statistics of ",
                               input.getShape().back(), " channels, got ",
                               type);
  }
  results.push_back(input);
  return success();
}
