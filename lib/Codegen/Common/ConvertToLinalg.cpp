//===- ConvertToLinalg.cpp - layers as linalg operations ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GradientLowering.h"
#include "LayerLowering.h"
#include "compress/Codegen/Common/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::compress {
#define GEN_PASS_DEF_CONVERTTOLINALG
#include "compress/Codegen/Common/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// Taps pass values through; parameters become constants; what only led to a
/// folded weight goes.
static void lowerParameters(IRRewriter &rewriter, func::FuncOp func) {
  SmallVector<Operation *> ops;
  func.walk([&](Operation *op) {
    if (isa_and_nonnull<CompressDialect>(op->getDialect()))
      ops.push_back(op);
  });
  for (Operation *op : llvm::reverse(ops)) {
    rewriter.setInsertionPoint(op);
    if (isOpTriviallyDead(op))
      rewriter.eraseOp(op);
    else if (auto observe = dyn_cast<ObserveOp>(op))
      rewriter.replaceOp(observe, observe.getInput());
    else if (auto parameter = dyn_cast<ParameterOp>(op))
      rewriter.replaceOpWithNewOp<arith::ConstantOp>(
          parameter, cast<TypedAttr>(parameter.getValue()));
  }
}

namespace {
struct ConvertToLinalg
    : public compress::impl::ConvertToLinalgBase<ConvertToLinalg> {
  void runOnOperation() override {
    SmallVector<Operation *> layers;
    WalkResult walk = getOperation().walk([&](Operation *op) {
      if (!isa<Conv2DOp, DenseOp, BatchMatmulOp, BatchNormOp, Conv2DInputGradOp,
               Conv2DWeightGradOp, MaxPool2DGradOp, AvgPool2DGradOp>(op))
        return WalkResult::advance();
      layers.push_back(op);
      return verifyStatic(op);
    });
    if (walk.wasInterrupted())
      return signalPassFailure();

    IRRewriter rewriter(&getContext());
    LayerLowering layerLowering(rewriter);
    GradientLowering gradientLowering(rewriter);
    for (Operation *op : layers)
      TypeSwitch<Operation *>(op)
          .Case<Conv2DOp, DenseOp, BatchMatmulOp, BatchNormOp>(
              [&](auto layer) { layerLowering.lower(layer); })
          .Case<Conv2DInputGradOp, Conv2DWeightGradOp, MaxPool2DGradOp,
                AvgPool2DGradOp>(
              [&](auto gradient) { gradientLowering.lower(gradient); });
    lowerParameters(rewriter, getOperation());
  }

private:
  WalkResult verifyStatic(Operation *op) {
    auto check = [&](StringRef what, TypeRange types) -> LogicalResult {
      for (Type type : types)
        if (!cast<RankedTensorType>(type).hasStaticShape())
          return op->emitOpError("has ")
                 << what << " of dynamic shape, " << type
                 << "; code is generated for static shapes only, give the "
                    "function's arguments static types";
      return success();
    };
    if (failed(check("an operand", op->getOperandTypes())) ||
        failed(check("a result", op->getResultTypes())))
      return WalkResult::interrupt();
    return WalkResult::advance();
  }
};
} // namespace
