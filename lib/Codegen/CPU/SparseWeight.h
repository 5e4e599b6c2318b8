//===- SparseWeight.h - what is stored of a pruned weight -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_SPARSEWEIGHT_H
#define COMPRESS_LIB_CODEGEN_CPU_SPARSEWEIGHT_H

#include "compress/Dialect/Compress/IR/CompressIsa.h"
#include "mlir/Support/LLVM.h"
#include <vector>

namespace mlir::compress {

/// A product of a [channels, depth] weight with `images` times `pixels` pixels.
struct SparseProblem {
  int64_t channels = 1, depth = 1;
  /// Entries of the input, of one image: what has to be brought into planes.
  int64_t planes = 1;
  int64_t images = 1;
  /// Pixels that a kernel computes, those between two rows included.
  int64_t pixels = 1;
  /// Products that one instruction sums up in a lane: 1, 2 or 4.
  int64_t group = 1;
};

/// Which entries of the weight are stored: those of every group of `block`
/// channels, as numbers below `depth`.
struct SparsePattern {
  int64_t block = 1;
  std::vector<std::vector<int32_t>> entries;

  int64_t countEntries() const;
};

/// All places of `isZero` ([channels, depth]) that are false, and their
/// neighbours in blocks of `block` channels.
SparsePattern findEntries(const std::vector<bool> &isZero, int64_t channels,
                          int64_t block);

/// Estimated cycles of the sparse and of the dense kernel on one core of `isa`.
double estimateSparse(const SparseProblem &problem,
                      const SparsePattern &pattern, Isa isa);
double estimateDense(const SparseProblem &problem, Isa isa);

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_SPARSEWEIGHT_H
