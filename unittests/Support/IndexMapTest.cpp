//===- IndexMapTest.cpp - where the entries of an axis lie ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/IndexMap.h"
#include "gtest/gtest.h"
#include <set>

using namespace mlir;
using namespace mlir::compress;

using Shape = std::vector<int64_t>;

namespace {

/// The flat, row-major positions of entry `entry` in a tensor of `shape`.
std::set<int64_t> positionsOf(const Shape &shape, const DimSlice &slice,
                              int64_t entry) {
  int64_t inner = 1, outer = 1;
  for (unsigned d = 0; d < shape.size(); ++d)
    (d < slice.dim ? outer : inner) *= d == slice.dim ? 1 : shape[d];
  std::set<int64_t> positions;
  for (int64_t o = 0; o < outer; ++o)
    for (int64_t index : slice.slice.map.getIndices(entry))
      for (int64_t i = 0; i < inner; ++i)
        positions.insert((o * shape[slice.dim] + index) * inner + i);
  return positions;
}

DimSlice whole(unsigned dim, int64_t size) {
  return {dim, {0, IndexMap{size}}};
}

/// The one place behind a reshape.
std::optional<DimSlice> reshape(const Shape &from, const DimSlice &slice,
                                const Shape &to) {
  ReshapedSlice moved = followReshape(from, slice, to);
  if (moved.places.size() != 1)
    return std::nullopt;
  return moved.places.front();
}

/// The slice of axis entries, or nothing; fails the test if there is none.
std::optional<IndexSlice> view(const IndexSlice &slice, const IndexMap &axis) {
  auto result = viewAlongAxis(slice, axis);
  EXPECT_TRUE(succeeded(result));
  return succeeded(result) ? *result : std::nullopt;
}

} // namespace

TEST(IndexMapTest, ListsTheIndicesOfAnEntry) {
  IndexMap map = {/*size=*/3, /*offset=*/5, /*repeat=*/2, /*block=*/2};
  EXPECT_EQ(map.getExtent(), 12);
  EXPECT_EQ(map.getIndices(1), (SmallVector<int64_t>{7, 8, 13, 14}));
  EXPECT_FALSE(map.covers(12));
  EXPECT_TRUE((IndexMap{3, 0, 2, 2}).covers(12));
}

TEST(IndexMapTest, FlatteningCouplesAChannelToABlock) {
  auto nchw = reshape({1, 20, 4, 4}, whole(1, 20), {1, 320});
  ASSERT_TRUE(nchw);
  EXPECT_EQ(*nchw, (DimSlice{1, {0, {20, 0, 1, 16}}}));
  auto nhwc = reshape({1, 4, 4, 20}, whole(3, 20), {1, 320});
  ASSERT_TRUE(nhwc);
  EXPECT_EQ(*nhwc, (DimSlice{1, {0, {20, 0, 16, 1}}}));
}

/// Every way through every pair of factorizations keeps an entry's positions.
TEST(IndexMapTest, ReshapesKeepThePositionsOfEveryEntry) {
  std::vector<Shape> shapes = {
      {24},         {2, 12},      {12, 2},      {2, 3, 4}, {4, 3, 2},
      {3, 8},       {8, 3},       {2, 1, 12},   {1, 24},   {24, 1},
      {2, 2, 2, 3}, {3, 2, 2, 2}, {1, 2, 1, 12}};
  int followed = 0;
  for (const Shape &from : shapes)
    for (const Shape &middle : shapes)
      for (const Shape &to : shapes)
        for (unsigned d = 0; d < from.size(); ++d) {
          DimSlice start = whole(d, from[d]);
          for (const DimSlice &second :
               followReshape(from, start, middle).places)
            for (const DimSlice &third :
                 followReshape(middle, second, to).places) {
              ++followed;
              for (int64_t i = 0; i < from[d]; ++i)
                ASSERT_EQ(positionsOf(from, start, i),
                          positionsOf(to, third, i));
            }
        }
  EXPECT_GT(followed, 1000);
}

TEST(IndexMapTest, ReshapesThatMixEntriesHaveNoPlace) {
  EXPECT_TRUE(followReshape({4, 6}, whole(0, 4), {3, 8}).places.empty());
  EXPECT_TRUE(followReshape({4, 6}, whole(1, 6), {6, 4}).places.empty());
  EXPECT_TRUE(followReshape({0, 6}, whole(0, 0), {6, 0}).places.empty());
}

TEST(IndexMapTest, ABatchOfOneStaysADimensionOfItsOwn) {
  ReshapedSlice moved = followReshape({1, 784}, whole(0, 1), {1, 1, 28, 28});
  EXPECT_FALSE(moved.isAmbiguous);
  ASSERT_EQ(moved.places.size(), 3u);
  EXPECT_EQ(moved.places[0], whole(0, 1));
  EXPECT_EQ(moved.places[1], whole(1, 1));
  EXPECT_EQ(moved.places[2], (DimSlice{2, {0, {1, 0, 1, 28}}}));
}

TEST(IndexMapTest, ALeadingBatchOfOneMergesWithTheNextDimension) {
  auto merged = reshape({1, 12, 8}, whole(0, 1), {12, 8});
  ASSERT_TRUE(merged);
  EXPECT_EQ(*merged, (DimSlice{0, {0, {1, 0, 1, 12}}}));
  ReshapedSlice back = followReshape({12, 8}, *merged, {1, 12, 8});
  EXPECT_EQ(back.places.front(), whole(0, 1));
  auto heads = reshape({12, 8}, *merged, {3, 32});
  ASSERT_TRUE(heads);
  EXPECT_EQ(*heads, (DimSlice{0, {0, {1, 0, 1, 3}}}));
}

TEST(IndexMapTest, ABatchOfOneInTheMiddleIsAmbiguous) {
  EXPECT_TRUE(followReshape({20, 1, 16}, whole(1, 1), {20, 16}).isAmbiguous);
  EXPECT_FALSE(
      followReshape({20, 1, 16}, whole(1, 1), {20, 1, 4, 4}).isAmbiguous);
  auto inside = reshape({20, 1, 16}, whole(1, 1), {320});
  ASSERT_TRUE(inside);
  EXPECT_EQ(*inside, (DimSlice{0, {0, {1, 0, 20, 16}}}));
}

TEST(IndexMapTest, AConcatenationSeesTheSlicesOfItsParts) {
  IndexSlice channels = {0, {8, 0, 1, 1}};
  auto first = view(channels, {5, 0, 1, 1});
  ASSERT_TRUE(first);
  EXPECT_EQ(*first, (IndexSlice{0, {5, 0, 1, 1}}));
  auto second = view(channels, {3, 5, 1, 1});
  ASSERT_TRUE(second);
  EXPECT_EQ(*second, (IndexSlice{5, {3, 0, 1, 1}}));
  EXPECT_FALSE(view(channels, {3, 8, 1, 1}));
  EXPECT_EQ(placeAxis(*second, {3, 10, 1, 4}),
            (SmallVector<IndexSlice>{{5, {3, 10, 1, 4}}}));
}

TEST(IndexMapTest, GroupsAreBlocks) {
  // 12 channels, 3 groups of 4.
  IndexMap group = {3, 0, 1, 4}, within = {4, 0, 3, 1};
  IndexSlice groups = {0, group};
  auto alongGroup = view(groups, group);
  ASSERT_TRUE(alongGroup);
  EXPECT_EQ(*alongGroup, (IndexSlice{0, {3, 0, 1, 1}}));
  EXPECT_TRUE(failed(viewAlongAxis(groups, within)));
  // A channel is no group: neither axis has whole entries of it.
  IndexSlice channels = {0, {12, 0, 1, 1}};
  EXPECT_TRUE(failed(viewAlongAxis(channels, group)));
  EXPECT_TRUE(failed(viewAlongAxis(channels, within)));
  EXPECT_EQ(placeAxis({0, {2, 1, 1, 1}}, within),
            (SmallVector<IndexSlice>{
                {0, {2, 1, 1, 1}}, {0, {2, 5, 1, 1}}, {0, {2, 9, 1, 1}}}));
}

/// What is seen along an axis and placed again is the part that they share.
TEST(IndexMapTest, ViewsAndPlacesAreInverse) {
  int seen = 0;
  for (int64_t size : {1, 2, 4})
    for (int64_t offset : {0, 2, 4})
      for (int64_t repeat : {1, 2, 3})
        for (int64_t block : {1, 2})
          for (int64_t axisSize : {2, 4, 12})
            for (int64_t axisOffset : {0, 4})
              for (int64_t axisBlock : {1, 2}) {
                IndexSlice slice = {0, {size, offset, repeat, block}};
                IndexMap axis = {axisSize, axisOffset, 1, axisBlock};
                auto along = viewAlongAxis(slice, axis);
                if (failed(along) || !*along)
                  continue;
                ++seen;
                for (int64_t i = 0; i < (*along)->map.size; ++i) {
                  std::set<int64_t> wanted, placed;
                  for (int64_t index :
                       slice.map.getIndices((*along)->begin + i))
                    if (index >= axis.offset && index < axis.getEnd())
                      wanted.insert(index);
                  for (const IndexSlice &part : placeAxis(**along, axis))
                    for (int64_t index : part.map.getIndices(i))
                      placed.insert(index);
                  ASSERT_EQ(wanted, placed);
                }
              }
  EXPECT_GT(seen, 100);
}
