//===- NormsTest.cpp - scores of weight groups ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Importance/Norms.h"
#include "gtest/gtest.h"
#include <cfloat>
#include <vector>

using namespace mlir::compress;

static const std::vector<float> kWeights = {1.0f,  -4.0f, 0.0f,
                                            -0.0f, 2.0f,  2.0f};

TEST(Norms, SingleEntriesScoreTheirMagnitude) {
  std::vector<double> magnitude(6), l1(6);
  scoreByLargestMagnitude({kWeights, 1}, magnitude);
  scoreByL1Norm({kWeights, 1}, l1);
  EXPECT_EQ(magnitude, (std::vector<double>{1, 4, 0, 0, 2, 2}));
  EXPECT_EQ(l1, magnitude);
}

TEST(Norms, GroupsScoreLargestAndSum) {
  std::vector<double> magnitude(3), l1(3);
  scoreByLargestMagnitude({kWeights, 2}, magnitude);
  scoreByL1Norm({kWeights, 2}, l1);
  EXPECT_EQ(magnitude, (std::vector<double>{4, 0, 2}));
  EXPECT_EQ(l1, (std::vector<double>{5, 0, 4}));
}

TEST(Norms, LargeWeightsDoNotOverflow) {
  std::vector<float> weights = {FLT_MAX, -FLT_MAX};
  std::vector<double> score(1);
  scoreByL1Norm({weights, 2}, score);
  EXPECT_EQ(score[0], 2.0 * FLT_MAX);
}
