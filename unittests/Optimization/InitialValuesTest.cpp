//===- InitialValuesTest.cpp - values that training starts from -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Optimization/InitialValues.h"
#include "gtest/gtest.h"
#include <cmath>
#include <vector>

using namespace mlir::compress;

TEST(InitialValues, LimitsFollowTheFan) {
  EXPECT_DOUBLE_EQ(getKaimingLimit({25, 250}, std::sqrt(5.0)), 0.2);
  EXPECT_DOUBLE_EQ(getKaimingLimit({24, 1}, 0.0), 0.5);
  EXPECT_DOUBLE_EQ(getXavierLimit({10, 14}), 0.5);
}

TEST(InitialValues, ValuesKeepToTheLimit) {
  std::vector<float> values(100000);
  Random random(1);
  fillUniform(values, 0.5, random);
  double sum = 0.0, squares = 0.0;
  for (float value : values) {
    ASSERT_LE(std::fabs(value), 0.5f);
    sum += value;
    squares += value * value;
  }
  EXPECT_NEAR(sum / values.size(), 0.0, 0.005);
  EXPECT_NEAR(squares / values.size(), 1.0 / 12.0, 0.002);
}

TEST(InitialValues, NormalValuesHaveTheirDeviation) {
  std::vector<float> values(100000);
  Random random(1);
  fillNormal(values, 2.0, random);
  double sum = 0.0, squares = 0.0;
  for (float value : values) {
    sum += value;
    squares += value * value;
  }
  EXPECT_NEAR(sum / values.size(), 0.0, 0.03);
  EXPECT_NEAR(squares / values.size(), 4.0, 0.08);
}
