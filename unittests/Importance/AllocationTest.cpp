//===- AllocationTest.cpp - choices within a budget -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Importance/Allocation.h"
#include "gtest/gtest.h"
#include <random>

using namespace mlir::compress;

using Choices = std::vector<std::vector<PruningChoice>>;
using Chosen = std::vector<size_t>;

TEST(Allocation, NothingGoesWhereNothingMust) {
  Choices layers = {{{10, 0}, {5, 1}}, {{10, 0}, {5, 1}}};
  EXPECT_EQ(chooseWithinBudget(layers, 20), (Chosen{0, 0}));
}

TEST(Allocation, TheLessSensitiveLayerGoesFirst) {
  Choices layers = {{{10, 0}, {5, 2}, {1, 8}}, {{10, 0}, {5, 1}, {1, 9}}};
  EXPECT_EQ(chooseWithinBudget(layers, 15), (Chosen{0, 1}));
  EXPECT_EQ(chooseWithinBudget(layers, 10), (Chosen{1, 1}));
  EXPECT_EQ(chooseWithinBudget(layers, 9), (Chosen{2, 1}));
  EXPECT_EQ(chooseWithinBudget(layers, 2), (Chosen{2, 2}));
  EXPECT_EQ(chooseWithinBudget(layers, 1), std::nullopt);
}

TEST(Allocation, WhatMixturesBeatIsNotChosen) {
  // Half way costs nearly as much damage as the whole way.
  Choices layers = {{{10, 0}, {5, 9}, {0, 10}}, {{10, 0}, {0, 11}}};
  EXPECT_EQ(chooseWithinBudget(layers, 15), (Chosen{2, 0}));
}

TEST(Allocation, WhatHarmsNothingIsFree) {
  Choices layers = {{{10, 0}, {7, 0}, {5, 3}}};
  EXPECT_EQ(chooseWithinBudget(layers, 100), (Chosen{1}));
  EXPECT_EQ(chooseWithinBudget(layers, 6), (Chosen{2}));
}

TEST(Allocation, NoChoiceOnTheHullIsBetterAtItsOwnCost) {
  // Against all combinations: nothing that costs as much or less does less
  // damage than what the steps reach.
  std::mt19937 random(1);
  for (int round = 0; round < 50; ++round) {
    Choices layers(3);
    for (std::vector<PruningChoice> &choices : layers)
      for (int i = 0; i < 4; ++i)
        choices.push_back({20.0 - 5 * i, i == 0 ? 0.0 : random() % 100 + 0.5});
    double budget = 15.0 + random() % 40;
    Chosen chosen = *chooseWithinBudget(layers, budget);
    double cost = 0, damage = 0;
    for (int l = 0; l < 3; ++l) {
      cost += layers[l][chosen[l]].cost;
      damage += layers[l][chosen[l]].damage;
    }
    EXPECT_LE(cost, budget);
    for (int i = 0; i < 64; ++i) {
      int indices[] = {i % 4, i / 4 % 4, i / 16};
      double otherCost = 0, otherDamage = 0;
      for (int l = 0; l < 3; ++l) {
        otherCost += layers[l][indices[l]].cost;
        otherDamage += layers[l][indices[l]].damage;
      }
      if (otherCost <= cost) {
        EXPECT_LE(damage, otherDamage) << "round " << round;
      }
    }
  }
}
