//===- SparseWeightTest.cpp - what is stored of a pruned weight -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Codegen/CPU/SparseWeight.h"
#include "gtest/gtest.h"

using namespace mlir::compress;

namespace {

TEST(SparseWeight, FindsEntriesOfSingleChannels) {
  // [3, 2], zero but for (0, 1) and (2, 0).
  SparsePattern pattern =
      findEntries({true, false, true, true, false, true}, 3, 1);
  EXPECT_EQ(pattern.block, 1);
  std::vector<std::vector<int32_t>> expected{{1}, {}, {0}};
  EXPECT_EQ(pattern.entries, expected);
  EXPECT_EQ(pattern.countEntries(), 2);
}

TEST(SparseWeight, BlocksTakeWhatAnyOfTheirChannelsHas) {
  // [4, 3] in blocks of two channels.
  SparsePattern pattern = findEntries({true, false, true, //
                                       true, true, false, //
                                       true, true, true,  //
                                       true, true, true},
                                      4, 2);
  std::vector<std::vector<int32_t>> expected{{1, 2}, {}};
  EXPECT_EQ(pattern.entries, expected);
}

/// A 3x3 convolution of 64 channels at 56x56, of which `percent` is zero in
/// blocks of `block` channels.
double gainOf(int percent, int64_t block, Isa isa) {
  SparseProblem problem;
  problem.channels = 64;
  problem.depth = 576;
  problem.planes = 58 * 58 * 64;
  problem.results = 56 * 56;
  problem.pixels = 55 * 58 + 56;
  std::vector<bool> isZero;
  for (int64_t channel = 0; channel < problem.channels; ++channel)
    for (int64_t k = 0; k < problem.depth; ++k)
      isZero.push_back((k * 37 + channel / block * 11) % 100 < percent);
  return estimateDense(problem, isa) /
         estimateSparse(problem, findEntries(isZero, problem.channels, block),
                        isa);
}

TEST(SparseWeight, EstimatesFollowWhatWasMeasured) {
  // 3.8 and 7.0 were measured on Zen 4.
  EXPECT_NEAR(gainOf(90, 1, Isa::Avx512), 3.8, 0.6);
  EXPECT_NEAR(gainOf(90, 4, Isa::Avx512), 7.0, 1.0);
  EXPECT_NEAR(gainOf(90, 1, Isa::Avx2), 3.7, 0.6);
  EXPECT_GT(gainOf(95, 1, Isa::Avx512), gainOf(90, 1, Isa::Avx512));
  EXPECT_LT(gainOf(30, 1, Isa::Avx512), 1.0);
}

} // namespace
