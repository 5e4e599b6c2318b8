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

//===----------------------------------------------------------------------===//
// The numbers below are NumPy's.
//===----------------------------------------------------------------------===//

static const std::vector<float> kNine = {1, -4, 0, -0.0f, 2, 2, 3, -1, 0.5f};

static void expectNear(llvm::ArrayRef<double> actual,
                       llvm::ArrayRef<double> expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (size_t i = 0; i < actual.size(); ++i)
    EXPECT_NEAR(actual[i], expected[i], 1e-12) << "group " << i;
}

TEST(Norms, PowersOfAnyExponent) {
  std::vector<double> scores(3);
  scoreByLpNorm({kNine, 3}, 2.0, scores);
  expectNear(scores,
             {4.123105625617661, 2.8284271247461903, 3.2015621187164243});
  scoreByLpNorm({kNine, 3}, 3.0, scores);
  expectNear(scores, {4.020725758589058, 2.5198420997897464, 3.0411009977867});
  scoreByLpNorm({kNine, 3}, 0.5, scores);
  expectNear(scores, {9.0, 8.0, 11.827804920294026});
}

TEST(Norms, PowersStayInRange) {
  std::vector<float> weights = {FLT_MAX, FLT_MAX, 0.0f, 0.0f, 1e-40f, 0.0f};
  std::vector<double> scores(3);
  scoreByLpNorm({weights, 2}, 100.0, scores);
  EXPECT_NEAR(scores[0] / FLT_MAX, 1.0069555500567189, 1e-12);
  EXPECT_EQ(scores[1], 0.0);
  EXPECT_EQ(scores[2], static_cast<double>(1e-40f));
}

TEST(Norms, SumCancels) {
  std::vector<double> scores(3);
  scoreBySum({kNine, 3}, scores);
  expectNear(scores, {3.0, 4.0, 2.5});
}

TEST(Norms, EntropyAndGini) {
  std::vector<double> scores(3);
  scoreByEntropy({kNine, 3}, scores);
  expectNear(scores,
             {0.5004024235381879, 0.6931471805599453, 0.8486855577264172});
  scoreByGini({kNine, 3}, scores);
  expectNear(scores, {8.0 / 15, 1.0 / 3, 10.0 / 27});
  std::vector<float> zeros(4, 0.0f);
  std::vector<double> one(1, -1.0);
  scoreByEntropy({zeros, 4}, one);
  EXPECT_EQ(one[0], 0.0);
  scoreByGini({zeros, 4}, one);
  EXPECT_EQ(one[0], 0.0);
}
