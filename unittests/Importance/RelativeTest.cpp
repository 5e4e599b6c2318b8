//===- RelativeTest.cpp - scores that compare groups ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Importance/Relative.h"
#include "gtest/gtest.h"
#include <set>

using namespace mlir::compress;

TEST(Relative, DistancesToAllOthers) {
  std::vector<float> weights = {1, -4, 0, -0.0f, 2, 2, 3, -1, 0.5f};
  std::vector<double> scores(3, 9.0);
  scoreByDistances({weights, 3}, scores);
  EXPECT_NEAR(scores[0], 10.04317918, 1e-8);
  EXPECT_NEAR(scores[1], 10.90312424, 1e-8);
  EXPECT_NEAR(scores[2], 8.14005494, 1e-8);
}

TEST(Relative, OfTwoFiltersOnALineTheMiddleOneIsReplaceable) {
  // The idea of FPGM: norms rank 1 < 2 < 3, the median is 2.
  std::vector<float> weights = {1, 2, 3};
  std::vector<double> scores(3);
  scoreByDistances({weights, 1}, scores);
  EXPECT_EQ(scores, (std::vector<double>{3, 2, 3}));
}

TEST(Relative, LampIsTheShareOfWhatIsNotSmaller) {
  std::vector<float> weights = {0.5f, -2.0f, 1.0f, 0.0f, -0.5f};
  std::vector<double> scores(5);
  scoreByLamp({weights, 1}, scores);
  EXPECT_DOUBLE_EQ(scores[0], 0.25 / 5.5);
  EXPECT_DOUBLE_EQ(scores[1], 1.0);
  EXPECT_DOUBLE_EQ(scores[2], 0.2);
  EXPECT_DOUBLE_EQ(scores[3], 0.0);
  EXPECT_DOUBLE_EQ(scores[4], 0.25 / 5.25);
  std::vector<float> zeros(3, 0.0f);
  scores.resize(3);
  scoreByLamp({zeros, 1}, scores);
  EXPECT_EQ(scores, (std::vector<double>{0, 0, 0}));
}

TEST(Relative, RandomScoresDependOnSeedAndName) {
  std::vector<float> weights(100, 1.0f);
  auto score = [&](uint64_t seed, llvm::StringRef name) {
    WeightGroups groups;
    groups.values = weights;
    groups.name = name;
    std::vector<double> scores(100);
    scoreRandomly(groups, seed, scores);
    return scores;
  };
  std::vector<double> scores = score(1, "a");
  EXPECT_EQ(scores, score(1, "a"));
  EXPECT_NE(scores, score(2, "a"));
  EXPECT_NE(scores, score(1, "b"));
  EXPECT_EQ(std::set<double>(scores.begin(), scores.end()).size(), 100u);
  for (double value : scores)
    EXPECT_TRUE(value >= 0.0 && value < 1.0);
}

TEST(Relative, ScaledMagnitudeIsThePapersExample) {
  // Sun et al., figure 1: |W| * ||X|| prunes other weights than |W|.
  std::vector<float> weights = {4, 0, 1, -1, 3, -2, -1, -3, -3, 1, 0, 2};
  std::vector<double> norms = {1, 2, 8, 3};
  std::vector<double> statistics;
  for (int i = 0; i < 12; ++i)
    statistics.push_back(norms[i % 4]);
  WeightGroups groups;
  groups.values = weights;
  groups.statistics = statistics;
  std::vector<double> scores(12);
  scoreByScaledMagnitude(groups, scores);
  EXPECT_EQ(scores, (std::vector<double>{4, 0, 8, 3, 3, 4, 8, 9, 3, 2, 0, 6}));
}

TEST(Relative, TaylorSquaresTheSumOfProducts) {
  std::vector<float> weights = {1, -2, 3, 0.5f}, gradients = {2, 1, -1, 4};
  WeightGroups groups;
  groups.values = weights;
  groups.gradients = gradients;
  groups.groupSize = 2;
  std::vector<double> scores(2, 1.0);
  scoreByTaylor(groups, scores);
  EXPECT_EQ(scores, (std::vector<double>{0, 1}));
}

TEST(Relative, ProductsWithGradients) {
  std::vector<float> values = {1, -2, 3, 4}, gradients = {2, 1, -1, 0.5};
  WeightGroups groups;
  groups.values = values;
  groups.groupSize = 2;
  groups.gradients = gradients;
  std::vector<double> scores(2);
  // Products are 2, -2 and -3, 2.
  scoreByTaylorMagnitude(groups, scores);
  EXPECT_EQ(scores, (std::vector<double>{4, 5}));
  scoreByMovement(groups, scores);
  EXPECT_EQ(scores, (std::vector<double>{0, 1}));
  scoreByGradientSums(groups, scores);
  EXPECT_EQ(scores, (std::vector<double>{3, -0.5}));
}
