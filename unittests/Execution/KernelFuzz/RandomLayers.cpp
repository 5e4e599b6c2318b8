//===- RandomLayers.cpp - functions to test kernels with ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RandomLayers.h"
#include "compress/Conversion/TosaBuilders.h"
#include "compress/Support/Elements.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

int32_t compress::makeByte(Random &random, int kind) {
  switch (kind) {
  case 0:
    return random.number(-128, 127);
  case 1: // Both ends.
    return random.chance(50) ? -128 : 127;
  case 2:
    return -128;
  case 3:
    return 127;
  default: // Most weights of a real model.
    return random.chance(30) ? 0 : random.number(-20, 20);
  }
}

RandomLayers::RandomLayers(MLIRContext *context, uint64_t seed,
                           LayerKinds kinds)
    : builder(context), loc(builder.getUnknownLoc()), random(seed),
      kinds(kinds), maxProducts(kinds.isTosa ? 100'000 : 1'500'000),
      element(kinds.isInteger ? Type(builder.getI8Type())
                              : builder.getF32Type()),
      module(ModuleOp::create(loc)) {
  context->loadDialect<CompressDialect, func::FuncDialect, tosa::TosaDialect>();
  builder.setInsertionPointToEnd(module->getBody());
  function = func::FuncOp::create(builder, loc, "main",
                                  builder.getFunctionType({}, {}));
  builder.setInsertionPointToEnd(function.addEntryBlock());
}

OwningOpRef<ModuleOp> RandomLayers::finish() {
  func::ReturnOp::create(builder, loc, results);
  function.setFunctionType(builder.getFunctionType(
      function.getBody().front().getArgumentTypes(), TypeRange(results)));
  return std::move(module);
}

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

/// Few, around the size of vectors, or many.
int64_t RandomLayers::pickChannels(int64_t most) {
  int64_t channels;
  if (random.chance(40))
    channels = random.number(1, 9);
  else if (random.chance(60))
    channels = 8 * random.number(1, 9) + random.number(-1, 1);
  else
    channels = random.number(1, 300);
  return std::min(channels, most);
}

Value RandomLayers::addArgument(ArrayRef<int64_t> shape) {
  Block &block = function.getBody().front();
  Value value = block.addArgument(makeType(shape, element), loc);
  function.setFunctionType(
      builder.getFunctionType(block.getArgumentTypes(), {}));
  return value;
}

Value RandomLayers::addFloats(ArrayRef<int64_t> shape,
                              const std::vector<bool> &isZero) {
  auto type = makeType(shape, builder.getF32Type());
  std::vector<float> data(type.getNumElements());
  float scale = random.chance(10) ? 100.0f : 1.0f;
  for (auto [i, entry] : llvm::enumerate(data))
    if (isZero.empty() || !isZero[i])
      entry = random.real() * scale;
  std::string name = "p" + std::to_string(counter++);
  return ParameterOp::create(builder, loc, name, /*frozen=*/false, LayoutAttr(),
                             makeF32Elements(type, data, name));
}

/// Most entries of some weights, in single ones or in blocks of 4x1; empty for
/// the others.
std::vector<bool> RandomLayers::pickZeros(ArrayRef<int64_t> shape) {
  if (kinds.isTosa || random.chance(60))
    return {};
  int64_t block = random.chance(50) ? 1 : 4, percent = random.number(60, 100);
  int64_t depth = ShapedType::getNumElements(shape.drop_front());
  std::vector<bool> isZero;
  for (int64_t row = 0; row < shape.front(); ++row)
    for (int64_t i = 0; i < depth; ++i)
      isZero.push_back(row % block == 0 ? random.chance(percent)
                                        : isZero[isZero.size() - depth]);
  return isZero;
}

Value RandomLayers::addWeight(ArrayRef<int64_t> shape) {
  if (!kinds.isTosa && random.chance(kinds.isInteger ? 5 : 15))
    return addArgument(shape);
  std::vector<bool> isZero = pickZeros(shape);
  if (!kinds.isInteger)
    return addFloats(shape, isZero);
  auto type = makeType(shape, element);
  std::vector<int32_t> data(type.getNumElements());
  int kind = random.number(0, 5);
  for (auto [i, entry] : llvm::enumerate(data))
    if (isZero.empty() || !isZero[i])
      entry = makeByte(random, kind);
  std::string name = "p" + std::to_string(counter++);
  return ParameterOp::create(builder, loc, name, /*frozen=*/false, LayoutAttr(),
                             makeIntElements(type, data, name));
}

/// Often none.
Value RandomLayers::addBias(int64_t channels) {
  if (random.chance(30))
    return {};
  if (!kinds.isInteger)
    return addFloats({channels});
  auto type = makeType({channels}, builder.getI32Type());
  std::vector<int32_t> data(channels);
  bool isExtreme = random.chance(20);
  int64_t most = kinds.isTosa ? 1 << 30 : INT32_MAX;
  for (int32_t &entry : data)
    entry = isExtreme ? (random.chance(50) ? most : -most)
                      : random.number(-30000, 30000);
  bound += isExtreme ? most : 30000;
  std::string name = "p" + std::to_string(counter++);
  return ParameterOp::create(builder, loc, name, /*frozen=*/false, LayoutAttr(),
                             makeIntElements(type, data, name));
}

Value RandomLayers::addConstant(ArrayRef<int32_t> entries, Type element) {
  auto type = makeType({static_cast<int64_t>(entries.size())}, element);
  return tosa::ConstOp::create(builder, loc, type,
                               makeIntElements(type, entries, "c"));
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

/// A zero point of i8: often at one of the ends.
static int32_t pickZeroPoint(Random &random, bool isInteger) {
  if (!isInteger || random.chance(20))
    return 0;
  return random.chance(40) ? (random.chance(50) ? -128 : 127)
                           : random.number(-128, 127);
}

/// The most that one product can be: input and weight less their zero points.
static int64_t boundProduct(int32_t inputZp, int32_t weightZp) {
  auto most = [](int64_t zp) { return std::max(127 - zp, zp + 128); };
  return most(inputZp) * most(weightZp);
}

void RandomLayers::setBounds(int64_t depth, int64_t product) {
  bound = depth * product;
  // Operands of random signs.
  usual = std::sqrt(depth) * 64 * 64;
}

Value RandomLayers::addConv2D(Value input) {
  auto windows = [&] {
    return random.chance(60) ? random.pick<int64_t>({1, 3, 3, 5})
                             : random.number(1, 7);
  };
  std::array<int64_t, 2> kernel = {windows(), windows()}, stride, dilation,
                         size;
  std::array<int64_t, 4> pad;
  for (int i : {0, 1}) {
    stride[i] = random.chance(60) ? 1 : random.number(1, 3);
    dilation[i] = random.chance(70) ? 1 : random.number(1, 3);
    int64_t extent = dilation[i] * (kernel[i] - 1) + 1;
    for (int end : {0, 1})
      pad[2 * i + end] = random.chance(40) ? 0 : random.number(0, extent);
    size[i] = random.number(1, random.chance(70) ? 14 : 40);
    if (input)
      size[i] = typeOf(input).getDimSize(1 + i);
    // The window must fit at least once.
    int64_t missing = extent - size[i] - pad[2 * i] - pad[2 * i + 1];
    if (missing > 0)
      pad[2 * i + random.number(0, 1)] += missing;
  }
  int64_t channels = input ? typeOf(input).getDimSize(3) : pickChannels(150);
  int64_t groups = 1, perGroup = pickChannels(150);
  int kind = random.number(1, 100);
  if (kind <= 30) { // Depthwise; sometimes with several results per channel.
    groups = channels;
    perGroup = random.chance(85) ? 1 : random.number(2, 3);
  } else if (kind <= 50) {
    groups = random.number(2, 4);
    if (input && channels % groups != 0)
      groups = 1;
    else if (!input)
      channels = groups * random.number(1, 20);
    perGroup = random.number(1, 20);
  }
  int64_t batch = input ? typeOf(input).getDimSize(0) : random.number(1, 3);
  int64_t outputs = groups * perGroup;
  std::array<int64_t, 2> out;
  bool seesOnlyPadding = false;
  for (int i : {0, 1}) {
    int64_t steps = size[i] + pad[2 * i] + pad[2 * i + 1] -
                    dilation[i] * (kernel[i] - 1) - 1;
    out[i] = steps / stride[i] + 1;
    seesOnlyPadding |= steps % stride[i] >= size[i] + pad[2 * i + 1];
  }
  int64_t depth = kernel[0] * kernel[1] * (channels / groups);
  if (batch * out[0] * out[1] * outputs * depth > maxProducts ||
      (kinds.isTosa && seesOnlyPadding))
    return addConv2D(input);
  if (!input)
    input = addArgument({batch, size[0], size[1], channels});
  int32_t inputZp = pickZeroPoint(random, kinds.isInteger);
  int32_t weightZp =
      random.chance(70) ? 0 : pickZeroPoint(random, kinds.isInteger);
  repeatLayer = [=] {
    setBounds(depth, boundProduct(inputZp, weightZp));
    Value weight =
        addWeight({outputs, kernel[0], kernel[1], channels / groups});
    Value bias = addBias(outputs);
    return Conv2DOp::create(builder, loc, "layer" + std::to_string(counter++),
                            input, weight, bias, pad, stride, dilation, groups,
                            inputZp, weightZp)
        .getResult();
  };
  return repeatLayer();
}

Value RandomLayers::addDense(Value input) {
  SmallVector<int64_t> shape;
  if (input) {
    shape = llvm::to_vector(typeOf(input).getShape());
  } else {
    int64_t rank = random.number(2, 4);
    for (int64_t i = 0; i + 1 < rank; ++i)
      shape.push_back(random.number(1, i == 0 ? 9 : 5));
    shape.push_back(random.chance(80) ? pickChannels(300)
                                      : random.number(1, 700));
  }
  int64_t outputs = pickChannels(300), rows = 1;
  for (int64_t size : ArrayRef(shape).drop_back())
    rows *= size;
  while (outputs > 1 && rows * shape.back() * outputs > maxProducts)
    outputs /= 2;
  if (!input)
    input = addArgument(shape);
  int32_t inputZp = pickZeroPoint(random, kinds.isInteger);
  int32_t weightZp =
      random.chance(70) ? 0 : pickZeroPoint(random, kinds.isInteger);
  int64_t depth = shape.back();
  repeatLayer = [=] {
    setBounds(depth, boundProduct(inputZp, weightZp));
    Value weight = addWeight({outputs, depth});
    Value bias = addBias(outputs);
    return DenseOp::create(builder, loc, "layer" + std::to_string(counter++),
                           input, weight, bias, inputZp, weightZp)
        .getResult();
  };
  return repeatLayer();
}

Value RandomLayers::addBatchMatmul() {
  int64_t batch = random.number(1, 4), rows = pickChannels(40),
          depth = pickChannels(100), columns = pickChannels(80);
  Value a = addArgument({batch, rows, depth});
  int32_t aZp = pickZeroPoint(random, kinds.isInteger);
  int32_t bZp = pickZeroPoint(random, kinds.isInteger);
  repeatLayer = [=] {
    Value b = addArgument({batch, depth, columns});
    setBounds(depth, boundProduct(aZp, bZp));
    return BatchMatmulOp::create(builder, loc,
                                 "layer" + std::to_string(counter++), a, b, aZp,
                                 bZp)
        .getResult();
  };
  return repeatLayer();
}

Value RandomLayers::addLayer(Value input) {
  int kind = random.number(1, 100);
  int64_t rank = input ? typeOf(input).getRank() : 0;
  if (!input && kind > 85)
    return addBatchMatmul();
  if (rank == 4 ? kind > 80 : rank != 0 || kind > 60)
    return addDense(input);
  return addConv2D(input);
}

//===----------------------------------------------------------------------===//
// What follows a layer
//===----------------------------------------------------------------------===//

Value RandomLayers::addRescale(Value value, Type to, int64_t channels,
                               int usualShift, int minShift, int maxShift) {
  SmallVector<int32_t> multipliers, shifts;
  bool isExtreme = random.chance(20);
  for (int64_t i = 0; i < channels; ++i) {
    multipliers.push_back(isExtreme
                              ? random.pick<int32_t>({1, 1 << 30, INT32_MAX})
                              : random.number(1 << 30, INT32_MAX));
    int shift = isExtreme ? (random.chance(50) ? minShift : maxShift)
                          : usualShift + random.number(-3, 3);
    shifts.push_back(std::clamp(shift, minShift, maxShift));
  }
  Type from = typeOf(value).getElementType();
  auto makeZp = [&](Type type) {
    int32_t zp = type.isInteger(8) ? pickZeroPoint(random, kinds.isInteger) : 0;
    return addConstant({zp}, type);
  };
  auto rounding = random.chance(70) ? tosa::RoundingMode::SINGLE_ROUND
                                    : tosa::RoundingMode::DOUBLE_ROUND;
  Value multiplier = addConstant(multipliers, builder.getI32Type());
  Value shift = addConstant(shifts, builder.getI8Type());
  Value inputZp = makeZp(from), outputZp = makeZp(to);
  return tosa::RescaleOp::create(
      builder, loc, typeOf(value).clone(to), value, multiplier, shift, inputZp,
      outputZp, builder.getBoolAttr(true),
      tosa::RoundingModeAttr::get(builder.getContext(), rounding),
      builder.getBoolAttr(channels > 1), builder.getBoolAttr(false),
      builder.getBoolAttr(false));
}

Value RandomLayers::addClamp(Value value) {
  Attribute low, high;
  if (kinds.isInteger) {
    int64_t a = random.number(-128, 127), b = random.number(-128, 127);
    low = builder.getI8IntegerAttr(std::min(a, b));
    high = builder.getI8IntegerAttr(random.chance(30) ? 127 : std::max(a, b));
  } else {
    bool isRelu = random.chance(60);
    low = builder.getF32FloatAttr(isRelu ? 0.0f : -2.0f);
    high = builder.getF32FloatAttr(random.chance(50) ? 3.4028235e38f : 6.0f);
  }
  return tosa::ClampOp::create(
      builder, loc, value.getType(), value, low, high,
      tosa::NanPropagationModeAttr::get(builder.getContext(),
                                        tosa::NanPropagationMode::PROPAGATE));
}

/// Another value of the shape of `value`: an argument, or a second layer on
/// the same input with an epilogue of its own.
Value RandomLayers::addResidual(Value value) {
  if (random.chance(60) || !repeatLayer)
    return addArgument(typeOf(value).getShape());
  std::function<Value()> repeat = std::move(repeatLayer);
  repeatLayer = nullptr;
  Value other = addEpilogue(repeat());
  if (typeOf(other).getElementType() != element)
    return addArgument(typeOf(value).getShape());
  return other;
}

/// Something with one operand per column, a scalar, or none.
Value RandomLayers::addFloatStep(Value value) {
  RankedTensorType type = typeOf(value);
  SmallVector<int64_t> ones(type.getRank(), 1), columns(ones);
  columns.back() = type.getShape().back();
  switch (random.number(0, 3)) {
  case 0:
    return buildMul(builder, loc, value, addFloats(columns));
  case 1:
    return tosa::AddOp::create(builder, loc, type, value, addFloats(columns));
  case 2:
    return buildMul(builder, loc, value, addFloats(ones));
  default:
    return tosa::AbsOp::create(builder, loc, type, value);
  }
}

Value RandomLayers::addFloatEpilogue(Value value) {
  if (random.chance(20))
    value = addFloatStep(value);
  if (random.chance(40))
    value = addClamp(value);
  if (random.chance(35)) {
    Value other = addResidual(value);
    if (random.chance(50))
      std::swap(value, other);
    value = tosa::AddOp::create(builder, loc, value.getType(), value, other);
    if (random.chance(50))
      value = addClamp(value);
  }
  return value;
}

Value RandomLayers::addIntegerEpilogue(Value sums) {
  if (!kinds.isTosa && random.chance(5))
    return sums;
  // Sums that wrap around may be any number.
  if (bound > INT32_MAX)
    bound = int64_t(1) << 31;
  int minShift = std::max<int>(llvm::Log2_64_Ceil(bound + 1) + 1, 2);
  // A multiplier of about 2^30.5 leaves 6 bits of usual sums.
  int usualShift = llvm::Log2_64(usual) + 25;
  int64_t channels = random.chance(60) ? typeOf(sums).getShape().back() : 1;
  Type byte = builder.getI8Type(), word = builder.getI32Type();
  Value value = addRescale(sums, byte, channels, usualShift, minShift, 62);
  if (random.chance(50))
    value = addClamp(value);
  if (!random.chance(35))
    return value;
  Value other = addResidual(value);
  value = addRescale(value, word, 1, 12, 10, 14);
  other = addRescale(other, word, 1, 12, 10, 14);
  if (random.chance(50))
    std::swap(value, other);
  value = tosa::AddOp::create(builder, loc, value.getType(), value, other);
  value = addRescale(value, byte, 1, 50, 34, 62);
  return random.chance(50) ? addClamp(value) : value;
}

Value RandomLayers::addEpilogue(Value sums) {
  return kinds.isInteger ? addIntegerEpilogue(sums) : addFloatEpilogue(sums);
}

void RandomLayers::addResult(Value value) {
  if (!llvm::is_contained(results, value))
    results.push_back(value);
}

void RandomLayers::addChain() {
  Value value = addEpilogue(addLayer({}));
  if (random.chance(35) && typeOf(value).getElementType() == element) {
    // A value with two uses stays in memory.
    if (random.chance(25))
      addResult(value);
    value = addEpilogue(addLayer(value));
  }
  addResult(value);
}
