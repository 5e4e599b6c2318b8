//===- DeriveArchitecture.cpp - compress-derive-architecture --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/Choices.h"
#include "compress/Analysis/EntryFunction.h"
#include "compress/Dialect/Compress/IR/CompressSearch.h"
#include "compress/Transforms/NAS/Passes.h"
#include "mlir/IR/Remarks.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSDERIVEARCHITECTURE
#include "compress/Transforms/NAS/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

struct CompressDeriveArchitecture
    : compress::impl::CompressDeriveArchitectureBase<
          CompressDeriveArchitecture> {
  using CompressDeriveArchitectureBase::CompressDeriveArchitectureBase;

  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry || failed(derive(entry)))
      signalPassFailure();
  }

private:
  LogicalResult derive(func::FuncOp entry);
};

} // namespace

LogicalResult CompressDeriveArchitecture::derive(func::FuncOp entry) {
  FailureOr<SearchSpace> space = getSearchSpace(entry);
  if (failed(space))
    return failure();
  Architecture selected = getSelected(entry);
  std::string text = space->format(selected);
  // Decisions and mixtures with logits, in the order of the space.
  SmallVector<Operation *> decisions;
  entry.walk([&](Operation *op) {
    auto choice = dyn_cast<ChoiceOp>(op);
    if (isa<DecisionOp>(op) ||
        (choice && choice.isMixed() &&
         choice.getSelector().getDefiningOp<ParameterOp>()))
      decisions.push_back(op);
  });
  for (auto [op, number] : llvm::zip_equal(decisions, selected)) {
    auto choice = dyn_cast<ChoiceOp>(op);
    if (!choice)
      continue;
    OpBuilder builder(choice);
    Operation *logits = choice.getSelector().getDefiningOp();
    choice.getSelectorMutable().assign(DecisionOp::create(
        builder, choice.getLoc(),
        RankedTensorType::get({}, builder.getI32Type()), choice.getName(),
        number, choice.getAlternatives().size()));
    if (logits->use_empty())
      logits->erase();
    ++numDerived;
  }
  remark::passed(entry.getLoc(), remark::RemarkOpts::name("derived")
                                     .category("compress-derive-architecture")
                                     .function(entry.getSymName()))
      << text;
  return success();
}
