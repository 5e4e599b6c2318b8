//===- KernelReduction.cpp - the sums of a tile ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelEmitter.h"
#include "KernelEpilogue.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::compress;

/// Sums of a tile from which on a step is long enough to be a loop's body.
static constexpr size_t kManySums = 5;

/// Multiplies and sums one step; `sums` are those of one split.
void KernelEmitter::emitStep(const Position &at, int64_t step,
                             MutableArrayRef<Value> sums) {
  const KernelLoop &innermost = contraction.reduction.back();
  SmallVector<Value> weights;
  for (int64_t v = 0; v < numVectors; ++v) {
    int64_t stride = contraction.lanes ? contraction.panelStride : tile.lanes;
    Value index = panel ? at[1] : addScaled(at[1], vector, stride);
    index = addScaled(index,
                      makeIndex(v * stride + step * innermost.strides[1]), 1);
    weights.push_back(
        dot.loadWeight(panel ? panel : buffers[1], index,
                       contraction.lanes ? tile.lanes : getValid(v)));
  }
  for (int64_t row = 0; row < numOuter * numInner; ++row) {
    int64_t offset = getRowOffset(row, 0) + step * innermost.strides[0];
    Value input =
        dot.loadInput(buffers[0], addScaled(at[0], makeIndex(offset), 1));
    for (int64_t v = 0; v < numVectors; ++v) {
      Value &sum = sums[row * numVectors + v];
      sum = dot.multiplyAdd(sum, input, weights[v]);
    }
  }
}

/// `count` steps from `first` on, each to sums of its own.
void KernelEmitter::unrollSteps(const Position &first, int64_t count,
                                MutableArrayRef<Value> sums) {
  size_t perSplit = sums.size() / tile.splits;
  for (int64_t step = 0; step < count; ++step)
    emitStep(first, step, sums.slice(step * perSplit, perSplit));
}

/// A loop of `count` steps at a time.
SmallVector<Value> KernelEmitter::emitStepLoop(const KernelLoop &loop,
                                               const Position &at, Value lower,
                                               Value upper, int64_t count,
                                               SmallVector<Value> sums) {
  auto scf =
      scf::ForOp::create(builder, loc, lower, upper, makeIndex(count), sums);
  // Steps that see the same entries of the input would share what is loaded,
  // and keep more of it than there are registers beside the sums.
  if (sums.size() / tile.splits >= kManySums)
    keepRolled(scf);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(scf.getBody());
  SmallVector<Value> inner(scf.getRegionIterArgs());
  unrollSteps(advance(at, scf.getInductionVar(), loop.strides), count, inner);
  scf::YieldOp::create(builder, loc, inner);
  return llvm::to_vector_of<Value>(scf.getResults());
}

/// The innermost reduction loop, `splits` steps at a time.
SmallVector<Value> KernelEmitter::emitInnermost(const KernelLoop &loop,
                                                const Position &at,
                                                SmallVector<Value> sums) {
  int64_t splits = tile.splits;
  if (loop.isLimited) {
    Value full = inputLimit;
    if (splits > 1) {
      Value rest =
          arith::RemUIOp::create(builder, loc, full, makeIndex(splits));
      full = arith::SubIOp::create(builder, loc, full, rest);
    }
    sums = emitStepLoop(loop, at, makeIndex(0), full, splits, std::move(sums));
    if (splits == 1)
      return sums;
    return emitStepLoop(loop, at, full, inputLimit, 1, std::move(sums));
  }
  int64_t full = loop.size - loop.size % splits;
  if (full > splits)
    sums = emitStepLoop(loop, at, makeIndex(0), makeIndex(full), splits,
                        std::move(sums));
  else if (full > 0)
    unrollSteps(at, full, sums);
  if (full < loop.size)
    unrollSteps(advance(at, makeIndex(full), loop.strides), loop.size - full,
                sums);
  return sums;
}

SmallVector<Value> KernelEmitter::emitReduction(ArrayRef<KernelLoop> loops,
                                                const Position &at,
                                                SmallVector<Value> sums) {
  const KernelLoop &loop = loops.front();
  if (loops.size() == 1)
    return emitInnermost(loop, at, std::move(sums));
  if (loop.size == 1)
    return emitReduction(loops.drop_front(), at, std::move(sums));
  auto scf = scf::ForOp::create(builder, loc, makeIndex(0),
                                makeIndex(loop.size), makeIndex(1), sums);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(scf.getBody());
  SmallVector<Value> inner = emitReduction(
      loops.drop_front(), advance(at, scf.getInductionVar(), loop.strides),
      llvm::to_vector_of<Value>(scf.getRegionIterArgs()));
  scf::YieldOp::create(builder, loc, inner);
  return llvm::to_vector_of<Value>(scf.getResults());
}

//===----------------------------------------------------------------------===//
// Limits
//===----------------------------------------------------------------------===//

/// The number in `limit`, but at least 0 and at most `most`.
Value KernelEmitter::loadLimit(Value limit, int64_t most) {
  Value value = memref::LoadOp::create(builder, loc, limit);
  value =
      arith::IndexCastOp::create(builder, loc, builder.getIndexType(), value);
  value = arith::MaxSIOp::create(builder, loc, value, makeIndex(0));
  return arith::MinSIOp::create(builder, loc, value, makeIndex(most));
}

/// The reduction, where the tile has columns below the limit.
SmallVector<Value> KernelEmitter::emitLiveReduction(SmallVector<Value> sums) {
  if (!columnLimit)
    return emitReduction(contraction.reduction, position, std::move(sums));
  Value first =
      arith::MulIOp::create(builder, loc, vector, makeIndex(tile.lanes));
  Value isLive = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt,
                                       first, columnLimit);
  auto branch = scf::IfOp::create(builder, loc, ValueRange(sums).getTypes(),
                                  isLive, /*withElseRegion=*/true);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(branch.elseBlock());
  scf::YieldOp::create(builder, loc, sums);
  builder.setInsertionPointToStart(branch.thenBlock());
  sums = emitReduction(contraction.reduction, position, std::move(sums));
  scf::YieldOp::create(builder, loc, sums);
  return llvm::to_vector_of<Value>(branch.getResults());
}

/// `sums` of vector `v` of the tile, and zeros from the limit on.
Value KernelEmitter::maskColumns(Value sums, int64_t v) {
  if (!columnLimit)
    return sums;
  Value first = addScaled(makeIndex(v * tile.lanes), vector, tile.lanes);
  Value count = arith::SubIOp::create(builder, loc, columnLimit, first);
  Value mask = vector::CreateMaskOp::create(
      builder, loc, VectorType::get({tile.lanes}, builder.getI1Type()), count);
  return arith::SelectOp::create(builder, loc, mask, sums, dot.makeZero());
}
