//===- Chunks.h - work that threads share ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops whose iterations are independent are cut into chunks, the iterations of
// an `scf.parallel`. How they are cut depends on the operation alone, and no
// sum is cut: results are the same for any number of threads.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_CHUNKS_H
#define COMPRESS_LIB_CODEGEN_CPU_CHUNKS_H

#include "mlir/Dialect/SCF/IR/SCF.h"

namespace mlir::compress {

/// Part of a loop; bounds are attributes where they are known.
struct LoopRange {
  OpFoldResult lower, upper;
};

/// The whole of a loop of `size` iterations.
LoopRange getWholeRange(Builder &builder, int64_t size);

/// How the iterations of one loop are dealt out: `step` belong together, each
/// chunk takes `steps` of them, the last one what is left.
struct LoopCut {
  int64_t size = 1, step = 1, steps = 1;

  static LoopCut whole(int64_t size, int64_t step) {
    return {size, step, llvm::divideCeilSigned(size, step)};
  }
  int64_t getNumSteps() const { return llvm::divideCeilSigned(size, step); }
  int64_t getNumChunks() const {
    return llvm::divideCeilSigned(getNumSteps(), steps);
  }
  /// As many chunks as possible, up to `count`.
  void cut(int64_t count) {
    steps = llvm::divideCeilSigned(
        getNumSteps(), std::clamp<int64_t>(count, 1, getNumSteps()));
  }
};

/// The iterations of chunk number `chunk`; all of them if there is only one.
LoopRange getChunk(OpBuilder &builder, Location loc, const LoopCut &cut,
                   Value chunk);

/// Into how many chunks an operation of `cycles` is cut; one if it is too small
/// to pay, or if `chunkCycles`, the least work of a chunk, is zero.
int64_t getNumChunks(double cycles, int64_t chunkCycles);

/// Runs `body` for all numbers below `count`, in any order or together.
void emitParallel(OpBuilder &builder, Location loc, int64_t count,
                  llvm::function_ref<void(Value chunk)> body);

using StepsFn =
    llvm::function_ref<void(const LoopRange &range, int64_t step, bool isRest)>;

/// The steps of a loop of `size` iterations that lie in `range`: those before
/// `full`, a multiple of `step`, and what is left over at the end of the loop,
/// as one step.
void emitSteps(OpBuilder &builder, Location loc, const LoopRange &range,
               int64_t size, int64_t full, int64_t step, StepsFn body);

/// A loop over `range`, which need not really loop.
void emitLoop(OpBuilder &builder, Location loc, const LoopRange &range,
              int64_t step, llvm::function_ref<void(Value)> body);

/// Has LLVM leave the loop as it is, not unrolled.
void keepRolled(scf::ForOp loop);

/// The smaller, the larger of two indices.
OpFoldResult emitMin(OpBuilder &builder, Location loc, OpFoldResult a,
                     OpFoldResult b);
OpFoldResult emitMax(OpBuilder &builder, Location loc, OpFoldResult a,
                     OpFoldResult b);

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_CHUNKS_H
