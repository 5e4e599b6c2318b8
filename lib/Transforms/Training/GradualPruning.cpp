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
    std::optional<unsigned> mask = state.lookup(nameMask(one.groups.name));
    if (!value || !mask)
      continue;
    Weight &weight = weights.emplace_back();
    weight.groups = one.groups;
    weight.value = *value;
    weight.mask = *mask;
    weight.importance = state.lookup(nameImportance(one.groups.name));
    weight.normScales = one.normScales;
    for (const std::string &bias : one.biases)
      if (std::optional<unsigned> entry = state.lookup(nameMask(bias)))
        weight.biasMasks.push_back(*entry);
  }
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

/// A score that must exceed another one by a margin, made comparable.
static double lowerBy(double margin, double score) {
  return score > 0.0 ? score / (1.0 + margin) : score * (1.0 + margin);
}

/// Reads what is pruned from the state, and scores what competes.
llvm::Error GradualPruning::score(TrainingState &state, Weight &weight) const {
  const TrainingState &present = state;
  GroupedWeight &groups = weight.groups;
  ArrayRef<char> bytes = present.getTensor(weight.mask).bytes;
  groups.keep.assign(bytes.begin(), bytes.end());
  groups.findAlive();
  std::vector<bool> wasAlive = groups.alive;
  if (plan.method.returnsPruned()) {
    groups.keep.assign(groups.keep.size(), true);
    groups.alive.assign(groups.alive.size(), true);
  }
  std::vector<double> scales = readNormScales(state, weight);
  ScoreInputs inputs;
  inputs.values = present.getTensor(weight.value).data<float>();
  inputs.channels = scales;
  GradientImportanceAttrInterface sums = plan.getGradientRule();
  if (sums)
    inputs.gradients = present.getTensor(*weight.importance).data<float>();
  if (!scoreGroups(groups, inputs, [&](auto &shown, auto scores) {
        sums ? sums.scoreSums(shown, scores)
             : plan.options.criterion.score(shown, scores);
      }))
    return llvm::createStringError(
        "'" + groups.name +
        "' has weights whose importance is not a finite number");
  for (auto [score, isAlive, was] :
       llvm::zip_equal(groups.scores, groups.alive, wasAlive))
    if (isAlive && !was)
      score = lowerBy(plan.method.getMargin(), score);
  return llvm::Error::success();
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

void GradualPruning::store(TrainingState &state, const Weight &weight) const {
  llvm::copy(weight.groups.keep, state.getTensor(weight.mask).bytes.begin());
  std::vector<bool> live = weight.groups.findLiveOutputs();
  bool mayReturn = plan.method.returnsPruned();
  for (unsigned entry : weight.biasMasks)
    for (auto [bit, isLive] :
         llvm::zip_equal(state.getTensor(entry).bytes, live))
      bit = isLive && (bit || mayReturn);
  GradientImportanceAttrInterface sums = plan.getGradientRule();
  if (sums && sums.beginsAnew())
    llvm::fill(state.getTensor(*weight.importance).bytes, 0);
}

/// All that a step changes, as it was; masks stay.
void GradualPruning::goBack(TrainingState &state) const {
  for (const auto &[name, tensor] : origin)
    // In place: compiled code keeps pointers to these buffers.
    llvm::copy(tensor.bytes,
               state.getTensor(*state.lookup(name)).bytes.begin());
}

void GradualPruning::save(NamedTensors &tensors) const {
  llvm::append_range(tensors, origin);
}

bool GradualPruning::restore(StringRef name, Tensor tensor) {
  if (!plan.method.getRewindStep())
    return false;
  origin.emplace_back(name.str(), std::move(tensor));
  return true;
}

llvm::Error GradualPruning::update(TrainingState &state, int64_t step) {
  std::optional<int64_t> rewind = plan.method.getRewindStep();
  if (rewind == step)
    for (auto [i, entry] : llvm::enumerate(state.getLayout().entries))
      if (entry.output)
        origin.emplace_back(entry.name, state.getTensor(i));
  if (!plan.isDue(step))
    return llvm::Error::success();
  double fraction =
      plan.schedule.getSparsity(plan.getProgress(step), plan.initial,
                                plan.options.rule.sparsity.value_or(1.0));
  for (Weight &weight : weights)
    if (llvm::Error error = score(state, weight))
      return error;
  select(fraction);
  for (const Weight &weight : weights)
    store(state, weight);
  if (rewind && step > *rewind)
    goBack(state);
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
