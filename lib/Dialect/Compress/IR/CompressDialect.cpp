//===- CompressDialect.cpp - registration of the dialect's parts ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Dialect/Compress/IR/CompressDistillation.h"
#include "compress/Dialect/Compress/IR/CompressSearch.h"
#include "compress/Dialect/Compress/IR/LayerRemoval.h"
#include "compress/Interfaces/DifferentiableOpInterface.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/Transforms/InliningUtils.h"

using namespace mlir;
using namespace mlir::compress;

#include "compress/Dialect/Compress/IR/CompressDialect.cpp.inc"

namespace {
/// Nothing of ours minds in which function it is.
struct CompressInlinerInterface : DialectInlinerInterface {
  using DialectInlinerInterface::DialectInlinerInterface;
  bool isLegalToInline(Operation *, Region *, bool, IRMapping &) const final {
    return true;
  }
};
} // namespace

void CompressDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "compress/Dialect/Compress/IR/CompressOps.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "compress/Dialect/Compress/IR/CompressDistillationOps.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "compress/Dialect/Compress/IR/CompressSearchOps.cpp.inc"
      >();
  registerAttributes();
  registerTrainingAttributes();
  addInterfaces<CompressInlinerInterface>();
  attachRemovalModels(*getContext());
  // lib/Derivatives has the models.
  declarePromisedInterfaces<
      DifferentiableOpInterface, Conv2DOp, DenseOp, BatchMatmulOp, BatchNormOp,
      BatchStatisticsOp, MaskOp, FakeQuantOp, FittedScaleOp, ObserveOp,
      CrossEntropyOp, MSEOp, KLDivergenceOp, CosineDistanceOp,
      AttentionDistanceOp, PartialCrossEntropyOp, ChoiceOp, LeadingOp>();
}
