//===- SeededRandomTest.cpp - the same numbers everywhere -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/SeededRandom.h"
#include "gtest/gtest.h"
#include <set>
#include <vector>

using namespace mlir::compress;

TEST(SeededRandom, StreamsAndSeedsDiffer) {
  std::set<uint64_t> first;
  for (uint64_t seed = 0; seed < 10; ++seed)
    for (const char *stream : {"", "a", "b", "ab", "epoch 1"})
      first.insert(SeededRandom(seed, stream).next());
  EXPECT_EQ(first.size(), 50u);
  EXPECT_EQ(SeededRandom(3, "a").next(), SeededRandom(3, "a").next());
}

TEST(SeededRandom, NumbersBelowABoundAreEvenlySpread) {
  SeededRandom random(0, "test");
  std::vector<int> counts(6);
  for (int i = 0; i < 60000; ++i)
    ++counts[random.nextBelow(6)];
  for (int count : counts)
    EXPECT_NEAR(count, 10000, 400);
}
