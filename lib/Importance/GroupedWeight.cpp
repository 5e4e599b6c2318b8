//===- GroupedWeight.cpp - scores and fate of a weight's groups -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Importance/GroupedWeight.h"
#include "compress/Importance/Selection.h"
#include "llvm/ADT/SmallVector.h"
#include <algorithm>
#include <cmath>

using namespace mlir::compress;
using llvm::ArrayRef;

void GroupedWeight::findAlive() {
  int64_t numGroups = partition.getNumGroups();
  alive.assign(numGroups, false);
  for (int64_t i = 0; i < numGroups; ++i)
    alive[i] = llvm::any_of(partition.getGroup(i),
                            [&](int64_t entry) { return keep[order[entry]]; });
}

void GroupedWeight::clearRemoved() {
  for (int64_t i = 0; i < partition.getNumGroups(); ++i)
    if (!alive[i])
      for (int64_t entry : partition.getGroup(i))
        keep[order[entry]] = false;
}

std::vector<bool> GroupedWeight::findLiveOutputs() const {
  std::vector<bool> live(sizes.outputs, false);
  for (auto [i, entry] : llvm::enumerate(order))
    if (keep[entry])
      live[getOutput(i)] = true;
  return live;
}

bool mlir::compress::scoreGroups(GroupedWeight &weight,
                                 const ScoreInputs &inputs, ScoreFn score) {
  std::vector<float> values, gradients;
  std::vector<double> statistics;
  int64_t numGroups = weight.partition.getNumGroups();
  for (int64_t i = 0; i < numGroups; ++i) {
    if (!weight.alive[i])
      continue;
    ArrayRef<int64_t> group = weight.partition.getGroup(i);
    for (int64_t entry : group) {
      int64_t at = weight.order[entry];
      values.push_back(weight.keep[at] ? inputs.values[at] : 0.0f);
      if (!inputs.gradients.empty())
        gradients.push_back(weight.keep[at] ? inputs.gradients[at] : 0.0f);
    }
    if (!inputs.channels.empty())
      statistics.push_back(
          inputs.channels[inputs.channelsAreInputs
                              ? weight.sizes.getChannel(group.front())
                              : weight.getOutput(group.front())]);
  }
  WeightGroups groups;
  groups.values = values;
  groups.groupSize = weight.partition.groupSize;
  groups.statistics = statistics;
  groups.gradients = gradients;
  groups.name = weight.name;
  std::vector<double> scores(groups.numGroups());
  score(groups, scores);
  if (!llvm::all_of(scores, [](double s) { return std::isfinite(s); }))
    return false;
  weight.scores.assign(numGroups, 0.0);
  for (int64_t i = 0, next = 0; i < numGroups; ++i)
    if (weight.alive[i])
      weight.scores[i] = scores[next++];
  return true;
}

/// How many groups a fraction removes of `alive` ones; there were `all`.
static int64_t countToRemove(const SelectionRule &rule, double fraction,
                             int64_t all, int64_t alive) {
  if (!rule.countsRemoved)
    return countForFraction(fraction, alive);
  return std::clamp<int64_t>(countForFraction(fraction, all) - (all - alive), 0,
                             alive);
}

static RemovalBounds getBounds(const SelectionRule &rule,
                               const GroupedWeight &weight) {
  int64_t all = weight.partition.getNumGroups(), alive = weight.countAlive();
  return {countToRemove(rule, rule.minSparsity.value_or(0.0), all, alive),
          countToRemove(rule, rule.maxSparsity.value_or(1.0), all, alive)};
}

/// Ranks the groups of all weights together.
static void selectGlobally(const SelectionRule &rule,
                           ArrayRef<GroupedWeight *> weights) {
  llvm::SmallVector<ArrayRef<double>> scores;
  llvm::SmallVector<RemovalBounds> bounds;
  llvm::SmallVector<std::vector<bool>> alive;
  int64_t all = 0, left = 0;
  for (GroupedWeight *weight : weights) {
    all += weight->partition.getNumGroups();
    left += weight->countAlive();
    scores.push_back(weight->scores);
    bounds.push_back(getBounds(rule, *weight));
    alive.push_back(std::move(weight->alive));
  }
  removeLowestOfAll(scores, countToRemove(rule, *rule.sparsity, all, left),
                    bounds, alive);
  for (auto [weight, kept] : llvm::zip_equal(weights, alive))
    weight->alive = std::move(kept);
}

/// Removes what is up to the threshold, within the bounds.
static void selectUpTo(const SelectionRule &rule, GroupedWeight &weight) {
  std::vector<bool> left = weight.alive;
  removeUpTo(weight.scores, *rule.threshold, left);
  RemovalBounds bounds = getBounds(rule, weight);
  int64_t count = weight.countAlive() - llvm::count(left, true);
  removeLowest(weight.scores, std::clamp(count, bounds.least, bounds.most),
               weight.alive);
}

/// Removes the same fraction, or down to the same number, in every set.
static void selectInSets(const SelectionRule &rule, GroupedWeight &weight) {
  int64_t size = weight.partition.groupsPerSet;
  int64_t kept = weight.partition.keptPerSet;
  int64_t numGroups = weight.partition.getNumGroups();
  for (int64_t begin = 0; begin < numGroups; begin += size) {
    auto first = weight.alive.begin() + begin;
    int64_t alive = std::count(first, first + size, true);
    int64_t count = rule.sparsity
                        ? countToRemove(rule, *rule.sparsity, size, alive)
                        : std::max<int64_t>(alive - kept, 0);
    removeLowest(weight.scores, count, begin, size, weight.alive);
  }
}

void mlir::compress::selectGroups(const SelectionRule &rule,
                                  ArrayRef<GroupedWeight *> weights) {
  if (rule.sparsity && rule.isGlobal)
    selectGlobally(rule, weights);
  for (GroupedWeight *weight : weights) {
    if (rule.threshold)
      selectUpTo(rule, *weight);
    else if (!rule.isGlobal || !rule.sparsity)
      selectInSets(rule, *weight);
    weight->clearRemoved();
  }
}
