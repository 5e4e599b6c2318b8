//===- TosaExternalModels.cpp - our interfaces on TOSA ops ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Interfaces/ExternalModels/TosaExternalModels.h"
#include "compress/Interfaces/CostOpInterface.h"
#include "compress/Interfaces/PrunableOpInterface.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/DialectRegistry.h"

using namespace mlir;
using namespace mlir::compress;

namespace {

/// MACs of a TOSA convolution: result elements times weights per output.
template <typename OpTy>
struct ConvCost : CostOpInterface::ExternalModel<ConvCost<OpTy>, OpTy> {
  std::optional<int64_t> getMACs(Operation *op) const {
    auto result = cast<ShapedType>(op->getResult(0).getType());
    auto weight = cast<ShapedType>(op->getOperand(1).getType());
    if (!result.hasStaticShape() || !weight.hasStaticShape())
      return std::nullopt;
    return result.getNumElements() / result.getShape().back() *
           weight.getNumElements();
  }
};

struct MatMulCost : CostOpInterface::ExternalModel<MatMulCost, tosa::MatMulOp> {
  std::optional<int64_t> getMACs(Operation *op) const {
    auto result = cast<ShapedType>(op->getResult(0).getType());
    auto a = cast<ShapedType>(op->getOperand(0).getType());
    if (!result.hasStaticShape() || !a.hasStaticShape())
      return std::nullopt;
    return result.getNumElements() * a.getShape().back();
  }
};

struct ConvPrunable
    : PrunableOpInterface::ExternalModel<ConvPrunable, tosa::Conv2DOp> {
  OpOperand &getWeightOperand(Operation *op) const {
    return op->getOpOperand(1);
  }
  SmallVector<DimRole> getWeightDimRoles(Operation *op) const {
    return {DimRole::Output, DimRole::Kernel, DimRole::Kernel, DimRole::Input};
  }
  OpOperand *getBiasOperand(Operation *op) const {
    return &op->getOpOperand(2);
  }
};

struct DepthwisePrunable
    : PrunableOpInterface::ExternalModel<DepthwisePrunable,
                                         tosa::DepthwiseConv2DOp> {
  OpOperand &getWeightOperand(Operation *op) const {
    return op->getOpOperand(1);
  }
  /// KH, KW, C, M: channel c gives outputs c * M to c * M + M - 1.
  SmallVector<DimRole> getWeightDimRoles(Operation *op) const {
    return {DimRole::Kernel, DimRole::Kernel, DimRole::Group, DimRole::Output};
  }
  OpOperand *getBiasOperand(Operation *op) const {
    return &op->getOpOperand(2);
  }
};

} // namespace

void compress::registerTosaExternalModels(DialectRegistry &registry) {
  registerTosaCouplingModels(registry);
  registerTosaQuantizableModels(registry);
  registry.addExtension(+[](MLIRContext *context, tosa::TosaDialect *) {
    tosa::Conv2DOp::attachInterface<ConvPrunable, ConvCost<tosa::Conv2DOp>>(
        *context);
    tosa::DepthwiseConv2DOp::attachInterface<DepthwisePrunable,
                                             ConvCost<tosa::DepthwiseConv2DOp>>(
        *context);
    tosa::MatMulOp::attachInterface<MatMulCost>(*context);
  });
}
