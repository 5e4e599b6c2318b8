//===- RequantizeTest.cpp - TOSA's integer scaling ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Reference/Requantize.h"
#include "gtest/gtest.h"
#include <cmath>

using namespace mlir::compress::reference;

TEST(Requantize, MultiplierIsWithinHalfAnUlp) {
  for (double scale : {1.0, 0.5, 0.1, 1e-5, 3.14159, 1e-9, 1000.0}) {
    std::optional<Multiplier> m = getMultiplier(scale);
    ASSERT_TRUE(m.has_value());
    EXPECT_GE(m->multiplier, 1 << 30);
    double back = std::ldexp(double(m->multiplier), -m->shift);
    EXPECT_LE(std::abs(back - scale) / scale, std::ldexp(1.0, -31));
  }
}

TEST(Requantize, RefusesScalesThatDoNotFit) {
  EXPECT_FALSE(getMultiplier(0.0).has_value());
  EXPECT_FALSE(getMultiplier(-1.0).has_value());
  EXPECT_FALSE(getMultiplier(NAN).has_value());
  EXPECT_FALSE(getMultiplier(INFINITY).has_value());
  EXPECT_FALSE(getMultiplier(std::ldexp(1.0, 29)).has_value());
}

TEST(Requantize, TinyScalesGiveZero) {
  std::optional<Multiplier> m = getMultiplier(1e-30);
  ASSERT_TRUE(m.has_value());
  EXPECT_EQ(applyScale(INT32_MAX, *m, Rounding::Single), 0);
  EXPECT_EQ(applyScale(INT32_MIN, *m, Rounding::Single), 0);
}

// Exactly between two integers: TOSA rounds up, also for negative values.
TEST(Requantize, TiesRoundUp) {
  Multiplier half = *getMultiplier(0.5);
  EXPECT_EQ(applyScale(1, half, Rounding::Single), 1);
  EXPECT_EQ(applyScale(-1, half, Rounding::Single), 0);
  EXPECT_EQ(applyScale(3, half, Rounding::Single), 2);
  EXPECT_EQ(applyScale(-3, half, Rounding::Single), -1);
}

// DOUBLE_ROUND first rounds at bit 31, away from zero: with shifts above 31,
// ties of negative values go down, and values just below a tie may go up.
TEST(Requantize, DoubleRound) {
  Multiplier quarter = *getMultiplier(0.25);
  ASSERT_EQ(quarter.shift, 32);
  EXPECT_EQ(applyScale(2, quarter, Rounding::Double), 1);
  EXPECT_EQ(applyScale(-2, quarter, Rounding::Single), 0);
  EXPECT_EQ(applyScale(-2, quarter, Rounding::Double), -1);
  // Shifts up to 31 are not rounded twice.
  Multiplier half = *getMultiplier(0.5);
  ASSERT_EQ(half.shift, 31);
  EXPECT_EQ(applyScale(-1, half, Rounding::Double), 0);
  // 1.499999999 * 2^-1: single rounds down, double up.
  Multiplier almost{0x5fffffff, 32};
  EXPECT_EQ(applyScale(4, almost, Rounding::Single), 1);
  EXPECT_EQ(applyScale(4, almost, Rounding::Double), 2);
}

TEST(Requantize, ExtremesStayIn32Bits) {
  for (double scale : {0.499999, 0.25, 1e-3, 1e-9}) {
    Multiplier m = *getMultiplier(scale);
    ASSERT_TRUE(inScaleRange(int64_t(1) << 31, m) || m.shift == 32);
    for (int32_t value : {INT32_MAX, INT32_MIN, INT32_MIN + 1}) {
      double exact = std::ldexp(double(value) * m.multiplier, -m.shift);
      EXPECT_NEAR(applyScale(value, m, Rounding::Single), exact, 0.5 + 1e-6);
    }
  }
}

TEST(Requantize, ScaleRangeIsTosasPrecondition) {
  Multiplier one = *getMultiplier(1.0);
  EXPECT_EQ(one.shift, 30);
  EXPECT_TRUE(inScaleRange((int64_t(1) << 29) - 1, one));
  EXPECT_FALSE(inScaleRange(int64_t(1) << 29, one));
  Multiplier largest = *getMultiplier(std::ldexp(1.0, 28));
  EXPECT_EQ(largest.shift, 2);
  EXPECT_TRUE(inScaleRange(1, largest));
  EXPECT_FALSE(inScaleRange(2, largest));
}

TEST(Requantize, RescaleSaturates) {
  Multiplier one = *getMultiplier(1.0);
  EXPECT_EQ(rescale(300, 0, one, Rounding::Single, 0, -128, 127), 127);
  EXPECT_EQ(rescale(-300, 0, one, Rounding::Single, 0, -128, 127), -128);
  EXPECT_EQ(rescale(-128, 127, one, Rounding::Single, -1, -128, 127), -128);
  EXPECT_EQ(rescale(127, -128, one, Rounding::Single, -128, -128, 127), 127);
}

// Half to even before the zero point is added, saturation for everything.
TEST(Requantize, Quantize) {
  EXPECT_EQ(quantize(0.5f, 1.0f, 1, -128, 127), 1);
  EXPECT_EQ(quantize(1.5f, 1.0f, 1, -128, 127), 3);
  EXPECT_EQ(quantize(-2.5f, 1.0f, 0, -128, 127), -2);
  EXPECT_EQ(quantize(1e30f, 1.0f, 0, -128, 127), 127);
  EXPECT_EQ(quantize(-INFINITY, 1.0f, 5, -128, 127), -128);
  EXPECT_EQ(quantize(-1e-3f, 1e3f, -128, -128, 127), -128);
  EXPECT_EQ(quantize(3e9f, 1.0f, 0, INT32_MIN, INT32_MAX), INT32_MAX);
  EXPECT_EQ(quantize(NAN, 1.0f, 0, -128, 127), -128);
}

// TOSA's reciprocal_scale: a mean of i8 values is within half a step for every
// window that fits, and exact where the sum divides.
TEST(Requantize, AverageIsTheRoundedMean) {
  for (int32_t count : {1, 2, 3, 4, 7, 9, 49, 64, 255, 1024, 50176})
    for (int32_t value : {-255, -128, -1, 0, 1, 100, 255})
      EXPECT_EQ(averageOf(value * count, count), value) << count;
  for (int32_t count = 2; count < 200; ++count)
    for (int32_t sum = -3 * count; sum <= 3 * count; ++sum)
      EXPECT_NEAR(averageOf(sum, count), double(sum) / count, 0.5 + 1e-6);
  EXPECT_EQ(averageOf(1, 2), 1);
  EXPECT_EQ(averageOf(-1, 2), -1);
}

// The specification's text: k = 32 - clz(count - 1),
// multiplier = (((1 << 30) + 1) << k) / count, shift = 30 + k.
TEST(Requantize, AverageFollowsReciprocalScale) {
  struct Case {
    int32_t count, multiplier, shift;
  };
  for (Case c : {Case{1, (1 << 30) + 1, 30}, Case{2, (1 << 30) + 1, 31},
                 Case{3, 1431655766, 32}, Case{4, (1 << 30) + 1, 32},
                 Case{49, 1402438302, 36}})
    for (int32_t sum : {-49 * 128, -1234, -1, 0, 1, 555, 49 * 127})
      EXPECT_EQ(averageOf(sum, c.count),
                applyScale(sum, {c.multiplier, c.shift}, Rounding::Single))
          << c.count;
}
