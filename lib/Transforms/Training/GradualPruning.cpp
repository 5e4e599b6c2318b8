//===- GradualPruning.cpp - masks that change during training -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Transforms/Training/GradualPruning.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

GradualPruning::GradualPruning(const PruningPlan &plan,
                               const TrainingState &state,
                               ArrayRef<ScheduledWeight> scheduled)
    : plan(plan) {
  for (const ScheduledWeight &one : scheduled) {
    std::optional<unsigned> value = state.lookup(one.groups.name);
    std::optional<unsigned> mask = state.lookup(one.groups.name + ".mask");
    if (!value || !mask)
      continue;
    Weight &weight = weights.emplace_back();
    weight = {one.groups, *value, *mask, {}, one.normScales};
    for (const std::string &bias : one.biases)
      if (std::optional<unsigned> entry = state.lookup(bias + ".mask"))
        weight.biasMasks.push_back(*entry);
  }
}

bool GradualPruning::isDue(int64_t step) const {
  return step >= plan.startStep && step <= plan.endStep &&
         (step == plan.endStep ||
          (step - plan.startStep) % plan.frequency == 0);
}

/// For each output channel the largest |scale| of the batch norms behind it.
std::vector<double> GradualPruning::readNormScales(const TrainingState &state,
                                                   const Weight &weight) {
  std::vector<double> largest;
  for (const NormScale &scale : weight.normScales) {
    ArrayRef<float> values = scale.values;
    if (std::optional<unsigned> entry = state.lookup(scale.name))
      values = state.getTensor(*entry).data<float>();
    largest.resize(values.size(), 0.0);
    for (auto [most, value] : llvm::zip_equal(largest, values))
      most = std::max(most, std::abs(static_cast<double>(value)));
  }
  return largest;
}

/// Reads what is pruned from the state, and scores what is left.
llvm::Error GradualPruning::score(TrainingState &state, Weight &weight) const {
  const TrainingState &present = state;
  ArrayRef<char> bytes = present.getTensor(weight.mask).bytes;
  weight.groups.keep.assign(bytes.begin(), bytes.end());
  weight.groups.findAlive();
  std::vector<double> scales = readNormScales(state, weight);
  ScoreInputs inputs;
  inputs.values = present.getTensor(weight.value).data<float>();
  inputs.channels = scales;
  if (scoreGroups(weight.groups, inputs, [&](auto &groups, auto scores) {
        plan.options.criterion.score(groups, scores);
      }))
    return llvm::Error::success();
  return llvm::createStringError(
      "'" + weight.groups.name +
      "' has weights whose importance is not a finite number");
}

/// Chooses what goes, so that `fraction` of all is gone; for a pattern that
/// says how many stay, so that `fraction` of what should go is.
void GradualPruning::select(double fraction) {
  SelectionRule rule = plan.options.rule;
  if (!plan.options.pattern.fixesSparsity()) {
    // What a weight must lose at least, it loses as slowly as the others.
    if (rule.minSparsity)
      rule.minSparsity = *rule.sparsity > 0.0
                             ? *rule.minSparsity * fraction / *rule.sparsity
                             : 0.0;
    rule.sparsity = fraction;
    SmallVector<GroupedWeight *> groups;
    for (Weight &weight : weights)
      groups.push_back(&weight.groups);
    return selectGroups(rule, groups);
  }
  for (Weight &weight : weights) {
    const WeightPartition &partition = weight.groups.partition;
    rule.sparsity = fraction * (partition.groupsPerSet - partition.keptPerSet) /
                    static_cast<double>(partition.groupsPerSet);
    selectGroups(rule, &weight.groups);
  }
}

void GradualPruning::store(TrainingState &state, const Weight &weight) {
  llvm::copy(weight.groups.keep, state.getTensor(weight.mask).bytes.begin());
  std::vector<bool> live = weight.groups.findLiveOutputs();
  for (unsigned entry : weight.biasMasks)
    for (auto [bit, isLive] :
         llvm::zip_equal(state.getTensor(entry).bytes, live))
      bit = bit && isLive;
}

llvm::Error GradualPruning::update(TrainingState &state, int64_t step) {
  if (!isDue(step))
    return llvm::Error::success();
  double progress =
      plan.endStep == plan.startStep
          ? 1.0
          : static_cast<double>(step - plan.startStep) /
                static_cast<double>(plan.endStep - plan.startStep);
  double fraction = plan.schedule.getSparsity(
      progress, plan.initial, plan.options.rule.sparsity.value_or(1.0));
  for (Weight &weight : weights)
    if (llvm::Error error = score(state, weight))
      return error;
  select(fraction);
  for (const Weight &weight : weights)
    store(state, weight);
  return llvm::Error::success();
}

double GradualPruning::getSparsity(const TrainingState &state) const {
  int64_t pruned = 0, all = 0;
  for (const Weight &weight : weights) {
    ArrayRef<char> bytes = state.getTensor(weight.mask).bytes;
    pruned += llvm::count(bytes, 0);
    all += bytes.size();
  }
  return all ? static_cast<double>(pruned) / all : 0.0;
}
