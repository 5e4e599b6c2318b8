//===- TensorRemovalModels.cpp - removal in tensor and arith ops ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RemovalModel.h"
#include "compress/Interfaces/DimensionCouplingOpInterface.h"
#include "compress/Interfaces/ExternalModels/RemovalModels.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/DialectRegistry.h"

using namespace mlir;
using namespace mlir::compress;

static KnownEntries evaluateReshape(Operation *op,
                                    ArrayRef<KnownEntries> operands) {
  return reshapeKnown(operands[0], shapeOf(op->getOperand(0)),
                      shapeOf(op->getResult(0)));
}

static KnownEntries evaluateConcat(Operation *op,
                                   ArrayRef<KnownEntries> operands) {
  return concatKnown(op, operands, cast<tensor::ConcatOp>(op).getDim());
}

namespace {
struct ExtractRemoval
    : ChannelRemovalOpInterface::ExternalModel<ExtractRemoval,
                                               tensor::ExtractSliceOp> {
  KnownEntries evaluateKnown(Operation *op,
                             ArrayRef<KnownEntries> operands) const {
    auto slice = cast<tensor::ExtractSliceOp>(op);
    auto isOne = [](int64_t stride) { return stride == 1; };
    if (!slice.getOffsets().empty() ||
        slice.getSourceType().getRank() != slice.getResultType().getRank() ||
        !llvm::all_of(slice.getStaticStrides(), isOne))
      return KnownEntries::unknown(slice.getResultType().getRank());
    return sliceKnown(operands[0], slice.getStaticOffsets(),
                      slice.getResultType().getShape());
  }
  void removeEntries(Operation *op, const RemovedEntries &removed,
                     OpBuilder &builder) const {
    auto slice = cast<tensor::ExtractSliceOp>(op);
    SmallVector<int64_t> offsets(slice.getStaticOffsets());
    for (auto [dim, offset] : llvm::enumerate(offsets))
      offset -= removed.countBefore(slice.getSource(), dim, offset);
    slice.setStaticOffsets(offsets);
    compress::detail::updateCoupledShapes(op, builder);
  }
};
} // namespace

void compress::registerTensorRemovalModels(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, tensor::TensorDialect *) {
    attachRemoval<evaluateReshape, tensor::ExpandShapeOp,
                  tensor::CollapseShapeOp>(*context);
    attachRemoval<evaluateConcat, tensor::ConcatOp>(*context);
    tensor::ExtractSliceOp::attachInterface<ExtractRemoval>(*context);
  });
  registry.addExtension(+[](MLIRContext *context, arith::ArithDialect *) {
    attachLenient<productEntry, 2, arith::MulFOp>(*context);
    attachLenient<selectedEntry, 3, arith::SelectOp>(*context);
    attachStrict<sumEntry, 2, arith::AddFOp>(*context);
    attachStrict<differenceEntry, 2, arith::SubFOp>(*context);
    attachStrict<quotientEntry, 2, arith::DivFOp>(*context);
    attachStrict<maximumEntry, 2, arith::MaximumFOp, arith::MaxNumFOp>(
        *context);
    attachStrict<minimumEntry, 2, arith::MinimumFOp, arith::MinNumFOp>(
        *context);
    attachStrict<negatedEntry, 1, arith::NegFOp>(*context);
  });
}
