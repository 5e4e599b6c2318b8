//===- TurnTile.cpp - a transpose in registers ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TurnTile.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::compress;

/// Each step shuffles the tile perfectly: its first half with its second, like
/// cards. log2(rows) of them turn it.
SmallVector<Value> compress::turnTile(OpBuilder &builder, Location loc,
                                      SmallVector<Value> rows) {
  int64_t numRows = rows.size();
  int64_t lanes = cast<VectorType>(rows.front().getType()).getNumElements();
  SmallVector<int64_t> low, high;
  for (int64_t lane = 0; lane < lanes / 2; ++lane) {
    low.append({lane, lanes + lane});
    high.append({lanes / 2 + lane, lanes + lanes / 2 + lane});
  }
  for (int64_t step = 1; step < numRows; step *= 2) {
    SmallVector<Value> shuffled;
    for (int64_t i = 0; i < numRows / 2; ++i)
      for (ArrayRef<int64_t> mask : {ArrayRef(low), ArrayRef(high)})
        shuffled.push_back(vector::ShuffleOp::create(
            builder, loc, rows[i], rows[i + numRows / 2], mask));
    rows = std::move(shuffled);
  }
  return rows;
}
