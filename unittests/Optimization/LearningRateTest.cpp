//===- LearningRateTest.cpp - schedules against PyTorch's -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Optimization/LearningRate.h"
#include "Inputs/LearningRates.inc"
#include "gtest/gtest.h"
#include <cmath>

using namespace mlir::compress;

/// As in Inputs/learning_rates.py.
static const TrainingLength kLength = {0.25, 12, 3};

static void expectRates(const LearningRate &schedule,
                        const std::vector<double> &expected) {
  for (size_t step = 0; step < expected.size(); ++step)
    EXPECT_NEAR(schedule.getRate(step), expected[step], 1e-12) << step;
}

TEST(LearningRate, ConstantStaysConstant) {
  expectRates(*makeConstantRate(kLength), std::vector<double>(12, 0.25));
}

TEST(LearningRate, StepFallsEveryFewEpochs) {
  expectRates(*makeStepRate(kLength, 2, 0.5), kStep);
}

TEST(LearningRate, ExponentialFallsEveryEpoch) {
  expectRates(*makeExponentialRate(kLength, 0.9), kExponential);
}

TEST(LearningRate, CosineFallsEveryStep) {
  LearningRatePtr schedule = makeCosineRate(kLength, 0.01);
  expectRates(*schedule, kCosine);
  EXPECT_NEAR(schedule->getRate(12), 0.01, 1e-12);
  EXPECT_NEAR(schedule->getRate(20), 0.01, 1e-12);
}

TEST(LearningRate, WarmUpComesBeforeTheRest) {
  expectRates(*makeWarmUpRate(kLength, 4, 0.25,
                              [](const TrainingLength &rest) {
                                EXPECT_EQ(rest.totalSteps, 8);
                                return makeCosineRate(rest, 0.0);
                              }),
              kWarmUp);
}

TEST(LearningRate, AWarmUpLongerThanTheTrainingGrowsToTheEnd) {
  LearningRatePtr schedule =
      makeWarmUpRate(kLength, 24, 0.0, [](const TrainingLength &rest) {
        return makeCosineRate(rest, 0.0);
      });
  EXPECT_NEAR(schedule->getRate(0), 0.0, 1e-12);
  EXPECT_NEAR(schedule->getRate(12), 0.125, 1e-12);
}

/// Factor, patience and cooldown as in Inputs/learning_rates.py.
static LearningRatePtr makePlateau() {
  Plateau plateau;
  plateau.factor = 0.5;
  plateau.patience = 1;
  plateau.cooldown = 1;
  plateau.minimum = 0.05;
  return makePlateauRate(kLength, plateau);
}

TEST(LearningRate, PlateauFollowsTheLoss) {
  LearningRatePtr schedule = makePlateau();
  for (size_t epoch = 0; epoch < kPlateau.size(); ++epoch) {
    EXPECT_NEAR(schedule->getRate(epoch), kPlateau[epoch], 1e-12) << epoch;
    schedule->observe(kLosses[epoch]);
  }
}

TEST(LearningRate, PlateauGoesOnWhereItStopped) {
  LearningRatePtr schedule = makePlateau();
  for (size_t epoch = 0; epoch < kPlateau.size(); ++epoch) {
    EXPECT_NEAR(schedule->getRate(epoch), kPlateau[epoch], 1e-12) << epoch;
    schedule->observe(kLosses[epoch]);
    std::vector<double> state = schedule->getState();
    schedule = makePlateau();
    EXPECT_TRUE(schedule->setState(state));
  }
  EXPECT_FALSE(schedule->setState({1.0}));
  EXPECT_FALSE(makeConstantRate(kLength)->setState({1.0}));
}

TEST(LearningRate, PlateauIgnoresLossesThatAreNotNumbers) {
  LearningRatePtr schedule = makePlateau();
  schedule->observe(NAN);
  schedule->observe(NAN);
  EXPECT_EQ(schedule->getRate(2), 0.125);
}
