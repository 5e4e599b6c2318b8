//===- ObserversTest.cpp - ranges from values -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Observers/MinMax.h"
#include "compress/Observers/Percentile.h"
#include "gtest/gtest.h"
#include <random>

using namespace mlir::compress;

using Range = std::pair<float, float>;

TEST(MinMax, SeesAllRuns) {
  MinMaxCollector collector;
  EXPECT_EQ(collector.range(), Range(0.0f, 0.0f));
  collector.add({});
  EXPECT_EQ(collector.range(), Range(0.0f, 0.0f));
  collector.add({3.0f, 2.0f});
  EXPECT_EQ(collector.range(), Range(2.0f, 3.0f));
  collector.add({-1.0f});
  EXPECT_EQ(collector.range(), Range(-1.0f, 3.0f));
}

TEST(Percentile, HundredIsMinMax) {
  PercentileCollector collector(100.0, 16);
  collector.add({-3.0f, 5.0f, 0.25f});
  EXPECT_EQ(collector.range(), Range(-3.0f, 5.0f));
}

TEST(Percentile, NothingAndZeros) {
  PercentileCollector collector(50.0, 16);
  EXPECT_EQ(collector.range(), Range(0.0f, 0.0f));
  std::vector<float> zeros(100, 0.0f);
  collector.add(zeros);
  EXPECT_EQ(collector.range(), Range(0.0f, 0.0f));
}

// 1 % is cut off either end of -100..99.
TEST(Percentile, CutsBothEnds) {
  PercentileCollector collector(98.0, 2048);
  std::vector<float> values;
  for (int i = -100; i < 100; ++i)
    values.push_back(static_cast<float>(i));
  collector.add(values);
  auto [lower, upper] = collector.range();
  EXPECT_NEAR(lower, -98.0f, 0.2f);
  EXPECT_NEAR(upper, 97.1f, 0.2f);
}

// The histogram grows with the values: the order of runs makes no difference
// but for the size of a bin.
TEST(Percentile, WidensForLaterRuns) {
  std::mt19937 random(1);
  std::normal_distribution<float> normal;
  std::vector<float> values(10000);
  for (float &value : values)
    value = normal(random);
  float outlier = 1000.0f;
  PercentileCollector first(99.0, 1 << 16), last(99.0, 1 << 16);
  first.add(outlier);
  first.add(values);
  last.add(values);
  last.add(outlier);
  EXPECT_NEAR(first.range().first, -2.576f, 0.15f);
  EXPECT_NEAR(first.range().second, 2.576f, 0.15f);
  EXPECT_NEAR(last.range().first, first.range().first, 0.05f);
  EXPECT_NEAR(last.range().second, first.range().second, 0.05f);
}

TEST(Percentile, NeverBeyondWhatWasSeen) {
  PercentileCollector collector(90.0, 4);
  std::vector<float> values(100, 5.0f);
  collector.add(values);
  EXPECT_EQ(collector.range(), Range(5.0f, 5.0f));
}
