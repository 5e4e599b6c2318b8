//===- KnownEntriesTest.cpp - entries of a tensor that are known ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/KnownEntries.h"
#include "gtest/gtest.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

static const float kNone = NAN;

/// Equal numbers, or both not known.
static void expectSame(ArrayRef<float> actual, ArrayRef<float> expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (auto [a, b] : llvm::zip_equal(actual, expected))
    EXPECT_TRUE(a == b || (std::isnan(a) && std::isnan(b))) << a << " " << b;
}

TEST(KnownEntriesTest, SizeOneStandsForAllIndices) {
  KnownEntries channels{{1, 1, 3}, {1.0f, kNone, 3.0f}};
  EXPECT_EQ(channels.at({7, 9, 0}), 1.0f);
  EXPECT_EQ(channels.at({0, 0, 2}), 3.0f);
  expectSame(channels.along(2, 3), {1.0f, kNone, 3.0f});
  // Along another dimension they differ.
  expectSame(channels.along(0, 2), {kNone, kNone});
  expectSame(KnownEntries::splat(2, 5.0f).along(1, 3), {5.0f, 5.0f, 5.0f});
  EXPECT_TRUE(KnownEntries::unknown(2).isUnknown());
  EXPECT_FALSE(channels.isUnknown());
}

TEST(KnownEntriesTest, OneUnknownEntryHidesAnIndex) {
  KnownEntries rows{{2, 2}, {1.0f, kNone, 4.0f, 4.0f}};
  expectSame(rows.along(0, 2), {kNone, 4.0f});
  KnownEntries late{{2, 2}, {kNone, 1.0f, 4.0f, kNone}};
  expectSame(late.along(0, 2), {kNone, kNone});
}

TEST(KnownEntriesTest, WhatIsNotFiniteIsNotKnown) {
  KnownEntries made = KnownEntries::make({2}, [](ArrayRef<int64_t> index) {
    return index[0] ? std::numeric_limits<float>::infinity() : 1.0f;
  });
  expectSame(made.values, {1.0f, kNone});
  EXPECT_TRUE(KnownEntries::make({0, 2}, [](ArrayRef<int64_t>) {
                return 1.0f;
              }).isUnknown());
}

TEST(KnownEntriesTest, OperandsBroadcast) {
  KnownEntries sum = mapEntries({KnownEntries{{1, 3}, {1.0f, 2.0f, kNone}},
                                 KnownEntries{{2, 1}, {10.0f, 20.0f}}},
                                [](ArrayRef<float> x) { return x[0] + x[1]; });
  EXPECT_EQ(ArrayRef<int64_t>(sum.shape), ArrayRef<int64_t>({2, 3}));
  expectSame(sum.values, {11.0f, 12.0f, kNone, 21.0f, 22.0f, kNone});
}

TEST(KnownProductTest, UnknownInputsHideBehindZeroWeights) {
  std::vector<float> input = {kNone, 2.0f}, bias = {0.5f, 0.5f, 0.5f};
  std::vector<std::vector<float>> weight = {{0, 3}, {1, 3}, {0, 0}};
  auto at = [&](int64_t o, int64_t, int64_t i) { return weight[o][i]; };
  KnownProduct product{input, 3, 1, 1, at, bias};
  expectSame(product.evaluate(), {6.5f, kNone, 0.5f});
  // A padded tap sees zero in place of 2.
  product.hasPadding = true;
  expectSame(product.evaluate(), {kNone, kNone, 0.5f});
}

TEST(KnownProductTest, GroupsSeeTheirOwnInputs) {
  std::vector<float> input = {1.0f, 2.0f, kNone, 4.0f};
  auto at = [](int64_t o, int64_t t, int64_t i) -> float {
    return o == 2 && i == 0 ? 0.0f : 1.0f + t;
  };
  // Two taps: weights 1 and 2.
  KnownProduct product{input, 4, 2, 2, at, {}};
  expectSame(product.evaluate(), {9.0f, 9.0f, 12.0f, kNone});
}
