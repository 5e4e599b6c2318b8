//===- SparsityTest.cpp - schedules of gradual pruning --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Optimization/Sparsity.h"
#include "gtest/gtest.h"

using namespace mlir::compress;

TEST(Sparsity, AllSchedulesGoFromInitialToFinal) {
  for (double progress : {0.0, 1.0}) {
    double expected = progress == 0.0 ? 0.1 : 0.9;
    EXPECT_DOUBLE_EQ(getLinearSparsity(progress, 0.1, 0.9), expected);
    EXPECT_DOUBLE_EQ(getPolynomialSparsity(progress, 0.1, 0.9, 3), expected);
    EXPECT_DOUBLE_EQ(getExponentialSparsity(progress, 0.1, 0.9), expected);
  }
}

TEST(Sparsity, HalfWay) {
  EXPECT_DOUBLE_EQ(getLinearSparsity(0.5, 0.2, 0.8), 0.5);
  // 0.8 - 0.6 / 8.
  EXPECT_DOUBLE_EQ(getPolynomialSparsity(0.5, 0.2, 0.8, 3), 0.725);
  // 0.8 and 0.2 are kept at the ends, their geometric mean half way.
  EXPECT_DOUBLE_EQ(getExponentialSparsity(0.5, 0.2, 0.8), 0.6);
}

TEST(Sparsity, ExponentialCannotReachOneButAtOnce) {
  EXPECT_EQ(getExponentialSparsity(0.0, 0.5, 1.0), 0.5);
  EXPECT_EQ(getExponentialSparsity(0.1, 0.5, 1.0), 1.0);
}
