//===- Arena.h - where buffers lie in one block of memory -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CODEGEN_CPU_ARENA_H
#define COMPRESS_CODEGEN_CPU_ARENA_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <vector>

namespace mlir::compress {

/// Every buffer starts at a multiple of this, as do arena and weights.
inline constexpr int64_t kBufferAlignment = 64;
/// Kernels may read so far past the end of a buffer.
inline constexpr int64_t kBufferSlack = 64;

/// A buffer that is needed from step `first` to step `last`, both included.
struct BufferLife {
  int64_t size = 0, first = 0, last = 0;
};

struct ArenaPlan {
  std::vector<int64_t> offsets;
  int64_t size = 0;
};

/// Gives each buffer a place, slack included, such that buffers needed at the
/// same time do not overlap. Large buffers choose first, each the smallest gap
/// that fits.
ArenaPlan planArena(llvm::ArrayRef<BufferLife> buffers);

/// The least that any plan needs: the most bytes alive at one step.
int64_t getPeakBytes(llvm::ArrayRef<BufferLife> buffers);

} // namespace mlir::compress

#endif // COMPRESS_CODEGEN_CPU_ARENA_H
