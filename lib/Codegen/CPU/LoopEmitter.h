//===- LoopEmitter.h - loops over vectors for linalg ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_LOOPEMITTER_H
#define COMPRESS_LIB_CODEGEN_CPU_LOOPEMITTER_H

#include "Chunks.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace mlir::compress {

/// How the loops of an operation are cut.
struct Tiling {
  /// The vectorised dimension, the last of the output, and its vectors' size.
  unsigned vectorDim;
  int64_t lanes;
  /// Vectors of a register tile.
  int64_t numVectors;
  /// The dimension before it, if there is one, and entries of a tile.
  std::optional<unsigned> rowDim;
  int64_t numRows = 1;
  /// Loops around the tile, and loops in which it stays in registers.
  SmallVector<unsigned> outerDims, reductionDims;
  /// An operand without the vector dimension is shared by all vectors: keep
  /// the other one's panel in the cache.
  bool isContraction = false;
};

/// Emits the loops of one operation.
class LoopEmitter {
public:
  /// Threads share the work in chunks of at least `chunkCycles`, if that is not
  /// zero.
  LoopEmitter(linalg::LinalgOp op, const Tiling &tiling, int64_t chunkCycles)
      : op(op), tiling(tiling), builder(op), loc(op.getLoc()),
        sizes(op.getStaticLoopRanges()), chunkCycles(chunkCycles) {}

  void emit();

private:
  using BodyFn = llvm::function_ref<void()>;

  Value makeIndex(int64_t value) {
    return arith::ConstantIndexOp::create(builder, loc, value);
  }
  Value addIndex(Value value, int64_t offset);
  double estimateCycles();
  LoopCut chooseCut();
  void emitLoop(unsigned dim, int64_t lower, int64_t upper, int64_t step,
                BodyFn body);
  void emitOuterLoops(ArrayRef<unsigned> dims, BodyFn body);
  void emitVectorTiles(BodyFn body);
  void emitRowTiles(BodyFn body);
  void emitLoops();
  void emitTile();
  SmallVector<Value> emitReductions(ArrayRef<unsigned> dims,
                                    SmallVector<Value> accumulators);
  SmallVector<Value> emitBody(ValueRange accumulators);
  Value emitScalarBody(unsigned row, unsigned vector, Value accumulator,
                       DenseMap<std::tuple<unsigned, int, int>, Value> &loads);
  std::pair<Value, SmallVector<Value>> placeOf(OpOperand &operand, unsigned row,
                                               unsigned vector);
  Value load(OpOperand &operand, unsigned row, unsigned vector);
  Value broadcast(Value value, unsigned vector);
  VectorType vectorType(Type element, unsigned vector) {
    return VectorType::get({tileLanes[vector]}, element);
  }

  linalg::LinalgOp op;
  const Tiling &tiling;
  OpBuilder builder;
  Location loc;
  SmallVector<int64_t> sizes;
  int64_t chunkCycles;
  /// The dimension that is cut for threads, and the chunk in work.
  std::optional<unsigned> chunkDim;
  LoopRange chunk;
  /// Where the current loops are, by dimension.
  SmallVector<Value> position;
  /// Contiguous operands as one dimension.
  SmallVector<Value> flatBuffers;
  /// Entries of each vector of the current tile, and its rows.
  SmallVector<int64_t> tileLanes;
  int64_t tileRows = 1;
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_LOOPEMITTER_H
