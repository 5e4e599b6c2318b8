//===- RelaxChoices.cpp - compress-relax-choices --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/Choices.h"
#include "compress/Analysis/EntryFunction.h"
#include "compress/Dialect/Compress/IR/CompressSearch.h"
#include "compress/Support/Elements.h"
#include "compress/Transforms/NAS/Passes.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSRELAXCHOICES
#include "compress/Transforms/NAS/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

struct CompressRelaxChoices
    : compress::impl::CompressRelaxChoicesBase<CompressRelaxChoices> {
  using CompressRelaxChoicesBase::CompressRelaxChoicesBase;

  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry || failed(getSearchSpace(entry)))
      return signalPassFailure();
    if (failed(check(entry)))
      return signalPassFailure();
    entry.walk([&](DecisionOp decision) { relax(decision); });
  }

private:
  LogicalResult check(func::FuncOp entry);
  void relax(DecisionOp decision);
};

} // namespace

/// The logits of a decision belong to one choice, which then has its name.
LogicalResult CompressRelaxChoices::check(func::FuncOp entry) {
  WalkResult result = entry.walk([](DecisionOp decision) {
    if (decision->hasOneUse() && isa<ChoiceOp>(*decision->user_begin()))
      return WalkResult::advance();
    decision.emitOpError("'") << decision.getName()
                              << "' does not decide for one choice; only such "
                                 "can become mixtures";
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}

void CompressRelaxChoices::relax(DecisionOp decision) {
  OpBuilder builder(decision);
  auto choice = cast<ChoiceOp>(*decision->user_begin());
  choice.setName(decision.getName());
  auto type = RankedTensorType::get({int64_t(decision.getCount())},
                                    builder.getF32Type());
  std::vector<float> zeros(decision.getCount(), 0.0f);
  std::string name = (decision.getName() + ".logits").str();
  auto logits = ParameterOp::create(
      builder, decision.getLoc(), builder.getStringAttr(name),
      /*frozen=*/UnitAttr(), /*layout=*/LayoutAttr(),
      makeF32Elements(type, zeros, name));
  choice.getSelectorMutable().assign(logits);
  decision.erase();
  ++numRelaxed;
}
