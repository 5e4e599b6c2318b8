//===- PackedBytesTest.cpp - bytes without their zeros --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/PackedBytes.h"
#include "gtest/gtest.h"

using namespace mlir::compress;

using Bytes = std::vector<uint8_t>;

static Bytes pack(const Bytes &bytes) {
  std::string packed = packBytes(bytes);
  EXPECT_EQ(getPackedSize(bytes), int64_t(packed.size()));
  return Bytes(packed.begin(), packed.end());
}

/// `count` floats that have no byte of zeros, `step` apart.
static Bytes makeFloats(int64_t size, int64_t step) {
  Bytes bytes(4 * size);
  for (int64_t i = 0; i < size; i += step)
    for (int64_t k = 0; k < 4; ++k)
      bytes[4 * i + k] = 0x11 * (k + 1);
  return bytes;
}

TEST(PackedBytes, Nothing) { EXPECT_EQ(pack({}), Bytes()); }

TEST(PackedBytes, Plain) {
  EXPECT_EQ(pack({1, 2, 3}), (Bytes{0, 1, 1, 0, 1, 2, 3}));
  // Parts in a row share a header.
  EXPECT_EQ(getPackedSize(Bytes(3 * 4096, 7)), 4 + 3 * 4096);
}

TEST(PackedBytes, Zeros) { EXPECT_EQ(pack(Bytes(4096)), (Bytes{2, 4, 0, 0})); }

TEST(PackedBytes, Mask) {
  EXPECT_EQ(pack({9, 0, 8, 0, 0, 7, 0, 0, 6, 5}),
            (Bytes{1, 1, 5, 0, 0x25, 3, 9, 8, 7, 6, 5}));
}

TEST(PackedBytes, Gaps) {
  Bytes bytes(600);
  bytes[2] = 8;
  bytes[599] = 9;
  // A gap of 596 takes two entries that are zero.
  EXPECT_EQ(pack(bytes), (Bytes{2, 1, 4, 0, 2, 255, 255, 84, 8, 0, 0, 9}));
  bytes.assign(600, 0);
  bytes[255] = 1;
  EXPECT_EQ(pack(bytes), (Bytes{2, 1, 1, 0, 255, 1}));
}

/// Below one entry in eight gaps are shorter, above a mask.
TEST(PackedBytes, SmallestForm) {
  EXPECT_EQ(pack(makeFloats(1024, 2))[0], 1);
  EXPECT_EQ(getPackedSize(makeFloats(1024, 2)), 4 + 128 + 4 * 512);
  EXPECT_EQ(pack(makeFloats(1024, 16))[0], 2);
  EXPECT_EQ(getPackedSize(makeFloats(1024, 16)), 4 + 5 * 64);
}

TEST(PackedBytes, SmallestUnit) {
  EXPECT_EQ(pack(makeFloats(1024, 8))[1], 4);
  // Floats of eight significant bits.
  Bytes bytes = makeFloats(1024, 8);
  for (size_t i = 0; i < bytes.size(); i += 4)
    bytes[i] = bytes[i + 1] = 0;
  EXPECT_EQ(pack(bytes)[1], 2);
  EXPECT_EQ(getPackedSize(bytes), 4 + 3 * 128);
}

TEST(PackedBytes, PartsOfTheirOwn) {
  Bytes bytes(4096, 1);
  bytes.resize(2 * 4096);
  bytes.resize(2 * 4096 + 5, 1);
  Bytes packed = pack(bytes);
  ASSERT_EQ(packed.size(), 4u + 4096 + 4 + 4 + 5);
  EXPECT_EQ(Bytes(packed.end() - 13, packed.end()),
            (Bytes{2, 4, 0, 0, 0, 1, 1, 0, 1, 1, 1, 1, 1}));
}
