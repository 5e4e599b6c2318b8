//===- GroupedWeightTest.cpp - scores and fate of a weight's groups -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Importance/GroupedWeight.h"
#include "compress/Importance/Norms.h"
#include "gtest/gtest.h"
#include <cmath>
#include <numeric>

using namespace mlir::compress;

/// A weight of `outputs` x `inputs`, whose tensor is transposed: entry (o, i)
/// lies at `i * outputs + o`.
static GroupedWeight makeWeight(int64_t outputs, int64_t inputs,
                                WeightPartition (*partition)(
                                    const WeightSizes &)) {
  GroupedWeight weight;
  weight.sizes.outputs = outputs;
  weight.sizes.inputs = inputs;
  weight.partition = partition(weight.sizes);
  for (int64_t output = 0; output < outputs; ++output)
    for (int64_t input = 0; input < inputs; ++input)
      weight.order.push_back(input * outputs + output);
  weight.keep.assign(outputs * inputs, true);
  weight.findAlive();
  return weight;
}

TEST(GroupedWeight, ScoresSeeTheOrderAndZerosWherePruned) {
  GroupedWeight weight = makeWeight(2, 3, partitionIntoFilters);
  std::vector<float> values = {1, 10, 2, 20, 4, 40};
  weight.keep[2] = false;
  ASSERT_TRUE(scoreGroups(weight, {values}, scoreByL1Norm));
  EXPECT_EQ(weight.scores, (std::vector<double>{5, 70}));
}

TEST(GroupedWeight, DeadGroupsTakeNoPart) {
  GroupedWeight weight = makeWeight(3, 1, partitionIntoFilters);
  weight.keep[1] = false;
  weight.findAlive();
  std::vector<float> values = {1, NAN, 3}, gradients = {4, NAN, 6};
  std::vector<double> channels = {7, 8, 9};
  ScoreInputs inputs = {values, gradients, channels};
  ASSERT_TRUE(scoreGroups(weight, inputs, [&](auto &groups, auto scores) {
    EXPECT_EQ(groups.values, (llvm::ArrayRef<float>{1, 3}));
    EXPECT_EQ(groups.gradients, (llvm::ArrayRef<float>{4, 6}));
    EXPECT_EQ(groups.statistics, (llvm::ArrayRef<double>{7, 9}));
    scores[0] = 1.0;
    scores[1] = 2.0;
  }));
  EXPECT_EQ(weight.scores, (std::vector<double>{1, 0, 2}));
}

TEST(GroupedWeight, ScoresThatAreNotFiniteAreNoScores) {
  GroupedWeight weight = makeWeight(2, 1, partitionIntoEntries);
  std::vector<float> values = {1, INFINITY};
  EXPECT_FALSE(scoreGroups(weight, {values}, scoreByL1Norm));
}

TEST(GroupedWeight, ChannelsOfInputs) {
  GroupedWeight weight = makeWeight(2, 2, partitionIntoEntries);
  std::vector<float> values(4, 1.0f);
  std::vector<double> channels = {5, 6};
  ScoreInputs inputs;
  inputs.values = values;
  inputs.channels = channels;
  inputs.channelsAreInputs = true;
  ASSERT_TRUE(scoreGroups(weight, inputs, [](auto &groups, auto scores) {
    llvm::copy(groups.statistics, scores.begin());
  }));
  EXPECT_EQ(weight.scores, (std::vector<double>{5, 6, 5, 6}));
}

TEST(GroupedWeight, FractionsOfWhatIsLeftOrOfAll) {
  for (bool countsRemoved : {false, true}) {
    GroupedWeight weight = makeWeight(10, 1, partitionIntoEntries);
    for (int i = 0; i < 4; ++i)
      weight.keep[i] = false;
    weight.findAlive();
    weight.scores.resize(10);
    std::iota(weight.scores.begin(), weight.scores.end(), 0.0);
    SelectionRule rule;
    rule.sparsity = 0.5;
    rule.countsRemoved = countsRemoved;
    selectGroups(rule, &weight);
    // Three of the six that are left, or one to make five of ten.
    EXPECT_EQ(weight.countKept(), countsRemoved ? 5 : 3);
    // Fewer than are gone already: nothing happens.
    rule.sparsity = 0.1;
    rule.countsRemoved = true;
    selectGroups(rule, &weight);
    EXPECT_EQ(weight.countKept(), countsRemoved ? 5 : 3);
  }
}

TEST(GroupedWeight, SetsShrinkTogether) {
  GroupedWeight weight = makeWeight(2, 4, [](const WeightSizes &sizes) {
    return partitionIntoNOfM(sizes, 2, 4);
  });
  weight.scores = {4, 3, 2, 1, 10, 20, 30, 40};
  SelectionRule rule;
  rule.countsRemoved = true;
  rule.sparsity = 0.25;
  selectGroups(rule, &weight);
  EXPECT_EQ(weight.alive, (std::vector<bool>{1, 1, 1, 0, 0, 1, 1, 1}));
  rule.sparsity = 0.5;
  selectGroups(rule, &weight);
  EXPECT_EQ(weight.alive, (std::vector<bool>{1, 1, 0, 0, 0, 0, 1, 1}));
  // Transposed in memory.
  EXPECT_EQ(weight.keep, (std::vector<bool>{1, 0, 1, 0, 0, 1, 0, 1}));
}

TEST(GroupedWeight, BoundsCountWhatIsGone) {
  GroupedWeight low = makeWeight(10, 1, partitionIntoEntries);
  GroupedWeight high = makeWeight(10, 1, partitionIntoEntries);
  low.scores.assign(10, 1.0);
  high.scores.assign(10, 2.0);
  SelectionRule rule;
  rule.isGlobal = true;
  rule.countsRemoved = true;
  rule.sparsity = 0.5;
  rule.maxSparsity = 0.8;
  rule.minSparsity = 0.1;
  selectGroups(rule, {&low, &high});
  EXPECT_EQ(low.countKept(), 2);
  EXPECT_EQ(high.countKept(), 8);
  // Again: there is nothing more to do.
  selectGroups(rule, {&low, &high});
  EXPECT_EQ(low.countKept(), 2);
  EXPECT_EQ(high.countKept(), 8);
}
