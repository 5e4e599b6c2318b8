//===- WeightChain.cpp - from a layer's weight to its parameter -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Reference/Requantize.h"
#include "compress/Support/Elements.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::compress;

/// The entries of a parameter or constant; null for anything else.
static ElementsAttr getConstantElements(Value value) {
  if (auto parameter = value.getDefiningOp<ParameterOp>())
    return parameter.getValueAttr();
  ElementsAttr elements;
  matchPattern(value, m_Constant(&elements));
  return elements;
}

WeightChain WeightChain::match(Value value) {
  WeightChain chain;
  if ((chain.fakeQuant = value.getDefiningOp<FakeQuantOp>()))
    value = chain.fakeQuant.getInput();
  if ((chain.mask = value.getDefiningOp<MaskOp>()))
    value = chain.mask.getWeight();
  chain.source = value;
  chain.value = getConstantElements(value);
  return chain;
}

ParameterOp WeightChain::getParameter() const {
  return source.getDefiningOp<ParameterOp>();
}

std::optional<std::vector<bool>> WeightChain::getMask() const {
  auto type = dyn_cast<RankedTensorType>(source.getType());
  if (!type || !type.hasStaticShape())
    return std::nullopt;
  if (!mask)
    return std::vector<bool>(type.getNumElements(), true);
  ElementsAttr elements = getConstantElements(MaskOp(mask).getMask());
  if (!elements)
    return std::nullopt;
  std::optional<std::vector<bool>> entries = getBoolElements(elements);
  if (!entries)
    return std::nullopt;
  return broadcastTo(*entries, elements.getShapedType().getShape(),
                     type.getShape());
}

std::optional<std::vector<float>> WeightChain::getMaskedValues() const {
  std::optional<std::vector<bool>> keep = getMask();
  if (!value || !keep)
    return std::nullopt;
  std::optional<std::vector<float>> values = getF32Elements(value);
  if (!values)
    return std::nullopt;
  for (size_t i = 0; i < values->size(); ++i)
    if (!(*keep)[i])
      (*values)[i] = 0.0f;
  return values;
}

/// Rounds entries to the values of `type`, as `compress.fake_quant` does.
static void roundTo(quant::QuantizedType type, ArrayRef<int64_t> shape,
                    std::vector<float> &values) {
  SmallVector<double> scales;
  SmallVector<int64_t> zeroPoints;
  int64_t stride = 1;
  if (auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(type)) {
    llvm::append_range(scales, perAxis.getScales());
    llvm::append_range(zeroPoints, perAxis.getZeroPoints());
    for (int64_t size : shape.drop_front(perAxis.getQuantizedDimension() + 1))
      stride *= size;
  } else {
    auto perTensor = cast<quant::UniformQuantizedType>(type);
    scales.push_back(perTensor.getScale());
    zeroPoints.push_back(perTensor.getZeroPoint());
  }
  for (size_t i = 0; i < values.size(); ++i) {
    size_t channel = i / stride % scales.size();
    int32_t zeroPoint = zeroPoints[channel];
    int32_t rounded = reference::quantize(
        values[i], static_cast<float>(1.0 / scales[channel]), zeroPoint,
        type.getStorageTypeMin(), type.getStorageTypeMax());
    values[i] = static_cast<float>(rounded - zeroPoint) *
                static_cast<float>(scales[channel]);
  }
}

std::optional<std::vector<float>> WeightChain::getValues() const {
  std::optional<std::vector<float>> values = getMaskedValues();
  if (fakeQuant && FakeQuantOp(fakeQuant).getScale())
    return std::nullopt;
  if (values && fakeQuant)
    roundTo(FakeQuantOp(fakeQuant).getQtype(),
            cast<RankedTensorType>(source.getType()).getShape(), *values);
  return values;
}
