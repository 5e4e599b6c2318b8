//===- ArenaTest.cpp - where buffers lie in one block of memory -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/Arena.h"
#include "gtest/gtest.h"
#include <random>

using namespace mlir::compress;

/// Aligned, inside the arena, and apart from what is alive at the same time.
static void check(const std::vector<BufferLife> &buffers,
                  const ArenaPlan &plan) {
  ASSERT_EQ(plan.offsets.size(), buffers.size());
  for (size_t i = 0; i < buffers.size(); ++i) {
    EXPECT_EQ(plan.offsets[i] % kBufferAlignment, 0);
    EXPECT_GE(plan.offsets[i], 0);
    EXPECT_LE(plan.offsets[i] + buffers[i].size + kBufferSlack, plan.size);
    for (size_t j = 0; j < i; ++j) {
      if (buffers[i].last < buffers[j].first ||
          buffers[j].last < buffers[i].first)
        continue;
      EXPECT_TRUE(
          plan.offsets[i] + buffers[i].size + kBufferSlack <= plan.offsets[j] ||
          plan.offsets[j] + buffers[j].size + kBufferSlack <= plan.offsets[i])
          << i << " and " << j;
    }
  }
}

TEST(Arena, Empty) {
  EXPECT_EQ(planArena({}).size, 0);
  EXPECT_EQ(getPeakBytes({}), 0);
}

TEST(Arena, ChainTakesTwo) {
  // a -> b -> c -> d: two at a time.
  std::vector<BufferLife> buffers = {
      {64, 0, 1}, {64, 1, 2}, {64, 2, 3}, {64, 3, 4}};
  ArenaPlan plan = planArena(buffers);
  check(buffers, plan);
  EXPECT_EQ(plan.size, 2 * 128);
  EXPECT_EQ(getPeakBytes(buffers), 2 * 128);
}

TEST(Arena, SmallestGap) {
  // At step 5 the first and the third are free again.
  std::vector<BufferLife> buffers = {
      {1000, 0, 0}, {900, 0, 9}, {800, 0, 0}, {700, 0, 9}, {64, 5, 6}};
  ArenaPlan plan = planArena(buffers);
  check(buffers, plan);
  EXPECT_EQ(plan.offsets[0], 0);
  EXPECT_EQ(plan.offsets[4], plan.offsets[2]);
}

TEST(Arena, EmptyBufferStillHasSlack) {
  ArenaPlan plan = planArena({{0, 0, 0}});
  EXPECT_EQ(plan.size, 64);
}

TEST(Arena, Random) {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    std::vector<BufferLife> buffers(random() % 60);
    for (BufferLife &buffer : buffers) {
      buffer.size = random() % 5000;
      buffer.first = random() % 40;
      buffer.last = buffer.first + random() % 10;
    }
    ArenaPlan plan = planArena(buffers);
    check(buffers, plan);
    EXPECT_GE(plan.size, getPeakBytes(buffers));
    EXPECT_LE(plan.size, 2 * getPeakBytes(buffers));
    EXPECT_EQ(plan.offsets, planArena(buffers).offsets);
  }
}
