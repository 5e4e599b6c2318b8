//===- Bias.cpp - additions become the bias of a layer --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PopulatePatterns.h"
#include "compress/Conversion/ConstantView.h"
#include "compress/Conversion/TosaBuilders.h"

using namespace mlir;
using namespace mlir::compress;

namespace {

/// `layer(x) + c`, where `c` has one entry per output channel. A reshape in
/// between that keeps the channels last is looked through.
struct MergeBias : OpRewritePattern<tosa::AddOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tosa::AddOp op,
                                PatternRewriter &rewriter) const override {
    for (auto [sum, constant] : {std::pair(op.getInput1(), op.getInput2()),
                                 std::pair(op.getInput2(), op.getInput1())})
      if (succeeded(merge(op, sum, constant, rewriter)))
        return success();
    return rewriter.notifyMatchFailure(op, "no layer plus a constant");
  }

  LogicalResult merge(tosa::AddOp op, Value sum, Value constant,
                      PatternRewriter &rewriter) const {
    Value product = sum;
    auto type = cast<RankedTensorType>(sum.getType());
    if (auto reshape = sum.getDefiningOp<tosa::ReshapeOp>()) {
      product = reshape.getInput1();
      auto from = cast<RankedTensorType>(product.getType());
      if (!reshape->hasOneUse() || from.getRank() == 0 ||
          from.getShape().back() != type.getShape().back())
        return failure();
    }
    Operation *layer = product.getDefiningOp();
    if (!isa_and_nonnull<Conv2DOp, DenseOp>(layer) || !layer->hasOneUse() ||
        layer->getNumOperands() != 2 || op.getType() != type)
      return failure();
    auto terms = dyn_cast<RankedTensorType>(constant.getType());
    int64_t channels = type.getShape().back();
    if (!terms || !terms.hasStaticShape() || terms.getRank() == 0 ||
        terms.getNumElements() != channels ||
        terms.getShape().back() != channels || !ConstantView::match(constant))
      return failure();

    rewriter.setInsertionPoint(layer);
    Value bias = buildReshape(rewriter, op.getLoc(), constant, {channels});
    rewriter.modifyOpInPlace(layer, [&] {
      layer->insertOperands(2, bias);
      layer->setLoc(rewriter.getFusedLoc({layer->getLoc(), op.getLoc()}));
    });
    rewriter.replaceOp(op, sum);
    return success();
  }
};

} // namespace

void compress::populateBiasPatterns(RewritePatternSet &patterns) {
  patterns.add<MergeBias>(patterns.getContext());
}
