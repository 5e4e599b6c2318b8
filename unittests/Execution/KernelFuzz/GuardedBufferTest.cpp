//===- GuardedBufferTest.cpp - memory whose neighbours crash --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GuardedBuffer.h"
#include "gtest/gtest.h"
#include <cstring>

using namespace mlir::compress;
using Side = GuardedBuffer::Side;

TEST(GuardedBuffer, Inside) {
  for (size_t size : {size_t(0), size_t(1), size_t(100), size_t(4096),
                      size_t(4097), size_t(100000)})
    for (Side side : {Side::Before, Side::Behind}) {
      GuardedBuffer buffer(size, side);
      std::memset(buffer.data(), 1, size);
      EXPECT_TRUE(buffer.isIntact());
    }
}

TEST(GuardedBuffer, FarSide) {
  GuardedBuffer before(100, Side::Before), behind(100, Side::Behind);
  before.data()[100] = 0;
  behind.data()[-1] = 0;
  EXPECT_FALSE(before.isIntact());
  EXPECT_FALSE(behind.isIntact());
}

TEST(GuardedBufferDeathTest, Guard) {
  GuardedBuffer before(100, Side::Before), behind(100, Side::Behind);
  volatile char *first = before.data(), *end = behind.data() + 100;
  EXPECT_DEATH((void)first[-1], "");
  EXPECT_DEATH((void)*end, "");
  EXPECT_DEATH(*end = 0, "");
}

TEST(GuardedBufferDeathTest, ReadOnly) {
  GuardedBuffer buffer(100, Side::Before);
  buffer.makeReadOnly();
  volatile char *data = buffer.data();
  EXPECT_EQ(data[0], data[99]);
  EXPECT_DEATH(data[0] = 0, "");
}
