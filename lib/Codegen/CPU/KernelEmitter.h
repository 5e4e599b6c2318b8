//===- KernelEmitter.h - a kernel as loops over vectors ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_KERNELEMITTER_H
#define COMPRESS_LIB_CODEGEN_CPU_KERNELEMITTER_H

#include "KernelChunks.h"
#include "KernelDot.h"

namespace mlir::compress {

/// Writes one kernel: loops over groups, blocks of rows, vectors of columns and
/// rows around a tile, and the reduction inside it.
class KernelEmitter {
public:
  KernelEmitter(OpBuilder &builder, KernelOp op, Contraction contraction,
                const KernelTile &tile, const KernelChunks &chunks, Isa isa);

  void emit();

private:
  using BodyFn = llvm::function_ref<void()>;
  /// Where operands are: one index per operand.
  using Position = SmallVector<Value>;

  Value makeIndex(int64_t value);
  Value addScaled(Value base, Value step, int64_t scale);
  Position advance(const Position &position, Value step,
                   ArrayRef<int64_t> strides);
  /// Rows and columns, in vectors, of one step of the outer loops.
  struct KernelPart {
    LoopRange outerRows, innerRows, columns;
    /// What the ranges of rows have at most.
    int64_t mostOuterRows, mostInnerRows;
  };
  void emitOuterLoops(ArrayRef<KernelLoop> loops, BodyFn body);
  void setOuterPosition(ArrayRef<KernelLoop> loops, Value step);
  void emitChunks(ArrayRef<KernelLoop> outer);
  void emitBlocks(const KernelPart &part);
  void emitColumns(BodyFn body);
  bool needsPanel(int64_t numEntries, int64_t numRows);
  Value emitPanel(Value first, int64_t numEntries);
  void widenWeights(ArrayRef<KernelLoop> outer);
  void emitWithPanel(BodyFn body);
  void emitInnerRows(Value outerRow);
  int64_t getBlockSize();

  void emitTile();
  SmallVector<Value> initializeSums();
  SmallVector<Value> emitReduction(ArrayRef<KernelLoop> loops,
                                   const Position &position,
                                   SmallVector<Value> sums);
  SmallVector<Value> emitInnermost(const KernelLoop &loop,
                                   const Position &position,
                                   SmallVector<Value> sums);
  void emitStep(const Position &position, int64_t step,
                MutableArrayRef<Value> sums);
  /// Places of a window whose products one lane sums up: offsets of input and
  /// weight.
  using TapGroup = SmallVector<std::pair<int64_t, int64_t>>;
  SmallVector<TapGroup> getTapGroups();
  SmallVector<Value> emitUnrolledReduction(SmallVector<Value> sums);
  void unrollSteps(const Position &first, int64_t count,
                   MutableArrayRef<Value> sums);
  SmallVector<Value> emitStepLoop(const KernelLoop &loop, const Position &at,
                                  Value lower, Value upper, int64_t count,
                                  SmallVector<Value> sums);
  SmallVector<Value> emitLiveReduction(SmallVector<Value> sums);
  Value loadLimit(Value limit, int64_t most);
  Value maskColumns(Value sums, int64_t v);
  void emitResults(ArrayRef<Value> sums);
  void loadHoistedWeights();

  int64_t getNumVectors() const {
    return llvm::divideCeilSigned(contraction.columns, tile.lanes);
  }
  int64_t getValid(int64_t vector) const;
  int64_t getRowOffset(int64_t row, unsigned operand) const;
  unsigned getInitIndex() const { return op->getNumOperands() - 1; }

  OpBuilder &builder;
  KernelOp op;
  Location loc;
  Contraction contraction;
  KernelTile tile;
  KernelChunks chunks;
  DotEmitter dot;
  KernelLoop outerRows, innerRows;
  /// The rows and columns in work.
  LoopRange innerRange, columnRange;
  SmallVector<Value> buffers;
  /// Where the current loops are; strides of columns not included.
  Position position;
  /// The first vector of the current tile.
  Value vector;
  /// The current tile, which may be one that was left over.
  int64_t numOuter = 1, numInner = 1, numVectors = 1;
  /// The current tile has the last vector, of fewer columns than lanes.
  bool hasLastVector = false;
  /// Tiles read widened weights of the current vectors from a panel, if any;
  /// it lies in memory that belongs to the block.
  bool hasPanel = false;
  Value panel;
  Block *scratchBlock = nullptr;
  /// The kernel's limits, between 0 and what they limit.
  Value inputLimit, columnLimit;
  /// Weights of all steps of an unrolled reduction.
  SmallVector<Value> hoistedWeights;
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_KERNELEMITTER_H
