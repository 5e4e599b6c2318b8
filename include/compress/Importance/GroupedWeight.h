//===- GroupedWeight.h - scores and fate of a weight's groups ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What all that prunes has in common, over plain numbers: compress-prune works
// on constants of the IR, training on tensors in memory.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_IMPORTANCE_GROUPEDWEIGHT_H
#define COMPRESS_IMPORTANCE_GROUPEDWEIGHT_H

#include "compress/Importance/Patterns.h"
#include "compress/Importance/WeightGroups.h"
#include "llvm/ADT/STLExtras.h"
#include <optional>
#include <string>

namespace mlir::compress {

/// A weight that a pattern has divided into groups.
struct GroupedWeight {
  /// For messages and random scores: the parameter's name.
  std::string name;

  WeightSizes sizes;
  /// Where in the tensor the entries are that `sizes` puts into order.
  std::vector<int64_t> order;
  WeightPartition partition;

  /// For each entry of the tensor, whether it is kept.
  std::vector<bool> keep;
  /// For each group: whether it has entries left, and its score.
  std::vector<bool> alive;
  std::vector<double> scores;

  int64_t countKept() const { return llvm::count(keep, true); }
  int64_t countAlive() const { return llvm::count(alive, true); }
  /// The output channel that entry `i` of `order` belongs to.
  int64_t getOutput(int64_t i) const {
    return i / (sizes.positions * sizes.inputs);
  }

  /// Sets `alive` to what `keep` says: a group lives while one entry is kept.
  void findAlive();
  /// Clears `keep` for the entries of groups that are not alive.
  void clearRemoved();
  /// For each output channel, whether any of its weights is kept.
  std::vector<bool> findLiveOutputs() const;
};

/// What a criterion may look at. Tensors are row-major, as the weight.
struct ScoreInputs {
  llvm::ArrayRef<float> values;
  /// Derivatives of the loss, or what was accumulated of them; may be empty.
  llvm::ArrayRef<float> gradients = {};
  /// A number for each output channel, or for each input channel of the layer;
  /// may be empty.
  llvm::ArrayRef<double> channels = {};
  bool channelsAreInputs = false;
};

using ScoreFn = llvm::function_ref<void(const WeightGroups &groups,
                                        llvm::MutableArrayRef<double> scores)>;

/// Fills in the scores of the groups that are alive; what is pruned of them is
/// shown as 0, and dead groups take no part, as with torch.nn.utils.prune.
/// Returns false where a score is not finite.
bool scoreGroups(GroupedWeight &weight, const ScoreInputs &inputs,
                 ScoreFn score);

/// How many groups go.
struct SelectionRule {
  /// Whether all weights compete, or the groups of each.
  bool isGlobal = false;
  /// A fraction of the groups, or what scores must exceed. A partition that
  /// says itself how many stay needs neither.
  std::optional<double> sparsity, threshold;
  /// The fraction of its groups that each weight loses at least and at most,
  /// where weights compete or there is a threshold.
  std::optional<double> minSparsity, maxSparsity;
  /// Fractions are of all groups, so that those that are gone already count,
  /// and not of those that are left.
  bool countsRemoved = false;
};

/// Clears `alive` for the groups that go, and `keep` for their entries.
void selectGroups(const SelectionRule &rule,
                  llvm::ArrayRef<GroupedWeight *> weights);

} // namespace mlir::compress

#endif // COMPRESS_IMPORTANCE_GROUPEDWEIGHT_H
