//===- KernelTileTest.cpp - loops, tiles and packed weights ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Codegen/CPU/KernelTile.h"
#include "Codegen/CPU/PackedWeight.h"
#include "gtest/gtest.h"
#include <numeric>

using namespace mlir;
using namespace mlir::compress;

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

static KernelLoop makeLoop(int64_t size, ArrayRef<int64_t> strides) {
  KernelLoop loop;
  loop.size = size;
  loop.strides.assign(strides.begin(), strides.end());
  return loop;
}

/// The positions of all operands, in order.
static std::vector<SmallVector<int64_t>>
getPositions(ArrayRef<KernelLoop> loops, SmallVector<int64_t> first) {
  if (loops.empty())
    return {first};
  std::vector<SmallVector<int64_t>> all;
  for (int64_t i = 0; i < loops.front().size; ++i) {
    SmallVector<int64_t> at = first;
    for (auto [position, stride] : llvm::zip(at, loops.front().strides))
      position += i * stride;
    llvm::append_range(all, getPositions(loops.drop_front(), at));
  }
  return all;
}

static SmallVector<KernelLoop> collapse(ArrayRef<KernelLoop> loops,
                                        size_t count) {
  SmallVector<KernelLoop> collapsed(loops);
  collapseLoops(collapsed);
  EXPECT_EQ(collapsed.size(), count);
  EXPECT_EQ(getPositions(collapsed, {0, 0}), getPositions(loops, {0, 0}));
  return collapsed;
}

TEST(CollapseLoops, Adjacent) {
  auto loops = collapse(
      {makeLoop(2, {12, 120}), makeLoop(3, {4, 40}), makeLoop(4, {1, 10})}, 1);
  EXPECT_EQ(loops[0].size, 24);
  EXPECT_EQ(loops[0].strides, SmallVector<int64_t>({1, 10}));
}

TEST(CollapseLoops, OneOperandHasAGap) {
  collapse({makeLoop(3, {4, 50}), makeLoop(4, {1, 10})}, 2);
  collapse({makeLoop(2, {12, 150}), makeLoop(3, {4, 50}), makeLoop(4, {1, 10})},
           2);
}

/// A loop of one step goes, whatever its strides are.
TEST(CollapseLoops, OneStep) {
  collapse({makeLoop(1, {99, 77}), makeLoop(4, {1, 10})}, 1);
  auto loops = collapse({makeLoop(4, {5, 10}), makeLoop(1, {99, 77})}, 1);
  EXPECT_EQ(loops[0].strides, SmallVector<int64_t>({5, 10}));
  collapse({makeLoop(1, {3, 3}), makeLoop(1, {2, 2}), makeLoop(1, {1, 1})}, 1);
}

TEST(CollapseLoops, StandingStill) {
  // An operand per column does not move with any row.
  collapse({makeLoop(3, {4, 0}), makeLoop(4, {1, 0})}, 1);
}

//===----------------------------------------------------------------------===//
// Tiles
//===----------------------------------------------------------------------===//

static Contraction makeMatmul(int64_t y, int64_t x, int64_t columns,
                              int64_t depth, int64_t group, int64_t lanes) {
  Contraction result;
  result.rows = {makeLoop(y, {x * depth}), makeLoop(x, {depth})};
  result.reduction = {makeLoop(llvm::divideCeil(depth, group), {group})};
  result.columns = columns;
  result.group = group;
  result.lanes = lanes;
  return result;
}

/// Tiles fit into the kernel and its sums into the registers; what is chosen
/// does not depend on anything but the arguments.
TEST(ChooseTile, FitsIntoRegisters) {
  struct Case {
    Isa isa;
    DotKind dot;
    int64_t group;
  };
  for (Case c :
       {Case{Isa::Portable, DotKind::Float, 1},
        Case{Isa::Portable, DotKind::Widened, 1},
        Case{Isa::Avx2, DotKind::Float, 1}, Case{Isa::Avx2, DotKind::Words, 2},
        Case{Isa::AvxVnni, DotKind::Bytes, 4},
        Case{Isa::Avx512, DotKind::Words, 2},
        Case{Isa::Avx512Vnni, DotKind::Bytes, 4}})
    for (int64_t y : {1, 2, 3, 7, 56})
      for (int64_t x : {1, 2, 5, 7, 14, 56, 3136})
        for (int64_t columns : {1, 4, 10, 16, 17, 64, 100, 1000}) {
          int64_t lanes = getVectorBits(c.isa) / 32;
          Contraction kernel = makeMatmul(y, x, columns, 36, c.group, lanes);
          KernelTile tile = chooseTile(kernel, c.dot, c.isa);
          int64_t registers = lanes == 16 ? 32 : 16;
          EXPECT_EQ(tile.lanes, lanes);
          EXPECT_EQ(tile.dot, c.dot);
          EXPECT_GE(tile.splits, 1);
          EXPECT_TRUE(tile.outerRows >= 1 && tile.outerRows <= y);
          EXPECT_TRUE(tile.innerRows >= 1 && tile.innerRows <= x);
          EXPECT_GE(tile.vectors, 1);
          EXPECT_LE(tile.vectors, int64_t(llvm::divideCeil(columns, lanes)));
          EXPECT_LT(tile.getNumRows() * tile.vectors * tile.splits +
                        tile.vectors,
                    registers);
          // Several outer rows only where a tile has all of the inner ones.
          EXPECT_TRUE(tile.outerRows == 1 || tile.innerRows == x);
        }
}

/// Large products have tiles that keep the multipliers busy.
TEST(ChooseTile, LargeProducts) {
  KernelTile avx2 =
      chooseTile(makeMatmul(1, 512, 512, 512, 1, 8), DotKind::Float, Isa::Avx2);
  EXPECT_GE(avx2.getNumRows() * avx2.vectors, 10);
  KernelTile avx512 = chooseTile(makeMatmul(1, 512, 512, 512, 1, 16),
                                 DotKind::Float, Isa::Avx512);
  EXPECT_GE(avx512.getNumRows() * avx512.vectors, 20);
  // One row: several sums per column hide the latency.
  KernelTile row =
      chooseTile(makeMatmul(1, 1, 8, 512, 1, 8), DotKind::Float, Isa::Avx2);
  EXPECT_EQ(row.getNumRows(), 1);
  EXPECT_EQ(row.splits, 4);
}

//===----------------------------------------------------------------------===//
// Packed weights
//===----------------------------------------------------------------------===//

/// Every entry is where the kernel looks for it; all others are zeros.
static void checkPacking(const PackedShape &packed) {
  std::vector<int32_t> values(packed.groups * packed.columns * packed.runs *
                              packed.run);
  std::iota(values.begin(), values.end(), 1);
  std::vector<int32_t> result = packWeight<int32_t>(values, packed);
  SmallVector<int64_t> shape = packed.getShape();
  ASSERT_EQ(result.size(),
            size_t(std::accumulate(shape.begin(), shape.end(), int64_t(1),
                                   std::multiplies<>())));
  int64_t next = 0;
  for (int64_t g = 0; g < packed.groups; ++g)
    for (int64_t column = 0; column < packed.columns; ++column)
      for (int64_t run = 0; run < packed.runs; ++run)
        for (int64_t entry = 0; entry < packed.run; ++entry) {
          int64_t at = g;
          at = at * shape[1] + column / packed.lanes;
          at = at * shape[2] + run;
          at = at * shape[3] + entry / packed.group;
          at = at * shape[4] + column % packed.lanes;
          at = at * shape[5] + entry % packed.group;
          ASSERT_EQ(result[at], values[next++]);
          result[at] = 0;
        }
  for (int32_t rest : result)
    ASSERT_EQ(rest, 0);
}

TEST(PackWeight, EveryEntry) {
  for (int64_t groups : {1, 3})
    for (int64_t columns : {1, 4, 7, 17})
      for (int64_t runs : {1, 3})
        for (int64_t run : {1, 2, 5, 8})
          for (int64_t lanes : {4, 8, 16})
            for (int64_t group : {1, 2, 4})
              checkPacking({groups, columns, runs, run, lanes, group});
}
