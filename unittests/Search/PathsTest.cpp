//===- PathsTest.cpp - which path a step takes ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Search/Paths.h"
#include "gtest/gtest.h"
#include <map>
#include <set>

using namespace mlir::compress;

static SearchSpace makeSpace() {
  return {{{"a", {"0", "1", "2"}, {}}, {"b", {"0", "1", "2", "3", "4"}, {}}}};
}

TEST(Paths, UniformIsUniform) {
  SearchSpace space = makeSpace();
  std::map<Architecture, int> counts;
  for (int64_t step = 0; step < 15000; ++step)
    ++counts[sampleUniformly(space, 7, step)];
  ASSERT_EQ(counts.size(), 15u);
  // 1000 each; the deviation is about 31.
  for (const auto &[path, count] : counts)
    EXPECT_NEAR(count, 1000, 150);
}

TEST(Paths, FollowFromSeedAndStep) {
  SearchSpace space = makeSpace();
  EXPECT_EQ(sampleUniformly(space, 1, 5), sampleUniformly(space, 1, 5));
  std::set<Architecture> seen;
  for (uint64_t seed = 0; seed < 20; ++seed)
    seen.insert(sampleUniformly(space, seed, 5));
  EXPECT_GT(seen.size(), 5u);
}

/// In n steps from a multiple of n on, each of n alternatives once.
TEST(Paths, FairIsFair) {
  SearchSpace space = makeSpace();
  for (size_t d : {0, 1}) {
    int64_t n = space.decisions[d].labels.size();
    std::set<std::vector<int64_t>> orders;
    for (int64_t cycle = 0; cycle < 50; ++cycle) {
      std::set<int64_t> taken;
      std::vector<int64_t> order;
      for (int64_t i = 0; i < n; ++i) {
        order.push_back(sampleFairly(space, 3, cycle * n + i)[d]);
        taken.insert(order.back());
      }
      EXPECT_EQ(int64_t(taken.size()), n);
      orders.insert(order);
    }
    // All 6, or many of 120.
    EXPECT_GE(orders.size(), d == 0 ? 6u : 30u);
  }
}

TEST(Paths, Ends) {
  EXPECT_EQ(takeLargest(makeSpace()), (Architecture{0, 0}));
  EXPECT_EQ(takeSmallest(makeSpace()), (Architecture{2, 4}));
}
