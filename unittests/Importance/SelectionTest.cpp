//===- SelectionTest.cpp - which scores go --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Importance/Selection.h"
#include "gtest/gtest.h"

using namespace mlir::compress;

using Scores = std::vector<double>;
using Keep = std::vector<bool>;

TEST(Selection, CountsRoundHalvesToEven) {
  EXPECT_EQ(countForFraction(0.5, 5), 2);
  EXPECT_EQ(countForFraction(0.5, 7), 4);
  EXPECT_EQ(countForFraction(0.5, 16000), 8000);
  EXPECT_EQ(countForFraction(0.95, 250), 238);
  EXPECT_EQ(countForFraction(0.0, 10), 0);
  EXPECT_EQ(countForFraction(1.0, 10), 10);
  EXPECT_EQ(countForFraction(0.5, 0), 0);
}

TEST(Selection, LowestGoFirstAndEqualOnesByIndex) {
  Keep keep(6, true);
  removeLowest(Scores{3, 1, 2, 1, 1, 0}, 3, keep);
  EXPECT_EQ(keep, (Keep{true, false, true, false, true, false}));
}

TEST(Selection, WhatIsGoneDoesNotCount) {
  Keep keep = {false, true, true, true};
  removeLowest(Scores{0, 1, 2, 3}, 2, keep);
  EXPECT_EQ(keep, (Keep{false, false, false, true}));
}

TEST(Selection, NoneAndAll) {
  Keep keep(3, true);
  removeLowest(Scores{1, 2, 3}, 0, keep);
  EXPECT_EQ(keep, Keep(3, true));
  removeLowest(Scores{1, 2, 3}, 3, keep);
  EXPECT_EQ(keep, Keep(3, false));
  Keep empty;
  removeLowest(Scores{}, 0, empty);
  EXPECT_TRUE(empty.empty());
}

TEST(Selection, ManyEqualScoresAreDeterministic) {
  Keep keep(1000, true);
  removeLowest(Scores(1000, 1.0), 400, keep);
  for (int i = 0; i < 1000; ++i)
    EXPECT_EQ(keep[i], i >= 400);
}

TEST(Selection, ThresholdIsIncluded) {
  Keep keep = {true, true, true, false};
  removeUpTo(Scores{0.5, 0.1, 0.6, 0.9}, 0.5, keep);
  EXPECT_EQ(keep, (Keep{false, false, true, false}));
}

TEST(Selection, OnlyTheRangeLosesEntries) {
  Keep keep(6, true);
  removeLowest(Scores{0, 0, 5, 4, 3, 0}, 2, /*begin=*/2, /*size=*/3, keep);
  EXPECT_EQ(keep, (Keep{true, true, true, false, false, true}));
}

namespace {
/// Two layers that compete.
struct SelectionOfAll : ::testing::Test {
  int64_t remove(int64_t count, llvm::ArrayRef<RemovalBounds> bounds) {
    return removeLowestOfAll({first, second}, count, bounds, keep);
  }
  Scores first = {1, 2, 3, 4}, second = {10, 1, 30, 2};
  std::vector<Keep> keep = {Keep(4, true), Keep(4, true)};
};
} // namespace

TEST_F(SelectionOfAll, EqualScoresGoInTheOrderOfLayers) {
  EXPECT_EQ(remove(3, {{0, 4}, {0, 4}}), 3);
  EXPECT_EQ(keep[0], (Keep{false, false, true, true}));
  EXPECT_EQ(keep[1], (Keep{true, false, true, true}));
}

TEST_F(SelectionOfAll, BoundsSpareAndTake) {
  // The first layer would lose all; one must stay, one of the second must go.
  EXPECT_EQ(remove(5, {{0, 2}, {1, 4}}), 5);
  EXPECT_EQ(keep[0], (Keep{false, false, true, true}));
  EXPECT_EQ(keep[1], (Keep{false, false, true, false}));
}

TEST_F(SelectionOfAll, BoundsMayLeaveNoChoice) {
  EXPECT_EQ(remove(1, {{2, 4}, {1, 4}}), 3);
  EXPECT_EQ(keep[0], (Keep{false, false, true, true}));
  EXPECT_EQ(keep[1], (Keep{true, false, true, true}));
}

TEST_F(SelectionOfAll, BoundsMayForbidTheRest) {
  EXPECT_EQ(remove(8, {{0, 1}, {0, 2}}), 3);
  EXPECT_EQ(keep[0], (Keep{false, true, true, true}));
  EXPECT_EQ(keep[1], (Keep{true, false, true, false}));
}
