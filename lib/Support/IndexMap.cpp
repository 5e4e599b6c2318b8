//===- IndexMap.cpp - where the entries of an axis lie --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/IndexMap.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::compress;

SmallVector<int64_t> IndexMap::getIndices(int64_t entry) const {
  SmallVector<int64_t> indices;
  for (int64_t r = 0; r < repeat; ++r)
    for (int64_t k = 0; k < block; ++k)
      indices.push_back(offset + (r * size + entry) * block + k);
  return indices;
}

/// The part of `slice` within [low, high), a range that meets it; fails if the
/// range cuts an entry, or takes it from some repetitions only.
static FailureOr<IndexSlice> cut(IndexSlice slice, int64_t low, int64_t high) {
  IndexMap &map = slice.map;
  int64_t from = low - map.offset, to = high - map.offset;
  int64_t cycle = map.size * map.block;
  if (from % cycle == 0 && to % cycle == 0) {
    map.repeat = (to - from) / cycle;
  } else {
    int64_t start = from / cycle * cycle;
    if (to > start + cycle || from % map.block != 0 || to % map.block != 0)
      return failure();
    slice.begin += (from - start) / map.block;
    map.size = (to - from) / map.block;
    map.repeat = 1;
  }
  map.offset = low;
  return slice;
}

FailureOr<std::optional<IndexSlice>>
compress::viewAlongAxis(const IndexSlice &slice, const IndexMap &axis) {
  int64_t low = std::max(slice.map.offset, axis.offset);
  int64_t high = std::min(slice.map.getEnd(), axis.getEnd());
  if (low >= high)
    return std::optional<IndexSlice>();
  FailureOr<IndexSlice> part = cut(slice, low, high);
  if (failed(part) || part->map.block % axis.block != 0)
    return failure();
  IndexMap &map = part->map;
  map.block /= axis.block;
  if (axis.repeat == 1) {
    if ((low - axis.offset) % axis.block != 0)
      return failure();
    map.offset = (low - axis.offset) / axis.block;
    return std::optional<IndexSlice>(*part);
  }
  // All repetitions of the axis must say the same.
  if (low != axis.offset || high != axis.getEnd() ||
      axis.size % (map.size * map.block) != 0)
    return failure();
  map.offset = 0;
  map.repeat = axis.size / (map.size * map.block);
  return std::optional<IndexSlice>(*part);
}

SmallVector<IndexSlice> compress::placeAxis(const IndexSlice &slice,
                                            const IndexMap &axis) {
  IndexSlice placed = slice;
  placed.map.block *= axis.block;
  if (slice.map.covers(axis.size)) {
    placed.map.repeat *= axis.repeat;
    placed.map.offset = axis.offset;
    return {placed};
  }
  SmallVector<IndexSlice> parts;
  for (int64_t r = 0; r < axis.repeat; ++r) {
    placed.map.offset =
        axis.offset + (r * axis.size + slice.map.offset) * axis.block;
    parts.push_back(placed);
  }
  return parts;
}

static int64_t product(ArrayRef<int64_t> sizes) {
  int64_t result = 1;
  for (int64_t size : sizes)
    result *= size;
  return result;
}

/// A slice of a part of its dimension keeps its stride, and must find a
/// dimension that repeats at the same distance.
static SmallVector<DimSlice> followPart(ArrayRef<int64_t> from,
                                        const DimSlice &slice,
                                        ArrayRef<int64_t> to) {
  const IndexMap &map = slice.slice.map;
  int64_t inner = product(from.drop_front(slice.dim + 1));
  int64_t distance = from[slice.dim] * inner;
  for (unsigned e = 0; e < to.size(); ++e) {
    int64_t innerTo = product(to.drop_front(e + 1));
    if (to[e] == 1 || to[e] * innerTo != distance ||
        map.block * inner % innerTo != 0 || map.offset * inner % innerTo != 0)
      continue;
    IndexMap moved = {map.size, map.offset * inner / innerTo, map.repeat,
                      map.block * inner / innerTo};
    return {DimSlice{e, {slice.slice.begin, moved}}};
  }
  return {};
}

ReshapedSlice compress::followReshape(ArrayRef<int64_t> from,
                                      const DimSlice &slice,
                                      ArrayRef<int64_t> to) {
  const IndexMap &map = slice.slice.map;
  ReshapedSlice result;
  if (llvm::is_contained(from, 0) || llvm::is_contained(to, 0))
    return result;
  if (!map.covers(from[slice.dim])) {
    result.places = followPart(from, slice, to);
    return result;
  }
  // In row-major order the axis stands after `outer` others.
  int64_t outer = product(from.take_front(slice.dim)) * map.repeat;
  int64_t before = 1;
  for (unsigned e = 0; e < to.size(); before *= to[e++]) {
    if (outer % before != 0 || to[e] % (outer / before * map.size) != 0)
      continue;
    int64_t repeat = outer / before;
    IndexMap moved = {map.size, 0, repeat, to[e] / (repeat * map.size)};
    result.places.push_back({e, {slice.slice.begin, moved}});
  }
  auto isWhole = [&](const DimSlice &place) { return to[place.dim] == 1; };
  auto rank = [&](const DimSlice &place) {
    return !isWhole(place) ? 2 : place.dim == slice.dim ? 0 : 1;
  };
  llvm::sort(result.places, [&](const DimSlice &a, const DimSlice &b) {
    return std::pair(rank(a), a.dim) < std::pair(rank(b), b.dim);
  });
  result.isAmbiguous =
      result.places.size() > 1 && !isWhole(result.places.front());
  return result;
}
