//===- LayerOperands.cpp - what layers multiply, folded -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The products that come out have no zero points and no bias of their own:
// everything that is known at compile time is folded into the constants.
//
//===----------------------------------------------------------------------===//

#include "LayerLowering.h"
#include "compress/Support/Elements.h"

using namespace mlir;
using namespace mlir::compress;

/// A bias as a constant, if its chain is known.
Value LayerLowering::foldBias(Value bias) {
  if (!bias)
    return {};
  WeightChain chain = WeightChain::match(bias);
  if (std::optional<std::vector<float>> values = chain.getValues())
    return makeConstant(makeF32Elements(typeOf(bias), *values, "bias"));
  bool isPlain = chain.value && !chain.mask && !chain.fakeQuant;
  return isPlain ? makeConstant(chain.value) : bias;
}

/// Integer weights: subtracts the weight's zero point, and moves the input's
/// into the bias.
bool LayerLowering::foldIntegers(Product &product, const WeightChain &chain,
                                 Value bias, int32_t inputZp, int32_t weightZp,
                                 ArrayRef<int64_t> permutation) {
  std::optional<std::vector<int32_t>> weights = getIntElements(chain.value);
  RankedTensorType type = typeOf(chain.source);
  int64_t outputs = type.getDimSize(0);
  std::vector<int32_t> sums(outputs, 0);
  if (bias) {
    std::optional<std::vector<int32_t>> values =
        getIntElements(WeightChain::match(bias).value);
    if (!values && inputZp != 0)
      return false;
    if (values)
      sums = std::move(*values);
  }
  if (!weights || elementType(product.input).getIntOrFloatBitWidth() != 8)
    return false;
  int64_t perOutput = type.getNumElements() / outputs;
  for (auto [i, weight] : llvm::enumerate(*weights)) {
    weight -= weightZp;
    // Wraps around like the sum it makes up for.
    sums[i / perOutput] = static_cast<int32_t>(
        sums[i / perOutput] - int64_t(inputZp) * int64_t(weight));
  }
  SmallVector<int64_t> shape;
  for (int64_t dim : permutation)
    shape.push_back(type.getDimSize(dim));
  Type element = weightZp == 0 ? type.getElementType() : rewriter.getI16Type();
  product.weight = makeConstant(makeIntElements(
      RankedTensorType::get(shape, element),
      transposeElements<int32_t>(*weights, type.getShape(), permutation),
      "weight"));
  product.padValue = inputZp;
  if (inputZp == 0)
    product.bias = foldBias(bias);
  else
    product.bias = makeConstant(makeIntElements(
        RankedTensorType::get({outputs}, rewriter.getI32Type()), sums, "bias"));
  return true;
}

/// Evaluates and transposes a known weight. False if it is not known.
bool LayerLowering::foldWeight(Product &product, Value weight, Value bias,
                               int32_t inputZp, int32_t weightZp,
                               ArrayRef<int64_t> permutation) {
  WeightChain chain = WeightChain::match(weight);
  if (!chain.value)
    return false;
  if (!elementType(weight).isF32())
    return foldIntegers(product, chain, bias, inputZp, weightZp, permutation);
  std::optional<std::vector<float>> values = chain.getValues();
  if (!values)
    return false;
  RankedTensorType type = typeOf(weight);
  SmallVector<int64_t> shape;
  for (int64_t dim : permutation)
    shape.push_back(type.getDimSize(dim));
  product.weight = makeConstant(makeF32Elements(
      type.clone(shape),
      transposeElements<float>(*values, type.getShape(), permutation),
      "weight"));
  product.bias = foldBias(bias);
  return true;
}

/// Brings a layer's operands into the form that the products below take.
Product LayerLowering::prepare(Value input, Value weight, Value bias,
                               int32_t inputZp, int32_t weightZp,
                               ArrayRef<int64_t> permutation) {
  Product product;
  product.input = input;
  if (foldWeight(product, weight, bias, inputZp, weightZp, permutation))
    return product;
  product.bias = foldBias(bias);
  product.weight = transpose(weight, permutation);
  if (inputZp != 0)
    product.input =
        widen(input, inputZp, 2 * elementType(input).getIntOrFloatBitWidth());
  if (weightZp != 0)
    product.weight = widen(product.weight, weightZp,
                           2 * elementType(weight).getIntOrFloatBitWidth());
  return product;
}
