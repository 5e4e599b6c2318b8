//===- Losses.cpp - losses as TOSA ----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Conversion/CompressToTosa/CompressToTosa.h"
#include "compress/Conversion/LossBuilders.h"

using namespace mlir;
using namespace mlir::compress;

namespace {
template <typename OpTy>
struct LowerLoss : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    rewriter.replaceOp(op, buildLoss(rewriter, op));
    return success();
  }
};
} // namespace

void compress::populateLossesToTosaPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerLoss<CrossEntropyOp>, LowerLoss<MSEOp>,
               LowerLoss<PartialCrossEntropyOp>, LowerLoss<KLDivergenceOp>,
               LowerLoss<CosineDistanceOp>, LowerLoss<AttentionDistanceOp>>(
      patterns.getContext());
}
