//===- KernelSparse.h - kernels that skip zeros -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Vectors hold pixels, not channels, so that one stored weight serves all
// lanes; the sums of some channels and pixels are then turned in a scratch
// buffer on the stack, and the region maps vectors of channels as it does in
// every kernel.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_KERNELSPARSE_H
#define COMPRESS_LIB_CODEGEN_CPU_KERNELSPARSE_H

#include "Chunks.h"
#include "KernelDot.h"
#include "compress/Dialect/Compress/IR/CompressSparseAttrs.h"

namespace mlir::compress {

/// Vectors of pixels whose sums, for `block` channels, stay in registers.
int64_t getSparseTileVectors(int64_t block, Isa isa);

/// What sparse kernels have in common: the sums of a tile of pixels, and what
/// becomes of them.
class SparseEmitter {
public:
  virtual ~SparseEmitter() = default;
  /// Writes the kernel; threads share the tiles of pixels in chunks of at least
  /// `chunkCycles`, if that is not zero.
  void emit(int64_t chunkCycles);

protected:
  using RangeFn = llvm::function_ref<void(Value)>;

  /// Tiles of up to `maxVectors` vectors of pixels.
  SparseEmitter(OpBuilder &builder, KernelOp op, DotKind dot, Isa isa,
                int64_t block, int64_t maxVectors);

  Value makeIndex(int64_t value);
  Value add(Value a, Value b);
  Value add(Value a, int64_t b) { return b == 0 ? a : add(a, makeIndex(b)); }
  Value scale(Value value, int64_t factor);
  Value loadIndex(Value table, Value index);
  void emitFor(Value lower, Value upper, int64_t step, RangeFn body);
  void emitFor(int64_t lower, int64_t upper, int64_t step, RangeFn body);

  /// Pixels over which the tiles go, and how often they do.
  virtual int64_t getNumPixels() = 0;
  virtual int64_t getNumImages() { return 1; }
  virtual void makeScratches(Block &block) = 0;
  virtual void emitTiles(const LoopRange &pixels) = 0;
  /// `body` for the tiles in `range`, with the first pixel of each.
  void emitTileLoop(const LoopRange &range, RangeFn body);

  SmallVector<Value> makeBiases(Value group);
  SmallVector<Value> loadSums(Value place);
  void emitGroup(Value group, Value pixels, Value input, ValueRange initial,
                 Value place);
  void emitTurn(Value place, Value target);
  /// Index of the first of the channels of a pixel, in an operand.
  using PlaceFn = llvm::function_ref<Value(unsigned operand)>;
  SmallVector<Value> loadColumns(Value channel, int64_t numChannels);
  void emitPixel(Value pixel, Value channel, int64_t numChannels,
                 ArrayRef<Value> columns, PlaceFn place);

  OpBuilder &builder;
  KernelOp op;
  Location loc;
  DotEmitter dot;
  int64_t lanes, block, channels;
  /// Vectors of pixels in a tile.
  int64_t maxVectors;
  SmallVector<Value> buffers;
  /// Sums as [channel][pixel] and as [pixel][channel].
  Value sums, turned;
  /// The current tile: vectors, and pixels of the last one.
  int64_t numVectors = 1, numValid = 1;

private:
  double estimateCycles();
  SmallVector<Value> emitEntry(Value entry, Value pixels, Value input,
                               ValueRange sums);
  void emitChunk(const LoopRange &pixels, Block &scratchBlock);
};

/// Writes kernels of kind `#compress.sparse`.
class SparsePlanesEmitter : public SparseEmitter {
public:
  SparsePlanesEmitter(OpBuilder &builder, KernelOp op, DotKind dot, Isa isa);

private:
  int64_t getNumPixels() override;
  int64_t getNumImages() override;
  void makeScratches(Block &block) override;
  void emitTiles(const LoopRange &pixels) override;
  void emitTile(Value image, Value first);
  void emitResults(Value image, Value first, Value channel, int64_t count);
  Value indexOf(unsigned operand, Value image, Value y, Value x);

  SparseAttr kind;
};

/// Writes kernels of kind `#compress.sparse_rows`.
class SparseRowsEmitter : public SparseEmitter {
public:
  /// Why the kernel cannot be written for `isa`, or nothing.
  static LogicalResult check(KernelOp op, Isa isa);

  SparseRowsEmitter(OpBuilder &builder, KernelOp op, DotKind dot, Isa isa);

private:
  int64_t getNumPixels() override;
  void makeScratches(Block &block) override;
  void emitTiles(const LoopRange &pixels) override;
  void emitTile(Value first);
  Value getEnd(Value first, int64_t step, int64_t size);
  void emitAtEnd(Value first, int64_t step, int64_t size,
                 llvm::function_ref<void()> body);
  void emitPlanes(Value first, Value vector, int64_t valid, Value slice);
  void emitSlice(Value first, Value slice, bool isFirst, Value channel);
  void emitVectors(llvm::function_ref<void(Value vector, int64_t valid)> body);
  void emitResults(Value first, Value part, Value vector, int64_t valid);
  Value indexOf(unsigned operand, Value pixel);

  SparseRowsAttr kind;
  /// Input channels; pixels of a tile; channels whose sums are kept.
  int64_t inputs, tile, part;
  Value planes;
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_KERNELSPARSE_H
