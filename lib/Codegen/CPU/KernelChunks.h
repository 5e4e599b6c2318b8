//===- KernelChunks.h - a kernel's work for several threads -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_KERNELCHUNKS_H
#define COMPRESS_LIB_CODEGEN_CPU_KERNELCHUNKS_H

#include "Chunks.h"
#include "KernelTile.h"

namespace mlir::compress {

/// How the loops around the tile are cut. `outer` is all loops but those of the
/// tile as one; columns are counted in vectors.
struct KernelChunks {
  LoopCut outer, outerRows, innerRows, columns;

  int64_t getNumChunks() const {
    return outer.getNumChunks() * outerRows.getNumChunks() *
           innerRows.getNumChunks() * columns.getNumChunks();
  }
};

/// Cuts a kernel into chunks of at least `chunkCycles` estimated cycles; 0: not
/// at all. `contraction` has at least two row loops. Rows or columns are cut,
/// whichever makes threads read less twice.
KernelChunks chooseChunks(KernelOp op, const Contraction &contraction,
                          const KernelTile &tile, Isa isa, int64_t chunkCycles);

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_KERNELCHUNKS_H
