//===- LayerCoupling.cpp - how dimensions of our ops are coupled ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"

using namespace mlir;
using namespace mlir::compress;

/// Names `a b ...` for the dimensions of `value` but the last.
static std::string outerNames(Value value) {
  std::string names;
  for (int64_t i = 1; i < cast<RankedTensorType>(value.getType()).getRank();
       ++i)
    names += "d" + std::to_string(i) + " ";
  return names;
}

/// A product with a bias is zero where a factor and the bias are; a zero point
/// would add to that.
static bool isZeroProduct(ArrayRef<bool> zero, int32_t zp, int32_t otherZp) {
  return (zero[0] || zero[1]) && (zero.size() < 3 || zero[2]) && zp == 0 &&
         otherZp == 0;
}

DimensionCoupling Conv2DOp::getDimensionCoupling() {
  return coupleByPattern(
      *this, "n !y !x (g i), (g o) !ky !kx i, (g o) -> n !y !x (g o)",
      "slides a window over its entries",
      {{"g", static_cast<int64_t>(getGroups())}});
}

bool Conv2DOp::mapsZerosToZeros(ArrayRef<bool> zero) {
  return isZeroProduct(zero, getInputZp(), getWeightZp());
}

DimensionCoupling DenseOp::getDimensionCoupling() {
  std::string outer = outerNames(getInput());
  return coupleByPattern(*this, outer + "k, o k, o -> " + outer + "o");
}

bool DenseOp::mapsZerosToZeros(ArrayRef<bool> zero) {
  return isZeroProduct(zero, getInputZp(), getWeightZp());
}

DimensionCoupling BatchMatmulOp::getDimensionCoupling() {
  return coupleByPattern(*this, "n m k, n k o -> n m o");
}

bool BatchMatmulOp::mapsZerosToZeros(ArrayRef<bool> zero) {
  return isZeroProduct(zero, getAZp(), getBZp());
}

DimensionCoupling BatchNormOp::getDimensionCoupling() {
  std::string outer = outerNames(getInput());
  return coupleByPattern(*this, outer + "c, c, c, c, c -> " + outer + "c");
}

/// Scale and offset are.
bool BatchNormOp::mapsZerosToZeros(ArrayRef<bool> zero) {
  return zero[1] && zero[2];
}

DimensionCoupling MaskOp::getDimensionCoupling() {
  return coupleElementwise(*this, 2, /*broadcasts=*/true);
}

/// A mask of zeros masks everything.
bool MaskOp::mapsZerosToZeros(ArrayRef<bool> zero) {
  return zero[0] || zero[1];
}

DimensionCoupling FakeQuantOp::getDimensionCoupling() {
  DimensionCoupling coupling =
      coupleElementwise(*this, 1, /*broadcasts=*/false);
  auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(getQtype());
  if (getScale() && perAxis)
    coupling.axes[perAxis.getQuantizedDimension()].uses.push_back(
        useOf(*this, {false, 1}, 0));
  return coupling;
}

bool FakeQuantOp::mapsZerosToZeros(ArrayRef<bool> zero) { return zero[0]; }

DimensionCoupling ObserveOp::getDimensionCoupling() {
  return coupleElementwise(*this, 1, /*broadcasts=*/false);
}

bool ObserveOp::mapsZerosToZeros(ArrayRef<bool> zero) { return zero[0]; }
