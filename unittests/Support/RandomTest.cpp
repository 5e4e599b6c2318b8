//===- RandomTest.cpp - random numbers, the same everywhere ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/Random.h"
#include "gtest/gtest.h"
#include <numeric>
#include <set>
#include <vector>

using namespace mlir::compress;

TEST(Random, GivesTheNumbersOfTheReferenceCode) {
  // From the C code by Vigna, seed 1234567.
  Random random(1234567);
  EXPECT_EQ(random.next(), 6457827717110365317u);
  EXPECT_EQ(random.next(), 3203168211198807973u);
  EXPECT_EQ(random.next(), 9817491932198370423u);
}

TEST(Random, StreamsDiffer) {
  std::set<uint64_t> first;
  for (uint64_t seed = 0; seed < 10; ++seed)
    for (uint64_t a = 0; a < 10; ++a)
      for (uint64_t b = 0; b < 10; ++b)
        first.insert(Random(seed, {a, b}).next());
  EXPECT_EQ(first.size(), 1000u);
  EXPECT_EQ(Random(3, {1, 2}).next(), Random(3, {1, 2}).next());
}

TEST(Random, NumbersBelowABoundAreEvenlySpread) {
  Random random(0);
  std::vector<int> counts(6);
  for (int i = 0; i < 60000; ++i)
    ++counts[random.nextBelow(6)];
  for (int count : counts)
    EXPECT_NEAR(count, 10000, 400);
}

TEST(Random, ShufflePermutes) {
  std::vector<int> order(1000), sorted(1000);
  std::iota(order.begin(), order.end(), 0);
  std::iota(sorted.begin(), sorted.end(), 0);
  Random(7).shuffle(order);
  EXPECT_NE(order, sorted);
  std::sort(order.begin(), order.end());
  EXPECT_EQ(order, sorted);
}
