//===- PruningOptions.cpp - what options of pruning go together -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Interfaces/MaskingAttrInterfaces.h"
#include "compress/Transforms/Pruning/WeightPruning.h"
#include "llvm/Support/Format.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

StringRef compress::describe(PruningUnit unit) {
  switch (unit) {
  case PruningUnit::Entry:
    return "single weights";
  case PruningUnit::Block:
    return "blocks";
  case PruningUnit::Filter:
    return "filters";
  case PruningUnit::Channel:
    return "input channels";
  }
  llvm_unreachable("unknown unit");
}

std::string compress::printFraction(double fraction) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format("%.6g", fraction);
  return text;
}

bool compress::needsActivations(ImportanceAttrInterface criterion) {
  ImportanceNeed need = criterion.getNeed();
  return need == ImportanceNeed::InputActivations ||
         need == ImportanceNeed::OutputActivations;
}

/// Fails if the criterion does not score what the pattern makes.
static LogicalResult checkUnit(const PruningOptions &options,
                               StringRef criterion, StringRef pattern,
                               EmitErrorFn emitError) {
  PruningUnit unit = options.pattern.getUnit();
  if (options.criterion.scoresUnit(unit))
    return success();
  InFlightDiagnostic diagnostic = emitError();
  diagnostic << "criterion '" << criterion << "' does not score "
             << describe(unit) << ", which pattern '" << pattern
             << "' removes; it scores ";
  SmallVector<StringRef> scored;
  for (PruningUnit other : {PruningUnit::Entry, PruningUnit::Block,
                            PruningUnit::Filter, PruningUnit::Channel})
    if (options.criterion.scoresUnit(other))
      scored.push_back(describe(other));
  llvm::interleave(
      scored, diagnostic, [&](StringRef name) { diagnostic << name; }, " and ");
  return diagnostic;
}

LogicalResult compress::parseCriterion(PruningOptions &options,
                                       StringRef criterion, StringRef pattern,
                                       MLIRContext *context,
                                       EmitErrorFn emitError) {
  options.criterion = cast_if_present<ImportanceAttrInterface>(
      criteria().parse(criterion, context, emitError));
  if (!options.criterion)
    return failure();
  options.pattern = cast_if_present<PatternAttrInterface>(
      patterns().parse(pattern, context, emitError));
  if (!options.pattern)
    return failure();
  return checkUnit(options, criterion, pattern, emitError);
}

LogicalResult compress::checkAmounts(const PruningOptions &options,
                                     StringRef pattern, EmitErrorFn emitError) {
  const SelectionRule &rule = options.rule;
  for (auto [name, value] : {std::pair("sparsity", rule.sparsity),
                             std::pair("min-sparsity", rule.minSparsity),
                             std::pair("max-sparsity", rule.maxSparsity)})
    // Written so that NaN fails.
    if (value && !(*value >= 0.0 && *value <= 1.0))
      return emitError() << "expected " << name
                         << " to lie between 0 and 1, got "
                         << std::to_string(*value);
  if (rule.threshold &&
      !(*rule.threshold >= 0.0 && std::isfinite(*rule.threshold)))
    return emitError() << "expected a finite threshold >= 0, got "
                       << std::to_string(*rule.threshold);
  bool fixed = options.pattern.fixesSparsity();
  if (fixed && (rule.sparsity || rule.threshold))
    return emitError() << "pattern '" << pattern << "' says how many weights "
                       << "stay; leave out sparsity= and threshold=";
  if (!fixed && rule.sparsity.has_value() == rule.threshold.has_value())
    return emitError() << "expected one of sparsity= and threshold=";
  bool isGlobal = rule.isGlobal && !rule.threshold;
  if (!options.pattern.ranksWholeLayer() && (isGlobal || rule.threshold))
    return emitError() << "pattern '" << pattern << "' compares weights within "
                       << "a part of a layer; it goes with scope=local and "
                       << "without threshold=";
  if (!isGlobal && !rule.threshold && (rule.minSparsity || rule.maxSparsity))
    return emitError() << "min-sparsity= and max-sparsity= bound what a layer "
                       << "loses to others; they go with scope=global or "
                       << "threshold=";
  if (rule.minSparsity.value_or(0.0) > rule.maxSparsity.value_or(1.0))
    return emitError() << "min-sparsity= is above max-sparsity=";
  return success();
}

LogicalResult compress::checkSamples(const PruningOptions &options,
                                     StringRef criterion,
                                     EmitErrorFn emitError) {
  const SampleOptions &samples = options.samples;
  auto rule = dyn_cast<GradientImportanceAttrInterface>(options.criterion);
  bool needsGradients =
      options.criterion.getNeed() == ImportanceNeed::Gradients;
  if (rule && rule.needsTraining())
    return emitError() << "criterion '" << criterion
                       << "' looks at how weights "
                       << "move in training; use it with compress-train";
  if (needsGradients && !options.loss)
    return emitError() << "criterion '" << criterion << "' needs gradients, "
                       << "which " << samples.category << " does not compute; "
                       << "choose one that needs weights or activations";
  if (needsGradients && (samples.data.empty() || options.labels.empty()))
    return emitError() << "criterion '" << criterion << "' needs gradients; "
                       << "give data= and labels=, files of samples and labels";
  if (!needsGradients && !options.labels.empty())
    return emitError() << "criterion '" << criterion << "' does not look at "
                       << "gradients; leave out labels=";
  if (needsActivations(options.criterion) && samples.data.empty())
    return emitError() << "criterion '" << criterion << "' needs activations; "
                       << "give data=, a file of samples";
  if (samples.numSamples < 1)
    return emitError() << "expected num-samples of 1 or more, got "
                       << samples.numSamples;
  return success();
}

void compress::selectGroups(const SelectionRule &rule,
                            MutableArrayRef<PrunedWeight> weights) {
  SmallVector<GroupedWeight *> pointers;
  for (PrunedWeight &weight : weights)
    pointers.push_back(&weight);
  selectGroups(rule, pointers);
}
