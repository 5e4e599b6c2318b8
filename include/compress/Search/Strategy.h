//===- Strategy.h - which architecture to try next --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_SEARCH_STRATEGY_H
#define COMPRESS_SEARCH_STRATEGY_H

#include "compress/Search/SearchSpace.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <memory>
#include <optional>

namespace mlir::compress {

/// Tells whether an architecture keeps to all budgets.
using FeasibleFn = llvm::function_ref<bool(const Architecture &)>;

/// Proposes architectures and learns from their scores. What it proposes
/// follows from its seed and what it was told alone, so that a search with
/// remembered scores repeats another one.
class SearchStrategy {
public:
  virtual ~SearchStrategy() = default;
  /// A feasible architecture, maybe one that was proposed before; nothing if
  /// none is left to be found.
  virtual std::optional<Architecture> propose(FeasibleFn isFeasible) = 0;
  /// The score of what `propose` returned last; more is better.
  virtual void observe(const Architecture &architecture, double score) {}
};

/// Different ones, each equally likely.
std::unique_ptr<SearchStrategy> makeRandomSearch(const SearchSpace &space,
                                                 uint64_t seed);

/// All in order, the last decision changing fastest.
std::unique_ptr<SearchStrategy> makeGridSearch(const SearchSpace &space);

struct EvolutionOptions {
  /// The youngest so many may have children.
  int64_t population = 16;
  /// Of which so many, chosen at random, compete to be the parent.
  int64_t sample = 4;
};

/// The best of a random sample of the youngest has a child, which differs in
/// one decision. Real et al., Regularized Evolution for Image Classifier
/// Architecture Search, 2019; children that are known are drawn again, because
/// an evaluation costs more than a draw.
std::unique_ptr<SearchStrategy>
makeRegularizedEvolution(const SearchSpace &space, uint64_t seed,
                         EvolutionOptions options = {});

struct PolicyOptions {
  /// The learning rate of the logits.
  double rate = 0.3;
  /// How much of mean and spread of the rewards stays from one to the next.
  double decay = 0.9;
};

/// Independent softmax distributions, one per decision, follow the policy
/// gradient. Williams, Simple Statistical Gradient-Following Algorithms
/// (REINFORCE), 1992; Zoph and Le, Neural Architecture Search with
/// Reinforcement Learning, 2017. Rewards are normalized by their moving mean
/// and deviation.
std::unique_ptr<SearchStrategy> makePolicySearch(const SearchSpace &space,
                                                 uint64_t seed,
                                                 PolicyOptions options = {});

/// In decreasing order of the product of softmax(logits): DARTS' derivation,
/// and what comes next where that is not feasible. Decisions without logits
/// prefer nothing.
std::unique_ptr<SearchStrategy> makeRankedSearch(const SearchSpace &space);

} // namespace mlir::compress

#endif // COMPRESS_SEARCH_STRATEGY_H
