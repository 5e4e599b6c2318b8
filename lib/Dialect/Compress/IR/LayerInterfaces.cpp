//===- LayerInterfaces.cpp - layers as pruning and cost see them ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"

using namespace mlir;
using namespace mlir::compress;

/// Elements of the result times `perElement`; nothing for dynamic shapes.
static std::optional<int64_t> countPerResult(Operation *op,
                                             int64_t perElement) {
  auto type = cast<ShapedType>(op->getResult(0).getType());
  if (!type.hasStaticShape())
    return std::nullopt;
  return type.getNumElements() * perElement;
}

static OpOperand *biasOperand(Operation *op, Value bias, unsigned index) {
  return bias ? &op->getOpOperand(index) : nullptr;
}

//===----------------------------------------------------------------------===//
// Conv2DOp
//===----------------------------------------------------------------------===//

OpOperand &Conv2DOp::getWeightOperand() { return getWeightMutable(); }

SmallVector<DimRole> Conv2DOp::getWeightDimRoles() {
  return {DimRole::Output, DimRole::Kernel, DimRole::Kernel, DimRole::Input};
}

OpOperand *Conv2DOp::getBiasOperand() {
  return biasOperand(*this, getBias(), 2);
}

SmallVector<OpOperand *> Conv2DOp::getActivationOperands() {
  return {&getInputMutable()};
}

OpOperand *Conv2DOp::getQuantizedWeight() { return &getWeightMutable(); }

OpOperand *Conv2DOp::getQuantizedBias() { return getBiasOperand(); }

std::optional<int64_t> Conv2DOp::getMACs() {
  auto weight = cast<RankedTensorType>(getWeight().getType());
  return countPerResult(*this, weight.getNumElements() / weight.getDimSize(0));
}

//===----------------------------------------------------------------------===//
// DenseOp
//===----------------------------------------------------------------------===//

OpOperand &DenseOp::getWeightOperand() { return getWeightMutable(); }

SmallVector<DimRole> DenseOp::getWeightDimRoles() {
  return {DimRole::Output, DimRole::Input};
}

OpOperand *DenseOp::getBiasOperand() {
  return biasOperand(*this, getBias(), 2);
}

SmallVector<OpOperand *> DenseOp::getActivationOperands() {
  return {&getInputMutable()};
}

OpOperand *DenseOp::getQuantizedWeight() { return &getWeightMutable(); }

OpOperand *DenseOp::getQuantizedBias() { return getBiasOperand(); }

std::optional<int64_t> DenseOp::getMACs() {
  return countPerResult(
      *this, cast<RankedTensorType>(getWeight().getType()).getDimSize(1));
}

//===----------------------------------------------------------------------===//
// BatchMatmulOp, BatchNormOp
//===----------------------------------------------------------------------===//

SmallVector<OpOperand *> BatchMatmulOp::getActivationOperands() {
  return {&getAMutable(), &getBMutable()};
}

bool BatchMatmulOp::isQuantizationRoot() { return true; }

std::optional<int64_t> BatchMatmulOp::getMACs() {
  int64_t depth = cast<RankedTensorType>(getA().getType()).getDimSize(2);
  if (ShapedType::isDynamic(depth))
    return std::nullopt;
  return countPerResult(*this, depth);
}

std::optional<int64_t> BatchNormOp::getMACs() {
  return countPerResult(*this, 1);
}
