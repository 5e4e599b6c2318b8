//===- ActivationsTest.cpp - channels judged by activations ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Importance/Activations.h"
#include "gtest/gtest.h"

using namespace mlir::compress;

/// Three samples of two positions and three channels; expected values are
/// NumPy's.
static std::vector<double>
collect(std::unique_ptr<ActivationCollector> collector) {
  std::vector<std::vector<float>> samples = {
      {1, -1, 0, 2, 0, 0}, {0, 3, 0, -2, 1, 0}, {1, 1, 0, 4, 1, 0}};
  for (const std::vector<float> &sample : samples)
    collector->addSample(sample, 3);
  return collector->finish();
}

static void expectNear(const std::vector<double> &actual,
                       const std::vector<double> &expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (size_t i = 0; i < actual.size(); ++i)
    EXPECT_NEAR(actual[i], expected[i], 1e-12) << "channel " << i;
}

TEST(Activations, NormOverSamplesAndPositions) {
  expectNear(collect(makeNormCollector()),
             {5.0990195135927845, 3.605551275463989, 0.0});
}

TEST(Activations, MeanMagnitude) {
  expectNear(collect(makeMeanCollector()), {10.0 / 6, 7.0 / 6, 0.0});
}

TEST(Activations, FractionOfNonZeros) {
  expectNear(collect(makeNonZeroCollector()), {5.0 / 6, 5.0 / 6, 0.0});
}

TEST(Activations, EntropyOfMeans) {
  // Means 1.5, -1, 2.5 and -0.5, 2, 1: three bins of four.
  expectNear(collect(makeEntropyCollector(4)),
             {1.0986122886681096, 1.0986122886681096, 0.0});
  // Two bins: 1 and 2 of three.
  expectNear(collect(makeEntropyCollector(2)),
             {0.6365141682948128, 0.6365141682948128, 0.0});
}

TEST(Activations, GiniOfMeanMagnitudes) {
  expectNear(collect(makeGiniCollector()), {0.2, 2.0 / 7, 0.0});
}
