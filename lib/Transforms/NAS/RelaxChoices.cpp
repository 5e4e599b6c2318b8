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

/// The choice without those counts that nothing uses any more.
static void dropCounts(ChoiceOp choice) {
  auto isUnused = [](Value value) {
    return getElementTypeOrSelf(value).isInteger(32) && value.use_empty();
  };
  unsigned count = choice.getAlternatives().size();
  BitVector results(choice.getNumResults()), inputs(choice.getInputs().size());
  for (OpResult result : choice.getResults())
    results[result.getResultNumber()] = isUnused(result);
  for (unsigned i = 0; i < count; ++i)
    choice.getYield(i)->eraseOperands(results);
  for (unsigned input = 0; input < inputs.size(); ++input)
    inputs[input] = llvm::all_of(llvm::seq(count), [&](unsigned i) {
      return isUnused(choice.getAlternative(i).getArgument(input));
    });
  if (results.none() && inputs.none())
    return;
  SmallVector<Type> types;
  SmallVector<Value> kept, values;
  for (OpResult result : choice.getResults())
    if (!results[result.getResultNumber()]) {
      kept.push_back(result);
      types.push_back(result.getType());
    }
  for (auto [i, value] : llvm::enumerate(choice.getInputs()))
    if (!inputs[i])
      values.push_back(value);
  OpBuilder builder(choice);
  auto smaller =
      ChoiceOp::create(builder, choice.getLoc(), types, choice.getName(),
                       choice.getSelector(), choice.getLabels(), values, count);
  for (unsigned i = 0; i < count; ++i) {
    choice.getAlternative(i).eraseArguments(inputs);
    smaller.getAlternatives()[i].takeBody(choice.getAlternatives()[i]);
  }
  for (auto [from, to] : llvm::zip_equal(kept, smaller.getResults()))
    from.replaceAllUsesWith(to);
  choice.erase();
}

/// A mixture has all channels in use: no counts, and all that is read.
static void dropCounts(func::FuncOp entry) {
  entry.walk([](LeadingOp leading) {
    leading.getResult().replaceAllUsesWith(leading.getInput());
    leading.erase();
  });
  SmallVector<ChoiceOp> choices;
  entry.walk([&](ChoiceOp choice) { choices.push_back(choice); });
  // What an earlier one returns, a later one takes.
  for (ChoiceOp choice : llvm::reverse(choices))
    dropCounts(choice);
}

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
    dropCounts(entry);
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
