//===- TrainedOperands.cpp - what of a layer training made ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/TrainedOperands.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::compress;

SmallVector<TrainedOperand> compress::getTrainedOperands(Operation *layer) {
  if (auto norm = dyn_cast<BatchNormOp>(layer))
    return {{&norm.getScaleMutable(), "scale"},
            {&norm.getOffsetMutable(), "offset"},
            {&norm.getMeanMutable(), "mean", /*isStatistic=*/true},
            {&norm.getVarianceMutable(), "variance", /*isStatistic=*/true}};
  // Without raising, a matmul with a constant is all one sees of a dense layer.
  if (auto matmul = dyn_cast<tosa::MatMulOp>(layer))
    if (matchPattern(matmul.getB(), m_Constant()))
      return {{&matmul.getBMutable(), "weight"}};
  // Convolutions that are not raised.
  if (isa<tosa::Conv3DOp, tosa::TransposeConv2DOp>(layer) &&
      matchPattern(layer->getOperand(1), m_Constant()))
    return {{&layer->getOpOperand(1), "weight"},
            {&layer->getOpOperand(2), "bias"}};
  SmallVector<TrainedOperand> result;
  auto prunable = dyn_cast<PrunableOpInterface>(layer);
  if (!prunable)
    return result;
  result.push_back({&prunable.getWeightOperand(), "weight"});
  if (OpOperand *bias = prunable.getBiasOperand())
    result.push_back({bias, "bias"});
  return result;
}
