//===- KernelTile.h - what stays in registers -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_KERNELTILE_H
#define COMPRESS_LIB_CODEGEN_CPU_KERNELTILE_H

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Dialect/Compress/IR/CompressIsa.h"

namespace mlir::compress {

/// The instruction that multiplies and sums.
enum class DotKind {
  /// f32, one product per lane.
  Float,
  /// Integers widened to 32 bits, one product per lane.
  Widened,
  /// `vpmaddwd` and an addition, or `vpdpwssd`: two products of 16 bits.
  Words,
  /// `vpdpbusd`: four products of unsigned and signed bytes.
  Bytes
};

/// A tile of rows and columns whose sums stay in registers.
struct KernelTile {
  DotKind dot = DotKind::Float;
  /// Sums in a vector register.
  int64_t lanes = 4;
  /// Rows along the last two row loops, and vectors of columns.
  int64_t outerRows = 1, innerRows = 1, vectors = 1;
  /// Steps of the reduction with sums of their own, which hides the latency of
  /// small tiles.
  int64_t splits = 1;

  int64_t getNumRows() const { return outerRows * innerRows; }
};

/// The instruction for the operands of `op`; nothing if `isa` has none.
std::optional<DotKind> getDotKind(KernelOp op, const Contraction &contraction,
                                  Isa isa);

/// Joins neighbouring loops that move all operands as one loop would.
void collapseLoops(SmallVectorImpl<KernelLoop> &loops);

/// The tile with the least estimated cycles. `contraction` has at least two row
/// loops.
KernelTile chooseTile(const Contraction &contraction, DotKind dot, Isa isa);

/// Estimated cycles of the last two row loops and all columns, with `tile`.
double estimateCycles(const Contraction &contraction, const KernelTile &tile,
                      Isa isa);

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_KERNELTILE_H
