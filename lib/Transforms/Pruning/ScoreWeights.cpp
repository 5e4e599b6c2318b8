//===- ScoreWeights.cpp - how important groups of weights are -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/QuantizationPoints.h"
#include "compress/Support/Elements.h"
#include "compress/Transforms/Pruning/WeightPruning.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

SmallVector<BatchNormOp> compress::findNorms(const PrunedWeight &weight,
                                             std::string &reason) {
  SmallVector<BatchNormOp> norms;
  for (Operation *layer : weight.layers) {
    SmallVector<OpOperand *> uses = getUsesThroughTaps(layer->getResult(0));
    auto norm = uses.size() == 1
                    ? dyn_cast<BatchNormOp>(uses.front()->getOwner())
                    : BatchNormOp();
    if (!norm || uses.front() != &norm.getInputMutable()) {
      reason = "no batch norm comes straight after it; bn-scale is for use "
               "before compress-fold-batch-norm";
      return {};
    }
    norms.push_back(norm);
  }
  return norms;
}

/// For each output channel the largest |scale| of the batch norms behind the
/// layers; empty where one has none, with a reason.
static std::vector<double> readNormScales(const PrunedWeight &weight,
                                          std::string &reason) {
  std::vector<double> largest(weight.sizes.outputs, 0.0);
  SmallVector<BatchNormOp> norms = findNorms(weight, reason);
  for (BatchNormOp norm : norms) {
    std::optional<std::vector<float>> scales =
        WeightChain::match(norm.getScale()).getMaskedValues();
    if (!scales || scales->size() != largest.size()) {
      reason = ("batch norm '" + norm.getName() +
                "' behind it has no constant scale for each channel")
                   .str();
      return {};
    }
    for (auto [value, scale] : llvm::zip_equal(largest, *scales))
      value = std::max(value, std::abs(static_cast<double>(scale)));
  }
  return norms.empty() ? std::vector<double>() : largest;
}

/// What the criterion asked for, for each channel of each weight; empty where
/// there is nothing, with a remark.
static FailureOr<SmallVector<std::vector<double>>>
gatherStatistics(ModuleOp module, func::FuncOp function,
                 const PruningOptions &options, PrunedWeights &weights,
                 SkippedLayers &skipped) {
  switch (options.criterion.getNeed()) {
  case ImportanceNeed::Nothing:
  case ImportanceNeed::Gradients:
    break;
  case ImportanceNeed::NormScale: {
    SmallVector<std::vector<double>> statistics;
    for (PrunedWeight &weight : weights) {
      std::string reason;
      statistics.push_back(readNormScales(weight, reason));
      if (statistics.back().empty())
        skipped.add(weight, reason);
    }
    return statistics;
  }
  case ImportanceNeed::InputActivations:
  case ImportanceNeed::OutputActivations: {
    FailureOr<SmallVector<std::vector<double>>> statistics =
        observeActivations(module, function, options, weights);
    if (succeeded(statistics))
      for (auto [weight, channels] : llvm::zip_equal(weights, *statistics))
        if (channels.empty())
          skipped.add(weight, "its activations cannot be observed");
    return statistics;
  }
  }
  return SmallVector<std::vector<double>>(weights.size());
}

FailureOr<std::vector<float>> compress::readWeight(const PrunedWeight &weight) {
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
  return std::move(*values);
}

static LogicalResult scoreWeight(PrunedWeight &weight,
                                 const PruningOptions &options,
                                 ArrayRef<double> channels) {
  FailureOr<std::vector<float>> values = readWeight(weight);
  if (failed(values))
    return failure();
  ScoreInputs inputs;
  inputs.values = *values;
  inputs.channels = channels;
  inputs.channelsAreInputs =
      options.criterion.getNeed() == ImportanceNeed::InputActivations;
  if (scoreGroups(weight, inputs, [&](auto &groups, auto scores) {
        options.criterion.score(groups, scores);
      }))
    return success();
  return weight.layers.front()->emitError()
         << "criterion " << options.criterion << " gives parameter '"
         << weight.name << "' a score that is not finite";
}

LogicalResult compress::scoreWeights(ModuleOp module, func::FuncOp function,
                                     const PruningOptions &options,
                                     PrunedWeights &weights,
                                     SkippedLayers &skipped) {
  if (options.criterion.getNeed() == ImportanceNeed::Gradients)
    return scoreByGradients(module, function, options, weights);
  FailureOr<SmallVector<std::vector<double>>> statistics =
      gatherStatistics(module, function, options, weights, skipped);
  if (failed(statistics))
    return failure();
  bool needsNothing = options.criterion.getNeed() == ImportanceNeed::Nothing;
  PrunedWeights scored;
  for (auto [weight, channels] : llvm::zip_equal(weights, *statistics)) {
    if (channels.empty() && !needsNothing)
      continue;
    if (failed(scoreWeight(weight, options, channels)))
      return failure();
    scored.push_back(std::move(weight));
  }
  weights = std::move(scored);
  return success();
}
