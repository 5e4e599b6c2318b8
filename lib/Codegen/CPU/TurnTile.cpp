//===- TurnTile.cpp - a transpose in registers ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TurnTile.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::compress;

/// Two vectors of the entries of `a` and `b` that `mask` names, and of those
/// `step` entries further.
static std::pair<Value, Value> shuffleTwice(OpBuilder &builder, Location loc,
                                            Value a, Value b,
                                            ArrayRef<int64_t> mask,
                                            int64_t step) {
  SmallVector<int64_t> further;
  for (int64_t lane : mask)
    further.push_back(lane + step);
  return {vector::ShuffleOp::create(builder, loc, a, b, mask),
          vector::ShuffleOp::create(builder, loc, a, b, further)};
}

/// Each step shuffles the tile perfectly: its first half with its second, like
/// cards, in each part of `size` lanes. log2(rows) of them turn the parts.
static SmallVector<Value> turnParts(OpBuilder &builder, Location loc,
                                    SmallVector<Value> rows, int64_t size) {
  int64_t numRows = rows.size();
  int64_t lanes = cast<VectorType>(rows.front().getType()).getNumElements();
  SmallVector<int64_t> mask;
  for (int64_t part = 0; part < lanes; part += size)
    for (int64_t lane = 0; lane < size / 2; ++lane)
      mask.append({part + lane, lanes + part + lane});
  for (int64_t step = 1; step < numRows; step *= 2) {
    SmallVector<Value> shuffled;
    for (int64_t i = 0; i < numRows / 2; ++i) {
      auto [low, high] = shuffleTwice(builder, loc, rows[i],
                                      rows[i + numRows / 2], mask, size / 2);
      shuffled.append({low, high});
    }
    rows = std::move(shuffled);
  }
  return rows;
}

/// Parts of `size` lanes as entries: part `c` of row `r` becomes part `r` of
/// row `c`. Each step takes even from odd ones.
static SmallVector<Value> exchangeParts(OpBuilder &builder, Location loc,
                                        SmallVector<Value> rows, int64_t size) {
  int64_t numRows = rows.size(), lanes = numRows * size;
  SmallVector<int64_t> mask;
  for (int64_t part = 0; part < 2 * lanes; part += 2 * size)
    llvm::append_range(mask, llvm::seq(part, part + size));
  for (int64_t step = 1; step < numRows; step *= 2) {
    SmallVector<Value> even, odd;
    for (int64_t i = 0; i < numRows; i += 2) {
      auto [first, second] =
          shuffleTwice(builder, loc, rows[i], rows[i + 1], mask, size);
      even.push_back(first);
      odd.push_back(second);
    }
    rows = std::move(even);
    llvm::append_range(rows, odd);
  }
  return rows;
}

/// Instructions shuffle within this many bits, or parts of as many.
static constexpr int64_t kPartBits = 128;

SmallVector<Value> compress::turnTile(OpBuilder &builder, Location loc,
                                      SmallVector<Value> rows) {
  auto type = cast<VectorType>(rows.front().getType());
  int64_t numRows = rows.size(), lanes = type.getNumElements();
  int64_t size = kPartBits / type.getElementTypeBitWidth();
  if (numRows != lanes || lanes <= size)
    return turnParts(builder, loc, std::move(rows), lanes);
  SmallVector<SmallVector<Value>> parts;
  for (int64_t row = 0; row < numRows; row += size)
    parts.push_back(
        turnParts(builder, loc,
                  SmallVector<Value>(ArrayRef(rows).slice(row, size)), size));
  for (int64_t i = 0; i < size; ++i) {
    SmallVector<Value> column;
    for (ArrayRef<Value> part : parts)
      column.push_back(part[i]);
    column = exchangeParts(builder, loc, std::move(column), size);
    for (auto [part, vector] : llvm::enumerate(column))
      rows[part * size + i] = vector;
  }
  return rows;
}
