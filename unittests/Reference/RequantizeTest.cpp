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
