//===- Prune.cpp - compress-prune -----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WeightPruning.h"
#include "compress/Analysis/EntryFunction.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>

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
  }
  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override;

private:
  using EmitError = llvm::function_ref<InFlightDiagnostic()>;
  LogicalResult checkAmounts(EmitError emitError);
  LogicalResult prune(func::FuncOp function);
  void remarkPruned(const PrunedWeight &weight, int64_t keptBefore,
                    int64_t groupsBefore);

  PruningOptions options;
  std::optional<NameFilter> filter;
};

} // namespace

/// How much goes: numbers in their ranges, and none too many.
LogicalResult CompressPrune::checkAmounts(EmitError emitError) {
  for (auto [name, value] : {std::pair("sparsity", &sparsity),
                             std::pair("min-sparsity", &minSparsity),
                             std::pair("max-sparsity", &maxSparsity)})
    // Written so that NaN fails.
    if (value->has_value() && !(**value >= 0.0 && **value <= 1.0))
      return emitError() << "expected " << name
                         << " to lie between 0 and 1, got "
                         << std::to_string(**value);
  if (threshold.has_value() &&
      !(*threshold >= 0.0 && std::isfinite(*threshold)))
    return emitError() << "expected a finite threshold >= 0, got "
                       << std::to_string(*threshold);
  bool fixed = options.pattern.fixesSparsity();
  if (fixed && (sparsity.has_value() || threshold.has_value()))
    return emitError() << "pattern '" << pattern << "' says how many weights "
                       << "stay; leave out sparsity= and threshold=";
  if (!fixed && sparsity.has_value() == threshold.has_value())
    return emitError() << "expected one of sparsity= and threshold=";
  bool isGlobal = scope == PruningScope::Global && !threshold.has_value();
  if (!options.pattern.ranksWholeLayer() && (isGlobal || threshold.has_value()))
    return emitError() << "pattern '" << pattern << "' compares weights within "
                       << "a part of a layer; it goes with scope=local and "
                       << "without threshold=";
  if (!isGlobal && !threshold.has_value() &&
      (minSparsity.has_value() || maxSparsity.has_value()))
    return emitError() << "min-sparsity= and max-sparsity= bound what a layer "
                       << "loses to others; they go with scope=global or "
                       << "threshold=";
  if (minSparsity.value_or(0.0) > maxSparsity.value_or(1.0))
    return emitError() << "min-sparsity= is above max-sparsity=";
  return success();
}

LogicalResult CompressPrune::initialize(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  options.criterion = cast_if_present<ImportanceAttrInterface>(
      criteria().parse(criterion, context, emitError));
  if (!options.criterion)
    return failure();
  options.pattern = cast_if_present<PatternAttrInterface>(
      patterns().parse(pattern, context, emitError));
  options.samples = {data, makeNormalization(mean, deviation), numSamples, seed,
                     "compress-prune"};
  if (!options.pattern || failed(checkAmounts(emitError)) ||
      failed(checkCriterion(options, criterion, pattern, emitError)))
    return failure();
  if (!needsActivations(options.criterion) && !data.empty())
    return emitError() << "criterion '" << criterion << "' does not look at "
                       << "activations; leave out data=";
  FailureOr<NameFilter> names = NameFilter::create(include, exclude, emitError);
  if (failed(names))
    return failure();
  filter.emplace(std::move(*names));
  options.scope = scope;
  options.sparsity = sparsity;
  options.threshold = threshold;
  options.minSparsity = minSparsity;
  options.maxSparsity = maxSparsity;
  options.pruneBias = pruneBias;
  return success();
}

void CompressPrune::remarkPruned(const PrunedWeight &weight, int64_t keptBefore,
                                 int64_t groupsBefore) {
  int64_t numKept = weight.countKept(), numAll = weight.keep.size();
  std::string message =
      llvm::formatv("parameter '{0}': pruned {1} of {2} weights, {3} kept",
                    weight.name, keptBefore - numKept, numAll, numKept);
  PruningUnit unit = options.pattern.getUnit();
  int64_t numAlive = weight.countAlive();
  if (unit != PruningUnit::Entry)
    message +=
        llvm::formatv("; {0} of {1} {2} removed", groupsBefore - numAlive,
                      weight.partition.getNumGroups(), describe(unit));
  for (Operation *layer : weight.layers)
    remark::passed(layer->getLoc(), remark::RemarkOpts::name("pruned").category(
                                        "compress-prune"))
        << message;
  numPruned += keptBefore - numKept;
  numWeights += numAll;
  numGroups += groupsBefore - numAlive;
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
  selectGroups(options, *weights);
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
