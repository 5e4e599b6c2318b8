//===- Prune.cpp - compress-prune -----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/LayerNames.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Execution/CompiledFunction.h"
#include "compress/Importance/Selection.h"
#include "compress/Support/Elements.h"
#include "compress/Support/NameFilter.h"
#include "compress/Transforms/Pruning/Passes.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/Remarks.h"
#include <cmath>

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSPRUNE
#include "compress/Transforms/Pruning/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

/// A weight to be pruned, and all layers that share it.
struct Weight {
  /// For messages: the parameter's name, or the first layer's.
  std::string name;
  WeightChain chain;
  /// Operands that read the weight, before its mask if it has one: what gets
  /// the mask.
  llvm::SmallSetVector<OpOperand *, 2> uses;
  SmallVector<Operation *, 1> layers;
  /// One for each entry; `keep` starts as the existing mask.
  std::vector<double> scores;
  std::vector<bool> keep;
  int64_t numKeptBefore = 0;

  int64_t countKept() const { return llvm::count(keep, true); }
};

struct CompressPrune : compress::impl::CompressPruneBase<CompressPrune> {
  using CompressPruneBase::CompressPruneBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    CompressPruneBase::getDependentDialects(registry);
    criteria().getDependentDialects(criterion, registry);
  }
  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override;

private:
  using Weights = SmallVector<Weight, 0>;

  FailureOr<Weights> collect(func::FuncOp function) const;
  LogicalResult collectLayer(Operation *layer, StringRef name, bool isSelected,
                             llvm::MapVector<Value, Weight> &weights) const;
  LogicalResult score(Weight &weight) const;
  void select(MutableArrayRef<Weight> weights) const;
  void selectGlobally(MutableArrayRef<Weight> weights) const;
  void mask(Weight &weight);

  ImportanceAttrInterface rule;
  std::optional<NameFilter> filter;
};

} // namespace

LogicalResult CompressPrune::initialize(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  if (sparsity.has_value() == threshold.has_value())
    return emitError() << "expected one of sparsity= and threshold=";
  // Written so that NaN fails.
  if (sparsity.has_value() && !(*sparsity >= 0.0 && *sparsity <= 1.0))
    return emitError() << "expected sparsity to lie between 0 and 1, got "
                       << std::to_string(*sparsity);
  if (threshold.has_value() &&
      !(*threshold >= 0.0 && std::isfinite(*threshold)))
    return emitError() << "expected a finite threshold >= 0, got "
                       << std::to_string(*threshold);
  rule = cast_if_present<ImportanceAttrInterface>(
      criteria().parse(criterion, context, emitError));
  FailureOr<NameFilter> names = NameFilter::create(include, exclude, emitError);
  if (!rule || failed(names))
    return failure();
  filter.emplace(std::move(*names));
  return success();
}

static void remarkSkipped(Operation *layer, StringRef name, StringRef reason) {
  remark::missed(layer->getLoc(),
                 remark::RemarkOpts::name("skipped").category("compress-prune"))
      << ("layer '" + name + "' is not pruned: " + reason).str();
}

/// Adds a layer's weight to `weights`, or to the layers that share it. Weights
/// of layers that are not selected are there with an empty name.
LogicalResult
CompressPrune::collectLayer(Operation *layer, StringRef name, bool isSelected,
                            llvm::MapVector<Value, Weight> &weights) const {
  OpOperand &operand = cast<PrunableOpInterface>(layer).getWeightOperand();
  WeightChain chain = WeightChain::match(operand.get());
  std::optional<std::vector<bool>> keep = chain.getMask();
  StringRef reason;
  if (!chain.value)
    reason = "its weight is not constant";
  else if (!chain.value.getElementType().isF32())
    reason = "its weight is not f32";
  else if (chain.value.empty())
    reason = "its weight has no entries";
  else if (!keep)
    reason = "its mask is not constant";
  if (!reason.empty()) {
    if (isSelected)
      remarkSkipped(layer, name, reason);
    return success();
  }
  Value key = chain.mask ? chain.mask.getResult() : chain.source;
  Weight &weight = weights[key];
  if (!weight.layers.empty() && isSelected == weight.name.empty())
    return layer->emitError()
           << "layer '" << name << "' shares its weight with a layer that "
           << (isSelected ? "is not" : "is")
           << " selected; let include and exclude take both or none";
  weight.layers.push_back(layer);
  if (!isSelected)
    return success();
  if (ParameterOp parameter = chain.getParameter())
    weight.name = parameter.getName().str();
  else if (weight.name.empty())
    weight.name = (name + ".weight").str();
  weight.uses.insert(chain.mask        ? &chain.mask.getWeightMutable()
                     : chain.fakeQuant ? &chain.fakeQuant.getInputMutable()
                                       : &operand);
  weight.keep = std::move(*keep);
  weight.chain = chain;
  return success();
}

/// All weights of selected layers, in program order.
FailureOr<CompressPrune::Weights>
CompressPrune::collect(func::FuncOp function) const {
  LayerNames names(function);
  SmallVector<std::string> prunable;
  for (Operation *layer : names.getLayers())
    if (isa<PrunableOpInterface>(layer))
      prunable.push_back(names.lookup(layer).str());
  // At the location, because tools print the operation of an error, weights
  // and all.
  auto emitError = [&] { return mlir::emitError(function.getLoc()); };
  if (prunable.empty())
    return emitError() << "function '" << function.getName()
                       << "' has no layer to prune";
  if (failed(filter->checkAgainst(prunable, emitError)))
    return failure();

  llvm::MapVector<Value, Weight> weights;
  for (Operation *layer : names.getLayers())
    if (isa<PrunableOpInterface>(layer)) {
      StringRef name = names.lookup(layer);
      if (failed(collectLayer(layer, name, filter->matches(name), weights)))
        return failure();
    }
  Weights selected;
  for (auto &[key, weight] : weights)
    if (!weight.name.empty())
      selected.push_back(std::move(weight));
  return selected;
}

LogicalResult CompressPrune::score(Weight &weight) const {
  Operation *layer = weight.layers.front();
  std::optional<std::vector<float>> values = getF32Elements(weight.chain.value);
  if (!values)
    return layer->emitError() << "data of parameter '" << weight.name
                              << "' is missing or has the wrong size";
  for (auto [i, value] : llvm::enumerate(*values))
    if (!std::isfinite(value))
      return layer->emitError()
             << "parameter '" << weight.name << "' is not finite: entry " << i
             << " is " << std::to_string(value);
  weight.scores.resize(values->size());
  rule.score({*values, 1}, weight.scores);
  if (!llvm::all_of(weight.scores, [](double s) { return std::isfinite(s); }))
    return layer->emitError() << "criterion " << rule << " gives parameter '"
                              << weight.name << "' a score that is not finite";
  weight.numKeptBefore = weight.countKept();
  return success();
}

/// Ranks the entries of all weights together.
void CompressPrune::selectGlobally(MutableArrayRef<Weight> weights) const {
  std::vector<double> scores;
  std::vector<bool> keep;
  for (Weight &weight : weights) {
    llvm::append_range(scores, weight.scores);
    llvm::append_range(keep, weight.keep);
  }
  removeLowest(scores, countForFraction(*sparsity, llvm::count(keep, true)),
               keep);
  auto next = keep.begin();
  for (Weight &weight : weights) {
    std::copy_n(next, weight.keep.size(), weight.keep.begin());
    next += weight.keep.size();
  }
}

void CompressPrune::select(MutableArrayRef<Weight> weights) const {
  if (sparsity.has_value() && scope == PruningScope::Global)
    return selectGlobally(weights);
  for (Weight &weight : weights)
    if (threshold.has_value())
      removeUpTo(weight.scores, *threshold, weight.keep);
    else
      removeLowest(weight.scores,
                   countForFraction(*sparsity, weight.numKeptBefore),
                   weight.keep);
}

/// Puts the mask between the weight and the layers that use it, or in the place
/// of the old mask.
void CompressPrune::mask(Weight &weight) {
  auto type = cast<RankedTensorType>(weight.chain.source.getType());
  MaskOp existing = weight.chain.mask;
  OpBuilder builder(&getContext());
  if (existing)
    builder.setInsertionPoint(existing);
  else
    builder.setInsertionPointAfterValue(weight.chain.source);
  Location loc = weight.chain.source.getLoc();
  Value state = tosa::ConstOp::create(
      builder, loc, RankedTensorType::get(type.getShape(), builder.getI1Type()),
      makeBoolElements(
          RankedTensorType::get(type.getShape(), builder.getI1Type()),
          weight.keep));
  if (existing) {
    Operation *old = existing.getMask().getDefiningOp();
    existing.getMaskMutable().assign(state);
    if (isOpTriviallyDead(old))
      old->erase();
  } else {
    Value masked = MaskOp::create(builder, loc, weight.chain.source, state);
    for (OpOperand *use : weight.uses)
      use->set(masked);
  }

  int64_t numKept = weight.countKept(), numAll = weight.keep.size();
  for (Operation *layer : weight.layers)
    remark::passed(layer->getLoc(), remark::RemarkOpts::name("pruned").category(
                                        "compress-prune"))
        << llvm::formatv("parameter '{0}': pruned {1} of {2} weights, {3} kept",
                         weight.name, weight.numKeptBefore - numKept, numAll,
                         numKept)
               .str();
  numPruned += weight.numKeptBefore - numKept;
  numWeights += numAll;
}

void CompressPrune::runOnOperation() {
  auto entry = dyn_cast_if_present<func::FuncOp>(
      lookupEntryFunction(getOperation(), function));
  if (!entry)
    return signalPassFailure();
  FailureOr<Weights> weights = collect(entry);
  if (failed(weights))
    return signalPassFailure();
  for (Weight &weight : *weights)
    if (failed(score(weight)))
      return signalPassFailure();
  select(*weights);
  for (Weight &weight : *weights)
    mask(weight);
}
