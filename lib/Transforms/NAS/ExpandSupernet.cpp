//===- ExpandSupernet.cpp - compress-expand-supernet ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Stages.h"
#include "compress/Analysis/Choices.h"
#include "compress/Analysis/EntryFunction.h"
#include "compress/Support/NameFilter.h"
#include "compress/Transforms/NAS/Passes.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSEXPANDSUPERNET
#include "compress/Transforms/NAS/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

struct CompressExpandSupernet
    : compress::impl::CompressExpandSupernetBase<CompressExpandSupernet> {
  using CompressExpandSupernetBase::CompressExpandSupernetBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    CompressExpandSupernetBase::getDependentDialects(registry);
    searchRules().getDependentDialects(rule, registry);
  }
  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry || failed(expand(entry)))
      signalPassFailure();
  }

private:
  LogicalResult expand(func::FuncOp entry);
  void report(Conv2DOp conv, StringRef why);

  SearchRuleAttrInterface attribute;
  std::optional<NameFilter> filter;
};

} // namespace

LogicalResult CompressExpandSupernet::initialize(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  attribute = cast_if_present<SearchRuleAttrInterface>(
      searchRules().parse(rule, context, emitError));
  FailureOr<NameFilter> names = NameFilter::create(include, exclude, emitError);
  if (!attribute || failed(names))
    return failure();
  filter.emplace(std::move(*names));
  return success();
}

void CompressExpandSupernet::report(Conv2DOp conv, StringRef why) {
  remark::missed(conv.getLoc(), remark::RemarkOpts::name("no-choice")
                                    .category("compress-expand-supernet"))
      << ("layer '" + conv.getName() + "' stays as it is: " + why).str();
}

LogicalResult CompressExpandSupernet::expand(func::FuncOp entry) {
  if (!entry.getBody().hasOneBlock())
    return mlir::emitError(entry.getLoc())
           << "expected @" << entry.getSymName() << " to have one block";
  auto emitError = [&] { return mlir::emitError(entry.getLoc()); };
  std::vector<std::string> names;
  SmallVector<Conv2DOp> convs(entry.getBody().front().getOps<Conv2DOp>());
  for (Conv2DOp conv : convs)
    names.push_back(conv.getName().str());
  if (failed(filter->checkAgainst(names, emitError)))
    return failure();
  int64_t made = 0;
  for (Conv2DOp conv : convs) {
    if (!filter->matches(conv.getName().str())) {
      report(conv, "it is not selected");
      continue;
    }
    std::string obstacle;
    FailureOr<Stage> stage = Stage::match(conv, obstacle);
    if (failed(stage)) {
      report(conv, "it " + obstacle);
      continue;
    }
    std::vector<StageAlternative> alternatives =
        attribute.getAlternatives(stage->getShape());
    if (alternatives.size() < 2) {
      report(conv, "the rule has no alternative for it");
      continue;
    }
    makeChoice(*stage, alternatives);
    ++made;
  }
  numChoices += made;
  if (made == 0)
    return emitError() << "@" << entry.getSymName()
                       << " has no layer that can have alternatives; "
                          "compress-expand-supernet wants convolutions whose "
                          "weights are parameters";
  FailureOr<SearchSpace> space = getSearchSpace(entry);
  if (failed(space))
    return failure();
  remark::passed(entry.getLoc(), remark::RemarkOpts::name("expanded")
                                     .category("compress-expand-supernet")
                                     .function(entry.getSymName()))
      << llvm::formatv("{0} choices, {1:f0} networks", space->decisions.size(),
                       space->getSize())
             .str();
  return success();
}
