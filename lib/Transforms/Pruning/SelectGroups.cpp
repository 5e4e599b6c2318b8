//===- SelectGroups.cpp - which groups of weights go ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WeightPruning.h"
#include "compress/Importance/Selection.h"

using namespace mlir;
using namespace mlir::compress;

static RemovalBounds getBounds(const PruningOptions &options,
                               const PrunedWeight &weight) {
  int64_t count = weight.countAlive();
  return {countForFraction(options.minSparsity.value_or(0.0), count),
          countForFraction(options.maxSparsity.value_or(1.0), count)};
}

/// Ranks the groups of all weights together.
static void selectGlobally(const PruningOptions &options,
                           MutableArrayRef<PrunedWeight> weights) {
  SmallVector<ArrayRef<double>> scores;
  SmallVector<RemovalBounds> bounds;
  SmallVector<std::vector<bool>> alive;
  int64_t count = 0;
  for (PrunedWeight &weight : weights) {
    count += weight.countAlive();
    scores.push_back(weight.scores);
    bounds.push_back(getBounds(options, weight));
    alive.push_back(std::move(weight.alive));
  }
  removeLowestOfAll(scores, countForFraction(*options.sparsity, count), bounds,
                    alive);
  for (auto [weight, left] : llvm::zip_equal(weights, alive))
    weight.alive = std::move(left);
}

/// Removes what is up to the threshold, within the bounds.
static void selectUpTo(const PruningOptions &options, PrunedWeight &weight) {
  std::vector<bool> left = weight.alive;
  removeUpTo(weight.scores, *options.threshold, left);
  RemovalBounds bounds = getBounds(options, weight);
  int64_t count = weight.countAlive() - llvm::count(left, true);
  removeLowest(weight.scores, std::clamp(count, bounds.least, bounds.most),
               weight.alive);
}

/// Removes the same fraction, or down to the same number, in every set.
static void selectInSets(const PruningOptions &options, PrunedWeight &weight) {
  int64_t size = weight.partition.groupsPerSet;
  int64_t kept = weight.partition.keptPerSet;
  int64_t numGroups = weight.partition.getNumGroups();
  for (int64_t begin = 0; begin < numGroups; begin += size) {
    auto first = weight.alive.begin() + begin;
    int64_t alive = std::count(first, first + size, true);
    int64_t count = kept < 0 ? countForFraction(*options.sparsity, alive)
                             : std::max<int64_t>(alive - kept, 0);
    removeLowest(weight.scores, count, begin, size, weight.alive);
  }
}

void compress::selectGroups(const PruningOptions &options,
                            MutableArrayRef<PrunedWeight> weights) {
  if (options.sparsity.has_value() && options.scope == PruningScope::Global)
    selectGlobally(options, weights);
  for (PrunedWeight &weight : weights) {
    if (options.threshold.has_value())
      selectUpTo(options, weight);
    else if (options.scope == PruningScope::Local)
      selectInSets(options, weight);
    for (int64_t i = 0; i < weight.partition.getNumGroups(); ++i)
      if (!weight.alive[i])
        for (int64_t entry : weight.partition.getGroup(i))
          weight.keep[weight.order[entry]] = false;
  }
}
