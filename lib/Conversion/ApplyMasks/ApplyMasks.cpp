//===- ApplyMasks.cpp - compress-apply-masks ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Conversion/Passes.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Support/Elements.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/PatternMatch.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSAPPLYMASKS
#include "compress/Conversion/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

/// A mask whose weight and entries are known.
struct ConstantMask {
  MaskOp op;
  WeightChain chain;
  /// Weights with zeros where they are pruned.
  std::vector<float> values;
  int64_t numZeroed;
};

struct CompressApplyMasks
    : compress::impl::CompressApplyMasksBase<CompressApplyMasks> {
  using CompressApplyMasksBase::CompressApplyMasksBase;

  void runOnOperation() override;

private:
  void apply(ConstantMask &mask, IRRewriter &rewriter);
};

} // namespace

/// Reads the constants behind a mask; a diagnostic where there are none.
static FailureOr<ConstantMask> analyse(MaskOp op) {
  ConstantMask mask;
  mask.op = op;
  mask.chain = WeightChain::match(op.getResult());
  std::optional<std::vector<bool>> keep = mask.chain.getMask();
  if (!keep)
    return op.emitOpError("cannot be applied, because its mask is not "
                          "constant; bind the mask to a value first");
  if (!mask.chain.value)
    return op.emitOpError("cannot be applied, because its weight is neither a "
                          "parameter nor a constant");
  // Other users would silently see pruned weights, or there would be two
  // parameters of one name.
  if (mask.chain.getParameter() && !mask.chain.source.hasOneUse())
    return op.emitOpError("cannot be applied, because parameter '")
           << mask.chain.getParameter().getName() << "' has other uses";
  std::optional<std::vector<float>> values = mask.chain.getMaskedValues();
  if (!values)
    return op.emitOpError("cannot be applied, because the weight's data is "
                          "missing or has the wrong size");
  mask.values = std::move(*values);
  mask.numZeroed = llvm::count(*keep, false);
  return mask;
}

void CompressApplyMasks::apply(ConstantMask &mask, IRRewriter &rewriter) {
  RankedTensorType type = mask.op.getType();
  ParameterOp parameter = mask.chain.getParameter();
  Operation *source = mask.chain.source.getDefiningOp();
  ElementsAttr value = makeF32Elements(
      type, mask.values, parameter ? parameter.getName() : StringRef("weight"));
  rewriter.setInsertionPoint(source);
  Operation *state = mask.op.getMask().getDefiningOp();
  if (parameter) {
    rewriter.modifyOpInPlace(parameter, [&] { parameter.setValueAttr(value); });
    rewriter.replaceOp(mask.op, parameter.getResult());
  } else {
    rewriter.replaceOpWithNewOp<tosa::ConstOp>(mask.op, type, value);
    if (isOpTriviallyDead(source))
      rewriter.eraseOp(source);
  }
  if (isOpTriviallyDead(state))
    rewriter.eraseOp(state);
  ++numMasks;
  numZeroed += mask.numZeroed;
}

void CompressApplyMasks::runOnOperation() {
  SmallVector<ConstantMask> masks;
  bool allConstant = true;
  getOperation()->walk([&](MaskOp op) {
    FailureOr<ConstantMask> mask = analyse(op);
    if (succeeded(mask))
      masks.push_back(std::move(*mask));
    else
      allConstant = false;
  });
  if (!allConstant)
    return signalPassFailure();
  IRRewriter rewriter(&getContext());
  for (ConstantMask &mask : masks)
    apply(mask, rewriter);
}
