//===- Strategies.h - ways to spread a loop nest over threads ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One file each. Tensor cores would be one more beside these.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_GPU_STRATEGIES_H
#define COMPRESS_LIB_CODEGEN_GPU_STRATEGIES_H

#include "KernelBuilder.h"

namespace mlir::compress {

/// The value that is added to the accumulator of `op` and the operation that
/// adds it, if that is all its region does with it.
struct Sum {
  Operation *add = nullptr;
  Value term;
};
std::optional<Sum> matchSum(linalg::LinalgOp op);

/// A sum of products `left * right` as a batch of matrix products: rows are the
/// dimensions that only `left` depends on, columns those of `right`.
struct Product {
  Sum sum;
  /// The factors before they are widened to the accumulator's type.
  Value left, right;
  SmallVector<unsigned> batch, rows, columns, depth;
  int64_t numBatches = 1, numRows = 1, numColumns = 1, numDepth = 1;
  /// Bytes that one instruction multiplies: 4 for signed 8-bit factors.
  int64_t pack = 1;
};
std::optional<Product> matchProduct(linalg::LinalgOp op);

/// How a block computes a tile of a matrix product.
struct ProductTile {
  /// Of a block, and of a thread.
  int64_t rows, columns, threadRows, threadColumns;
  /// Words of the depth that are in shared memory at a time.
  int64_t depth;

  int64_t getNumThreads() const {
    return rows / threadRows * (columns / threadColumns);
  }
};
ProductTile chooseProductTile(const Product &product);

/// Tiles of the factors are staged in shared memory; each thread keeps a small
/// tile of sums in registers.
void emitTiledProduct(KernelBuilder &kernel, const Product &product,
                      const ProductTile &tile);

/// 32 results per block; several threads share the terms of each.
bool isSplitSum(const KernelBuilder &kernel);
void emitSplitSum(KernelBuilder &kernel);

/// A thread computes whole results, one after the other.
void emitPointwise(KernelBuilder &kernel);

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_GPU_STRATEGIES_H
