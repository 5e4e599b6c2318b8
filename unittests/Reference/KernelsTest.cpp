//===- KernelsTest.cpp - integer tensor operations ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Results worked out by hand.
//
//===----------------------------------------------------------------------===//

#include "compress/Reference/Kernels.h"
#include "gtest/gtest.h"

using namespace mlir::compress::reference;

using Vector = std::vector<int32_t>;

TEST(Kernels, WindowOutputSize) {
  Window window;
  window.kernel = {3, 2};
  window.stride = {2, 1};
  window.dilation = {1, 3};
  window.pad = {1, 0, 2, 1};
  EXPECT_EQ(window.outputSize(6, 0), 3); // (6 + 1 - 3) / 2 + 1
  EXPECT_EQ(window.outputSize(5, 1), 5); // (5 + 3 - 4) / 1 + 1
}

// 3x3 image, 2x2 kernel, padding at the top left, which counts as the zero
// point.
TEST(Kernels, Conv2DZeroPointsAndPad) {
  Window window;
  window.kernel = {2, 2};
  window.pad = {1, 0, 1, 0};
  Vector x = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  Vector w = {1, 2, 3, 5};
  EXPECT_EQ(conv2d(x, {1, 3, 3, 1}, w, {1, 2, 2, 1}, {100}, window, 1,
                   /*inputZp=*/1, /*weightZp=*/1),
            // Weights without zero point are 0 1 2 4, inputs 0 to 8.
            (Vector{100, 104, 110, 112, 123, 130, 127, 144, 151}));
}

// Two groups of one channel: depthwise, with stride and dilation.
TEST(Kernels, Conv2DDepthwise) {
  Window window;
  window.kernel = {1, 2};
  window.stride = {1, 2};
  window.dilation = {1, 2};
  // Channels 0: 1 2 3 4 5, channel 1: 10 20 30 40 50.
  Vector x = {1, 10, 2, 20, 3, 30, 4, 40, 5, 50};
  Vector w = {1, -1, 2, 1};
  EXPECT_EQ(conv2d(x, {1, 1, 5, 2}, w, {2, 1, 2, 1}, {}, window, 2, 0, 0),
            (Vector{1 - 3, 20 + 30, 3 - 5, 60 + 50}));
}

TEST(Kernels, DenseRowsAndBias) {
  Vector x = {1, 2, 3, 4}, w = {1, 0, 2, -1, 0, 5};
  EXPECT_EQ(dense(x, w, {3, 2}, {10, 20, 30}, /*inputZp=*/1, /*weightZp=*/0),
            (Vector{10 + 0, 20 - 1, 30 + 5, 10 + 2, 20 + 4 - 3, 30 + 15}));
}

TEST(Kernels, BatchMatmul) {
  Vector a = {1, 2, 3, 4, 5, 6, 7, 8}, b = {1, 0, 0, 1, 2, 2, 2, 2};
  EXPECT_EQ(batchMatmul(a, {2, 2, 2}, b, {2, 2, 2}, /*aZp=*/1, /*bZp=*/0),
            (Vector{0, 1, 2, 3, 18, 18, 26, 26}));
}

TEST(Kernels, MaxPoolIgnoresPadding) {
  Window window;
  window.kernel = {2, 2};
  window.pad = {1, 0, 0, 0};
  EXPECT_EQ(maxPool2d({-5, -6, -7, -8}, {1, 2, 2, 1}, window),
            (Vector{-5, -5}));
}

// Padding is not counted. TOSA's multiplier for 1/2 is a little more than
// that, so halves round away from zero.
TEST(Kernels, AvgPool) {
  Window window;
  window.kernel = {1, 2};
  window.pad = {0, 0, 1, 0};
  EXPECT_EQ(avgPool2d({1, 2, -3, -4}, {1, 1, 4, 1}, window, 0, 0, -128, 127),
            (Vector{1, 2, -1, -4}));
  EXPECT_EQ(avgPool2d({1, 2, 3, 4}, {1, 1, 4, 1}, window, 1, 126, -128, 127),
            (Vector{126, 127, 127, 127}));
}

TEST(Kernels, RescalePerChannel) {
  RescaleParameters parameters;
  Vector multipliers = {1 << 30, 1 << 30}, shifts = {30, 31};
  parameters.multipliers = multipliers;
  parameters.shifts = shifts;
  parameters.inputZp = 1;
  parameters.outputZp = 10;
  parameters.low = -128;
  parameters.high = 127;
  EXPECT_EQ(rescale({5, 5, 1000, -1000}, parameters),
            (Vector{14, 12, 127, -128}));
}

TEST(Kernels, ElementwiseBroadcasts) {
  auto sub = [](int32_t a, int32_t b) { return a - b; };
  EXPECT_EQ(elementwise({1, 2}, {2, 1}, {10, 20, 30}, {1, 3}, {2, 3}, sub),
            (Vector{-9, -19, -29, -8, -18, -28}));
}

TEST(Kernels, ReduceMiddleDimension) {
  auto sum = [](int32_t a, int32_t b) { return a + b; };
  Vector x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  EXPECT_EQ(mlir::compress::reference::reduce(x, {2, 3, 2}, 1, sum),
            (Vector{9, 12, 27, 30}));
}

TEST(Kernels, AccumulatorBounds) {
  EXPECT_EQ(accumulatorBounds({1, -2, 127, -128}, 2, 0, 255, {-7, 3}),
            (std::vector<int64_t>{3 * 255 + 7, 255 * 255 + 3}));
  EXPECT_EQ(accumulatorBounds({1, 1}, 1, 1, 255, {}),
            (std::vector<int64_t>{0}));
}
