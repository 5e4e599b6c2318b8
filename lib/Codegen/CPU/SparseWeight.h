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
  /// True if the kernel brings the pixels into planes; else the entries of the
  /// input, of one image, that are brought into them before.
  bool makesPlanes = false;
  int64_t planes = 1;
  int64_t images = 1;
  /// Pixels of the result, and those that a kernel computes: what is between
  /// two rows too.
  int64_t results = 1, pixels = 1;
  /// Products that one instruction sums up in a lane: 1, 2 or 4; bits of an
  /// entry of the input, 32 for floats alone.
  int64_t group = 1, entryBits = 32;
};

/// How many pixels a kernel brings into planes at a time, and of how many of
/// their channels.
struct SparseTile {
  int64_t pixels, depth;

  static SparseTile get(const SparseProblem &problem, int64_t block, Isa isa);
  /// How many of `channels` of the result are computed before the planes are
  /// made anew: as many as there is place for the sums of.
  int64_t getPart(int64_t channels, int64_t block, Isa isa) const;
};

/// Which entries of the weight are stored: those of every group of `block`
/// channels, as numbers below `depth`, in order.
struct SparsePattern {
  int64_t block = 1;
  std::vector<std::vector<int32_t>> entries;

  int64_t countEntries() const;
  /// Those of a group from `lower` to `upper`, which is not among them.
  ArrayRef<int32_t> getSlice(int64_t group, int64_t lower, int64_t upper) const;
};

/// All places of `isZero` ([channels, depth]) that are false, and their
/// neighbours in blocks of `block` channels.
SparsePattern findEntries(const std::vector<bool> &isZero, int64_t channels,
                          int64_t block);

/// A weight as [channels, depth], in floats or in integers.
struct SparseValues {
  std::vector<float> floats;
  std::vector<int32_t> integers;
};

/// What is stored, entry for entry of the kinds of kernels.
struct SparseTables {
  std::vector<int32_t> offsets, starts{0}, integers;
  std::vector<float> floats;

  /// Slice by slice, `depth` entries of the weight's rows each, group of
  /// channels by group; `offsets` are those of all entries of a row. They come
  /// in groups of `size`, filled up with zeros.
  static SparseTables get(const SparsePattern &pattern,
                          const SparseValues &values, int64_t size,
                          ArrayRef<int32_t> offsets, int64_t depth);

private:
  void add(const SparsePattern &pattern, const SparseValues &values,
           int64_t size, ArrayRef<int32_t> offsets, int64_t group,
           ArrayRef<int32_t> entries);
};

/// Estimated cycles of the sparse and of the dense kernel on one core of `isa`.
double estimateSparse(const SparseProblem &problem,
                      const SparsePattern &pattern, Isa isa);
double estimateDense(const SparseProblem &problem, Isa isa);

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_SPARSEWEIGHT_H
