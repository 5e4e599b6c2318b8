//===- KernelSparse.h - kernels that skip zeros -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_KERNELSPARSE_H
#define COMPRESS_LIB_CODEGEN_CPU_KERNELSPARSE_H

#include "Chunks.h"
#include "KernelDot.h"

namespace mlir::compress {

/// Vectors of pixels whose sums, for `block` channels, stay in registers.
int64_t getSparseTileVectors(int64_t block, Isa isa);

/// Writes one kernel of kind `#compress.sparse`. Vectors hold pixels, not
/// channels, so that one stored weight serves all lanes; the sums of some
/// channels and pixels are then turned in a scratch buffer on the stack, and
/// the region maps vectors of channels as it does in every kernel.
class SparseEmitter {
public:
  /// Threads share the tiles of pixels in chunks of at least `chunkCycles`, if
  /// that is not zero.
  SparseEmitter(OpBuilder &builder, KernelOp op, DotKind dot, Isa isa,
                int64_t chunkCycles);

  void emit();

private:
  using RangeFn = llvm::function_ref<void(Value)>;

  Value makeIndex(int64_t value);
  Value add(Value a, Value b);
  Value add(Value a, int64_t b) { return b == 0 ? a : add(a, makeIndex(b)); }
  Value scale(Value value, int64_t factor);
  Value loadIndex(Value table, Value index);
  void emitFor(Value lower, Value upper, int64_t step, RangeFn body);
  void emitFor(int64_t lower, int64_t upper, int64_t step, RangeFn body);

  int64_t getNumImages();
  /// Pixels of an image, what is between its rows included.
  int64_t getNumPixels();
  double estimateCycles();
  void emitImage(Value image, const LoopRange &pixels);
  void emitImages(const LoopRange &pixels, Block &scratchBlock);
  void emitPixels(Value image, Value first, int64_t numVectors, int64_t valid);
  void emitGroup(Value group, Value input, Value sums);
  SmallVector<Value> emitEntry(Value entry, Value input, ValueRange sums);
  void emitTurn();
  void emitResults(Value image, Value first, Value channel, int64_t channels);
  Value indexOf(unsigned operand, Value image, Value y, Value x, Value channel);

  OpBuilder &builder;
  KernelOp op;
  Location loc;
  SparseAttr kind;
  DotEmitter dot;
  int64_t lanes, block, channels;
  /// Vectors of pixels in a tile, as many as registers allow.
  int64_t maxVectors;
  int64_t chunkCycles;
  SmallVector<Value> buffers;
  /// Sums as [channel][pixel] and as [pixel][channel].
  Value sums, turned;
  /// The current tile: vectors, and pixels of the last one.
  int64_t numVectors = 1, numValid = 1;
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_KERNELSPARSE_H
