//===- TosaToCompress.cpp - raises TOSA to layers -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PopulatePatterns.h"
#include "compress/Analysis/LayerNames.h"
#include "compress/Conversion/Passes.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/Iterators.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::compress {
#define GEN_PASS_DEF_CONVERTTOSATOCOMPRESS
#include "compress/Conversion/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

using Populate = void (*)(RewritePatternSet &);

struct ConvertTosaToCompress
    : compress::impl::ConvertTosaToCompressBase<ConvertTosaToCompress> {
  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (function.isExternal())
      return;
    // Matrix products need to see which transposes are left before a flatten.
    const SmallVector<Populate> phases[] = {
        {populateActivationPatterns, populateBatchNormPatterns},
        {populateConvolutionPatterns, populateLayoutPatterns},
        {populatePadPatterns, populateReshapePatterns, populateLinearPatterns,
         populateBiasPatterns}};
    for (ArrayRef<Populate> phase : phases)
      rewrite(function, phase);
    if (failed(raiseParameters(function)))
      return signalPassFailure();
    eraseDeadOperations(function);
    report(function);
  }

  void rewrite(func::FuncOp function, ArrayRef<Populate> phase) {
    RewritePatternSet patterns(&getContext());
    for (Populate populate : phase)
      populate(patterns);
    int64_t numOps = 0;
    function.walk([&](Operation *) { ++numOps; });
    // Upstream folders would move the entries of weights, one step at a time.
    // A few rewrites per operation are normal; should patterns ever undo each
    // other, what they leave is still right.
    GreedyRewriteConfig config;
    config.setUseTopDownTraversal()
        .enableFolding(false)
        .enableConstantCSE(false)
        .setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled)
        .setMaxNumRewrites(100 * numOps)
        .setMaxIterations(GreedyRewriteConfig::kNoLimit);
    (void)applyPatternsGreedily(function, std::move(patterns), config);
  }

  static void eraseDeadOperations(func::FuncOp function) {
    function.walk<WalkOrder::PostOrder, mlir::ReverseIterator>(
        [](Operation *op) {
          if (isOpTriviallyDead(op))
            op->erase();
        });
  }

  /// Says what was raised and what was not, and why.
  void report(func::FuncOp function) {
    LayerNames names(function);
    auto options = remark::RemarkOpts::name("raise")
                       .category("convert-tosa-to-compress")
                       .function(function.getName());
    function.walk([&](Operation *op) {
      StringRef obstacle = getConvolutionObstacle(op);
      if (obstacle.empty())
        obstacle = getLinearObstacle(op);
      if (!obstacle.empty()) {
        ++numKept;
        remark::missed(op->getLoc(), options)
            << ("layer '" + names.lookup(op) + "' stays " +
                op->getName().getStringRef() + ": " + obstacle)
                   .str();
      } else if (isa_and_present<CompressDialect>(op->getDialect()) &&
                 LayerNames::isLayer(op)) {
        ++numRaised;
        remark::passed(op->getLoc(), options)
            << ("layer '" + names.lookup(op) + "' is a " +
                LayerNames::getKind(op))
                   .str();
      }
    });
  }
};

} // namespace
