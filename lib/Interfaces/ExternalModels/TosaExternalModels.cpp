//===- TosaExternalModels.cpp - our interfaces on TOSA ops ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Interfaces/ExternalModels/TosaExternalModels.h"
#include "compress/Interfaces/ExternalModels/RemovalModels.h"
#include "compress/Interfaces/PrunableOpInterface.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/DialectRegistry.h"

using namespace mlir;
using namespace mlir::compress;

namespace {

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
  registerTosaCostModels(registry);
  registerTosaElementwiseRemovalModels(registry);
  registerTosaRemovalModels(registry);
  registry.addExtension(+[](MLIRContext *context, tosa::TosaDialect *) {
    tosa::Conv2DOp::attachInterface<ConvPrunable>(*context);
    tosa::DepthwiseConv2DOp::attachInterface<DepthwisePrunable>(*context);
  });
}
