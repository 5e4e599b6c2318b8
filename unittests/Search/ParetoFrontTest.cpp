//===- ParetoFrontTest.cpp - what nothing dominates -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Search/ParetoFront.h"
#include "gtest/gtest.h"

using namespace mlir::compress;

TEST(ParetoFront, KeepsWhatNothingDominates) {
  std::vector<std::pair<double, double>> points = {
      {3, 0.9}, {1, 0.5}, {2, 0.4}, {2, 0.7}, {3, 0.9}, {4, 0.8}};
  EXPECT_EQ(findParetoFront(points), (std::vector<size_t>{1, 3, 0}));
}

TEST(ParetoFront, Empty) { EXPECT_TRUE(findParetoFront({}).empty()); }
