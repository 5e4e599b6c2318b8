//===- MatchProduct.cpp - which sums are matrix products ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Strategies.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/SmallBitVector.h"

using namespace mlir;
using namespace mlir::compress;

/// Adds to `dims` the loops that `value` of the region depends on. False where
/// it cannot be computed apart from the rest.
static bool collectDims(linalg::LinalgOp op, Value value,
                        llvm::SmallBitVector &dims) {
  if (value.getParentBlock() != op.getBlock())
    return true;
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    OpOperand *operand = op.getMatchingOpOperand(argument);
    AffineMap map = op.getMatchingIndexingMap(operand);
    for (unsigned dim = 0; dim < dims.size(); ++dim)
      if (map.isFunctionOfDim(dim))
        dims.set(dim);
    return !op.isDpsInit(operand);
  }
  Operation *producer = value.getDefiningOp();
  if (producer->getNumRegions() != 0 || isa<linalg::IndexOp>(producer))
    return false;
  return llvm::all_of(producer->getOperands(), [&](Value operand) {
    return collectDims(op, operand, dims);
  });
}

/// The value before an extension of its sign.
static Value stripExtension(Value value) {
  auto extension = value.getDefiningOp<arith::ExtSIOp>();
  return extension ? extension.getIn() : value;
}

std::optional<Product> compress::matchProduct(linalg::LinalgOp op) {
  std::optional<Sum> sum = matchSum(op);
  if (!sum)
    return std::nullopt;
  Operation *multiply = sum->term.getDefiningOp();
  if (!isa_and_nonnull<arith::MulFOp, arith::MulIOp>(multiply))
    return std::nullopt;
  AffineMap map = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  SmallVector<int64_t> sizes = op.getStaticLoopRanges();
  llvm::SmallBitVector left(sizes.size()), right(sizes.size());
  if (!map.isProjectedPermutation() ||
      !collectDims(op, multiply->getOperand(0), left) ||
      !collectDims(op, multiply->getOperand(1), right))
    return std::nullopt;
  Product product;
  product.sum = *sum;
  product.left = multiply->getOperand(0);
  product.right = multiply->getOperand(1);
  // Columns are what lies next to each other in memory.
  for (unsigned i = map.getNumResults(); i-- > 0;) {
    unsigned dim = map.getDimPosition(i);
    if (sizes[dim] == 1)
      continue;
    if (left.test(dim) && !right.test(dim)) {
      std::swap(left, right);
      std::swap(product.left, product.right);
    }
    break;
  }
  for (auto [dim, iterator] : llvm::enumerate(op.getIteratorTypesArray())) {
    bool inLeft = left.test(dim), inRight = right.test(dim);
    if (iterator == utils::IteratorType::reduction) {
      product.depth.push_back(dim);
      product.numDepth *= sizes[dim];
    } else if (sizes[dim] == 1 || (inLeft && inRight)) {
      product.batch.push_back(dim);
      product.numBatches *= sizes[dim];
    } else if (inLeft) {
      product.rows.push_back(dim);
      product.numRows *= sizes[dim];
    } else if (inRight) {
      product.columns.push_back(dim);
      product.numColumns *= sizes[dim];
    } else {
      return std::nullopt;
    }
  }
  Value narrowLeft = stripExtension(product.left);
  Value narrowRight = stripExtension(product.right);
  bool isDot = sum->term.getType().isInteger(32) &&
               narrowLeft.getType().isInteger(8) &&
               narrowRight.getType().isInteger(8);
  product.pack = isDot ? 4 : 1;
  product.left = narrowLeft;
  product.right = narrowRight;
  return product;
}

/// Of the tiles that threads can share, the one that a model of the GPU takes
/// for the fastest: waves of blocks over the multiprocessors, each as long as
/// its loads from shared memory.
ProductTile compress::chooseProductTile(const Product &product) {
  static constexpr ProductTile kTiles[] = {
      {128, 64, 8, 4, 16}, {64, 64, 4, 4, 16}, {64, 32, 4, 4, 16},
      {128, 16, 4, 4, 16}, {32, 64, 2, 4, 16}, {32, 32, 2, 4, 16},
      {64, 16, 4, 2, 16},  {32, 16, 2, 2, 16}, {16, 64, 1, 4, 16},
      {16, 32, 1, 4, 16},  {16, 16, 1, 2, 16}};
  constexpr int64_t kMultiprocessors = 108;
  ProductTile best = kTiles[0];
  double bestTime = 0.0;
  for (const ProductTile &tile : kTiles) {
    int64_t blocks = product.numBatches *
                     llvm::divideCeil(product.numRows, tile.rows) *
                     llvm::divideCeil(product.numColumns, tile.columns);
    double loads = double(tile.threadRows + tile.threadColumns) /
                   (tile.threadRows * tile.threadColumns);
    double time = double(llvm::divideCeil(blocks, kMultiprocessors)) *
                  tile.rows * tile.columns * (1.0 + loads);
    if (bestTime == 0.0 || time < bestTime) {
      bestTime = time;
      best = tile;
    }
  }
  int64_t words = llvm::divideCeil(product.numDepth, product.pack);
  best.depth = std::min<int64_t>(best.depth, llvm::PowerOf2Ceil(words));
  return best;
}
