//===- Evolution.cpp - regularized evolution ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Draws.h"
#include <deque>

using namespace mlir;
using namespace mlir::compress;

/// Mutations of a parent before a child is drawn from the whole space.
static constexpr int64_t kMaxMutations = 200;

namespace {

class RegularizedEvolution : public SearchStrategy {
public:
  RegularizedEvolution(const SearchSpace &space, uint64_t seed,
                       EvolutionOptions options)
      : draws(space, seed, "regularized evolution"), options(options) {}

  std::optional<Architecture> propose(FeasibleFn isFeasible) override {
    std::optional<Architecture> child;
    if (static_cast<int64_t>(population.size()) >= options.population)
      child = mutate(isFeasible);
    if (!child)
      child = draws.draw(isFeasible, known);
    if (child)
      known.insert(*child);
    return child;
  }

  void observe(const Architecture &architecture, double score) override {
    population.emplace_back(architecture, score);
    if (static_cast<int64_t>(population.size()) > options.population)
      population.pop_front();
  }

private:
  using Member = std::pair<Architecture, double>;

  const Member &selectParent() {
    const Member *best = nullptr;
    for (int64_t i = 0; i < options.sample; ++i) {
      const Member &one =
          population[draws.getRandom().nextBelow(population.size())];
      if (!best || one.second > best->second)
        best = &one;
    }
    return *best;
  }

  /// A new neighbour of a parent; nothing if it has none.
  std::optional<Architecture> mutate(FeasibleFn isFeasible) {
    const std::vector<SearchSpace::Decision> &decisions =
        draws.getSpace().decisions;
    for (int64_t i = 0; i < kMaxMutations; ++i) {
      Architecture child = selectParent().first;
      size_t d = draws.getRandom().nextBelow(decisions.size());
      child[d] = draws.getRandom().nextBelow(decisions[d].labels.size());
      if (!known.count(child) && isFeasible(child))
        return child;
    }
    return std::nullopt;
  }

  Draws draws;
  EvolutionOptions options;
  std::set<Architecture> known;
  /// The oldest first.
  std::deque<Member> population;
};

} // namespace

std::unique_ptr<SearchStrategy>
compress::makeRegularizedEvolution(const SearchSpace &space, uint64_t seed,
                                   EvolutionOptions options) {
  return std::make_unique<RegularizedEvolution>(space, seed, options);
}
