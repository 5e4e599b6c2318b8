//===- IndexMap.h - where the entries of an axis lie ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Plain maths of dimensions that depend on each other: what one channel, or one
// sample of a batch, is in another tensor. Structural pruning and batching ask
// the same question and get the same answer here.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_SUPPORT_INDEXMAP_H
#define COMPRESS_SUPPORT_INDEXMAP_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <tuple>

namespace mlir::compress {

/// Where the `size` entries of an axis lie along one dimension. Entry i is at
///
///   offset + (r * size + i) * block + k,   0 <= r < repeat, 0 <= k < block.
///
/// Of an 8x4x4 tensor, flattened to 128, the first axis is {8, 0, 1, 16}, the
/// last one {4, 0, 32, 1}. In a concatenation the second part of 5 channels
/// after 3 is {5, 3, 1, 1}.
struct IndexMap {
  int64_t size = 1, offset = 0, repeat = 1, block = 1;

  /// Indices from the first to the last of any entry.
  int64_t getExtent() const { return repeat * size * block; }
  int64_t getEnd() const { return offset + getExtent(); }
  /// True if every index below `dimSize` belongs to an entry.
  bool covers(int64_t dimSize) const {
    return offset == 0 && getExtent() == dimSize;
  }
  /// The indices of one entry, in ascending order.
  llvm::SmallVector<int64_t> getIndices(int64_t entry) const;

  bool operator==(const IndexMap &other) const {
    return std::tie(size, offset, repeat, block) ==
           std::tie(other.size, other.offset, other.repeat, other.block);
  }
};

/// Where the entries [begin, begin + map.size) of a larger axis lie.
struct IndexSlice {
  int64_t begin = 0;
  IndexMap map;

  bool operator==(const IndexSlice &other) const {
    return begin == other.begin && map == other.map;
  }
};

/// Both arguments lie in one dimension: `slice`, and an operation's `axis`. The
/// result is where the entries of `slice` lie along the axis itself; nothing if
/// the two do not meet. Fails where an entry of the slice is not a set of whole
/// entries of the axis.
FailureOr<std::optional<IndexSlice>> viewAlongAxis(const IndexSlice &slice,
                                                   const IndexMap &axis);

/// The way back: `slice` lies along an axis, which lies at `axis` in a
/// dimension. The parts together are where the entries lie in that dimension.
llvm::SmallVector<IndexSlice> placeAxis(const IndexSlice &slice,
                                        const IndexMap &axis);

/// A slice of one dimension of a tensor.
struct DimSlice {
  unsigned dim = 0;
  IndexSlice slice;

  bool operator==(const DimSlice &other) const {
    return dim == other.dim && slice == other.slice;
  }
};

/// Where a reshape may put a slice.
struct ReshapedSlice {
  /// More than one only for an axis with a single entry, which leaves no trace
  /// in the shape; the best guess first. Each of them is right about which
  /// numbers belong to the entry.
  llvm::SmallVector<DimSlice> places;
  /// True if no place is better than the others.
  bool isAmbiguous = false;
};

/// Follows `slice` through a row-major reshape from shape `from` to `to`.
/// Without a place: its entries do not stay together.
ReshapedSlice followReshape(llvm::ArrayRef<int64_t> from, const DimSlice &slice,
                            llvm::ArrayRef<int64_t> to);

} // namespace mlir::compress

#endif // COMPRESS_SUPPORT_INDEXMAP_H
