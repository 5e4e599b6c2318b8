//===- KernelEmitter.h - a kernel as loops over vectors ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_KERNELEMITTER_H
#define COMPRESS_LIB_CODEGEN_CPU_KERNELEMITTER_H

#include "KernelDot.h"

namespace mlir::compress {

/// Writes one kernel: loops over groups, blocks of rows, vectors of columns and
/// rows around a tile, and the reduction inside it.
class KernelEmitter {
public:
  KernelEmitter(OpBuilder &builder, KernelOp op, Contraction contraction,
                const KernelTile &tile, Isa isa);

  void emit();

private:
  using BodyFn = llvm::function_ref<void()>;
  using RangeFn = llvm::function_ref<void(Value)>;
  /// Where operands are: one index per operand.
  using Position = SmallVector<Value>;

  Value makeIndex(int64_t value);
  Value addScaled(Value base, Value step, int64_t scale);
  Position advance(const Position &position, Value step,
                   ArrayRef<int64_t> strides);
  void emitFor(Value lower, Value upper, int64_t step, RangeFn body);
  void emitFor(int64_t lower, int64_t upper, int64_t step, RangeFn body);
  void emitOuterLoops(ArrayRef<KernelLoop> loops, BodyFn body);
  void emitBlocks();
  void emitColumns(BodyFn body);
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
  void emitResults(ArrayRef<Value> sums);
  void loadHoistedWeights();

  int64_t getValid(int64_t vector) const;
  int64_t getRowOffset(int64_t row, unsigned operand) const;
  unsigned getInitIndex() const { return op->getNumOperands() - 1; }

  OpBuilder &builder;
  KernelOp op;
  Location loc;
  Contraction contraction;
  KernelTile tile;
  DotEmitter dot;
  KernelLoop outerRows, innerRows;
  SmallVector<Value> buffers;
  /// Where the current loops are; strides of columns not included.
  Position position;
  /// The first vector of the current tile.
  Value vector;
  /// The current tile, which may be one that was left over.
  int64_t numOuter = 1, numInner = 1, numVectors = 1;
  /// The current tile has the last vector, of fewer columns than lanes.
  bool hasLastVector = false;
  /// Weights of all steps of an unrolled reduction.
  SmallVector<Value> hoistedWeights;
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_KERNELEMITTER_H
