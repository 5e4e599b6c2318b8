//===- CompressToTosa.cpp - writes layers as TOSA -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Conversion/CompressToTosa/CompressToTosa.h"
#include "compress/Conversion/ConstantView.h"
#include "compress/Conversion/Passes.h"
#include "mlir/IR/Iterators.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

namespace mlir::compress {
#define GEN_PASS_DEF_CONVERTCOMPRESSTOTOSA
#include "compress/Conversion/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

struct ConvertCompressToTosa
    : compress::impl::ConvertCompressToTosaBase<ConvertCompressToTosa> {
  void runOnOperation() override {
    func::FuncOp function = getOperation();
    WalkResult checked = function.walk([](Operation *op) -> WalkResult {
      // Kernels are past TOSA: code generation has made them.
      if (!isa_and_present<CompressDialect>(op->getDialect()) ||
          isa<KernelOp, YieldOp>(op))
        return WalkResult::advance();
      StringRef obstacle = getTosaObstacle(op);
      if (obstacle.empty())
        return WalkResult::advance();
      return op->emitOpError("cannot be written as TOSA: ") << obstacle;
    });
    if (checked.wasInterrupted())
      return signalPassFailure();

    RewritePatternSet patterns(&getContext());
    populateLayersToTosaPatterns(patterns);
    populateValuesToTosaPatterns(patterns);
    populateLossesToTosaPatterns(patterns);
    populateParametersToTosaPatterns(patterns);
    walkAndApplyPatterns(function, std::move(patterns));
    foldConstantMovement(function);
    function.walk<WalkOrder::PostOrder, mlir::ReverseIterator>(
        [](Operation *op) {
          if (isOpTriviallyDead(op))
            op->erase();
        });
  }
};

} // namespace
