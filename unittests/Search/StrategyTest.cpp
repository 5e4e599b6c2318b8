//===- StrategyTest.cpp - which architecture to try next ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Search/Strategy.h"
#include "gtest/gtest.h"
#include <set>

using namespace mlir::compress;

namespace {

constexpr int64_t kSize = 8;

/// Four decisions among eight.
SearchSpace makeSpace() {
  SearchSpace space;
  for (const char *name : {"a", "b", "c", "d"})
    space.decisions.push_back(
        {name, {"0", "1", "2", "3", "4", "5", "6", "7"}, {}});
  return space;
}

/// Best at 5 5 5 5, where it is 0.
double score(const Architecture &architecture) {
  double sum = 0.0;
  for (int64_t number : architecture)
    sum -= double((number - 5) * (number - 5));
  return sum;
}

bool isAny(const Architecture &) { return true; }

/// The best score of so many different architectures.
double search(SearchStrategy &strategy, size_t evaluations,
              FeasibleFn isFeasible = isAny) {
  double best = -1e9;
  std::set<Architecture> seen;
  for (int i = 0; i < 5000 && seen.size() < evaluations; ++i) {
    std::optional<Architecture> next = strategy.propose(isFeasible);
    if (!next)
      break;
    EXPECT_TRUE(isFeasible(*next));
    seen.insert(*next);
    strategy.observe(*next, score(*next));
    best = std::max(best, score(*next));
  }
  return best;
}

/// How many of 20 seeds come at least as far as `wanted` in 150 evaluations.
template <typename Make>
int countSuccesses(Make make, double wanted) {
  int successes = 0;
  for (uint64_t seed = 0; seed < 20; ++seed)
    successes += search(*make(makeSpace(), seed), 150) >= wanted;
  return successes;
}

} // namespace

TEST(Strategy, GridIsComplete) {
  SearchSpace space = makeSpace();
  auto grid = makeGridSearch(space);
  std::set<Architecture> seen;
  Architecture last;
  while (auto next = grid->propose(isAny)) {
    EXPECT_LT(last, *next);
    last = *next;
    seen.insert(last);
  }
  EXPECT_EQ(double(seen.size()), space.getSize());
}

TEST(Strategy, RandomFindsEachOnce) {
  SearchSpace space{{{"a", {"0", "1", "2"}, {}}, {"b", {"0", "1"}, {}}}};
  auto random = makeRandomSearch(space, 4);
  auto isFeasible = [](const Architecture &a) { return a[0] != a[1]; };
  std::set<Architecture> seen;
  while (auto next = random->propose(isFeasible))
    EXPECT_TRUE(seen.insert(*next).second);
  EXPECT_EQ(seen.size(), 4u);
}

TEST(Strategy, NothingIsFeasible) {
  SearchSpace space{{{"a", {"0", "1", "2"}, {}}}};
  auto none = [](const Architecture &) { return false; };
  EXPECT_FALSE(makeRandomSearch(space, 0)->propose(none));
  EXPECT_FALSE(makeGridSearch(space)->propose(none));
  EXPECT_FALSE(makeRegularizedEvolution(space, 0)->propose(none));
  EXPECT_FALSE(makePolicySearch(space, 0)->propose(none));
  EXPECT_FALSE(makeRankedSearch(space)->propose(none));
}

TEST(Strategy, LearnersBeatChance) {
  int random = countSuccesses(makeRandomSearch, -1.0);
  int evolution = countSuccesses(
      [](const SearchSpace &space, uint64_t seed) {
        return makeRegularizedEvolution(space, seed);
      },
      -1.0);
  int policy = countSuccesses(
      [](const SearchSpace &space, uint64_t seed) {
        return makePolicySearch(space, seed);
      },
      -1.0);
  // 150 of 4,096, of which nine are that good.
  EXPECT_LE(random, 10);
  EXPECT_GE(evolution, 17);
  EXPECT_GE(policy, 15);
}

TEST(Strategy, SeedsRepeat) {
  SearchSpace space = makeSpace();
  auto run = [&](std::unique_ptr<SearchStrategy> strategy) {
    std::vector<Architecture> all;
    for (int i = 0; i < 100; ++i) {
      all.push_back(*strategy->propose(isAny));
      strategy->observe(all.back(), score(all.back()));
    }
    return all;
  };
  EXPECT_EQ(run(makeRegularizedEvolution(space, 3)),
            run(makeRegularizedEvolution(space, 3)));
  EXPECT_EQ(run(makePolicySearch(space, 3)), run(makePolicySearch(space, 3)));
  EXPECT_NE(run(makePolicySearch(space, 3)), run(makePolicySearch(space, 4)));
}

/// After the first ones, a child differs from one of the youngest in one
/// decision.
TEST(Strategy, ChildrenAreNeighboursOfTheYoung) {
  SearchSpace space = makeSpace();
  auto strategy = makeRegularizedEvolution(space, 1, {10, 3});
  std::vector<Architecture> all;
  for (int i = 0; i < 60; ++i) {
    Architecture child = *strategy->propose(isAny);
    if (i >= 10) {
      int nearest = kSize;
      for (int k = i - 10; k < i; ++k) {
        int different = 0;
        for (size_t d = 0; d < child.size(); ++d)
          different += child[d] != all[k][d];
        nearest = std::min(nearest, different);
      }
      EXPECT_EQ(nearest, 1);
    }
    all.push_back(child);
    strategy->observe(child, score(child));
  }
}

/// The likeliest first; each once.
TEST(Strategy, RankedFollowsLogits) {
  SearchSpace space{{{"a", {"0", "1", "2"}, {0.5, 2.0, -1.0}},
                     {"b", {"0", "1", "2"}, {0.0, 0.25, 3.0}}}};
  auto ranked = makeRankedSearch(space);
  std::vector<Architecture> all;
  double last = 1e9;
  while (auto next = ranked->propose(isAny)) {
    double sum = space.decisions[0].logits[(*next)[0]] +
                 space.decisions[1].logits[(*next)[1]];
    EXPECT_LE(sum, last);
    last = sum;
    all.push_back(*next);
  }
  EXPECT_EQ(all.size(), 9u);
  EXPECT_EQ(all.front(), (Architecture{1, 2}));
  EXPECT_EQ(std::set<Architecture>(all.begin(), all.end()).size(), 9u);
}
