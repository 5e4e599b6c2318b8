//===- Prune.cpp - compress-prune -----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/EntryFunction.h"
#include "compress/Transforms/Pruning/WeightPruning.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Remarks.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSPRUNE
#include "compress/Transforms/Pruning/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

struct CompressPrune : compress::impl::CompressPruneBase<CompressPrune> {
  using CompressPruneBase::CompressPruneBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    CompressPruneBase::getDependentDialects(registry);
    criteria().getDependentDialects(criterion, registry);
    patterns().getDependentDialects(pattern, registry);
    losses().getDependentDialects(loss, registry);
  }
  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override;

private:
  LogicalResult prune(func::FuncOp function);
  void remarkPruned(const PrunedWeight &weight, int64_t keptBefore,
                    int64_t groupsBefore);

  PruningOptions options;
  std::optional<NameFilter> filter;
};

} // namespace

LogicalResult CompressPrune::initialize(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  options.rule = {scope == PruningScope::Global, sparsity, threshold,
                  minSparsity, maxSparsity};
  options.pruneBias = pruneBias;
  options.samples = {data, makeNormalization(mean, deviation), numSamples, seed,
                     "compress-prune"};
  options.labels = labels;
  options.loss = cast_if_present<LossAttrInterface>(
      losses().parse(loss, context, emitError));
  if (!options.loss)
    return failure();
  if (failed(parseCriterion(options, criterion, pattern, context, emitError)) ||
      failed(checkAmounts(options, pattern, emitError)) ||
      failed(checkSamples(options, criterion, emitError)))
    return failure();
  if (!needsActivations(options.criterion) &&
      options.criterion.getNeed() != ImportanceNeed::Gradients && !data.empty())
    return emitError() << "criterion '" << criterion << "' does not look at "
                       << "activations; leave out data=";
  FailureOr<NameFilter> names = NameFilter::create(include, exclude, emitError);
  if (failed(names))
    return failure();
  filter.emplace(std::move(*names));
  return success();
}

void CompressPrune::remarkPruned(const PrunedWeight &weight, int64_t keptBefore,
                                 int64_t groupsBefore) {
  std::string message = describePruning(weight, keptBefore, groupsBefore,
                                        options.pattern.getUnit());
  for (Operation *layer : weight.layers)
    remark::passed(layer->getLoc(), remark::RemarkOpts::name("pruned").category(
                                        "compress-prune"))
        << message;
  numPruned += keptBefore - weight.countKept();
  numWeights += weight.keep.size();
  numGroups += groupsBefore - weight.countAlive();
}

LogicalResult CompressPrune::prune(func::FuncOp function) {
  SkippedLayers skipped("compress-prune");
  FailureOr<PrunedWeights> weights =
      collectWeights(function, *filter, options.pattern, skipped);
  if (failed(weights))
    return failure();
  if (!weights->empty() && failed(scoreWeights(getOperation(), function,
                                               options, *weights, skipped)))
    return failure();
  if (weights->empty() && !skipped.getFirstUnfit().empty())
    return emitError(function.getLoc())
           << "nothing can be pruned: " << skipped.getFirstUnfit();
  SmallVector<std::pair<int64_t, int64_t>> before;
  for (const PrunedWeight &weight : *weights)
    before.push_back({weight.countKept(), weight.countAlive()});
  selectGroups(options.rule, *weights);
  for (auto [weight, counts] : llvm::zip_equal(*weights, before)) {
    maskWeight(weight, options.pruneBias, options.pattern.getUnit());
    remarkPruned(weight, counts.first, counts.second);
  }
  return success();
}

void CompressPrune::runOnOperation() {
  auto entry = dyn_cast_if_present<func::FuncOp>(
      lookupEntryFunction(getOperation(), function));
  if (!entry || failed(prune(entry)))
    signalPassFailure();
}
