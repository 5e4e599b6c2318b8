//===- WeightFileTest.cpp - weights beside a library ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Target/CPU/WeightFile.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::compress;

TEST(WeightFile, Empty) {
  compress_weight_file header = makeWeightFileHeader("");
  EXPECT_EQ(StringRef(header.magic, 8), "CMPRSWT1");
  EXPECT_EQ(header.header_bytes, 64u);
  EXPECT_EQ(header.weight_bytes, 0u);
  EXPECT_EQ(header.hash, 0u);
}

/// The two numbers were computed apart, with Python's integers.
TEST(WeightFile, Hash) {
  std::string zeros(64, '\0');
  EXPECT_EQ(makeWeightFileHeader(zeros).hash, 0x571ca2407f944a5ull);
  std::string bytes;
  for (int i = 0; i < 128; ++i)
    bytes.push_back(static_cast<char>(i));
  EXPECT_EQ(makeWeightFileHeader(bytes).hash, 0x6c0f94956c17e6b1ull);
}

TEST(WeightFile, EveryByteCounts) {
  std::string bytes(192, 'w');
  uint64_t hash = makeWeightFileHeader(bytes).hash;
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string changed = bytes;
    changed[i] ^= 0x80;
    EXPECT_NE(makeWeightFileHeader(changed).hash, hash) << i;
  }
}
