//===- LoopEmitter.cpp - loops over vectors for linalg --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LoopEmitter.h"
#include "VectorBits.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::compress;

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

Value LoopEmitter::addIndex(Value value, int64_t offset) {
  if (offset == 0)
    return value;
  return arith::AddIOp::create(builder, loc, value, makeIndex(offset));
}

/// Emits `body` in a loop over `dim`, which need not really loop, as far as it
/// is in the chunk in work.
void LoopEmitter::emitLoop(unsigned dim, int64_t lower, int64_t upper,
                           int64_t step, BodyFn body) {
  if (lower >= upper)
    return;
  LoopRange range{builder.getIndexAttr(lower), builder.getIndexAttr(upper)};
  if (chunkDim == dim) {
    range.lower = emitMax(builder, loc, range.lower, chunk.lower);
    range.upper = emitMin(builder, loc, range.upper, chunk.upper);
  }
  compress::emitLoop(builder, loc, range, step, [&](Value at) {
    position[dim] = at;
    body();
  });
}

void LoopEmitter::emitOuterLoops(ArrayRef<unsigned> dims, BodyFn body) {
  if (dims.empty())
    return body();
  emitLoop(dims.front(), 0, sizes[dims.front()], 1,
           [&] { emitOuterLoops(dims.drop_front(), body); });
}

/// Full tiles in a loop, then one of what is left, its last vector shorter.
void LoopEmitter::emitVectorTiles(BodyFn body) {
  int64_t size = sizes[tiling.vectorDim];
  int64_t step = tiling.lanes * tiling.numVectors;
  int64_t full = size - size % step;
  tileLanes.assign(tiling.numVectors, tiling.lanes);
  emitLoop(tiling.vectorDim, 0, full, step, body);
  tileLanes.clear();
  for (int64_t rest = size - full; rest > 0; rest -= tiling.lanes)
    tileLanes.push_back(std::min(rest, tiling.lanes));
  emitLoop(tiling.vectorDim, full, size, step, body);
}

void LoopEmitter::emitRowTiles(BodyFn body) {
  if (!tiling.rowDim)
    return body();
  int64_t size = sizes[*tiling.rowDim];
  int64_t full = size - size % tiling.numRows;
  tileRows = tiling.numRows;
  emitLoop(*tiling.rowDim, 0, full, tiling.numRows, body);
  tileRows = size - full;
  emitLoop(*tiling.rowDim, full, size, tiling.numRows, body);
}

void LoopEmitter::emitLoops() {
  auto tile = [&] { emitTile(); };
  if (tiling.isContraction)
    emitVectorTiles(
        [&] { emitOuterLoops(tiling.outerDims, [&] { emitRowTiles(tile); }); });
  else
    emitOuterLoops(tiling.outerDims,
                   [&] { emitRowTiles([&] { emitVectorTiles(tile); }); });
}

/// An instruction per vector for each operand and each operation, in a cycle.
double LoopEmitter::estimateCycles() {
  double instructions = op->getNumOperands() + llvm::range_size(*op.getBlock());
  for (int64_t size : sizes)
    instructions *= size;
  return instructions / tiling.lanes;
}

/// Cuts the first dimension that has enough steps for threads, or the one with
/// the most, and makes it `chunkDim`.
LoopCut LoopEmitter::chooseCut() {
  int64_t count = getNumChunks(estimateCycles(), chunkCycles);
  LoopCut best;
  auto consider = [&](unsigned dim, int64_t step) {
    LoopCut cut = LoopCut::whole(sizes[dim], step);
    if (best.getNumSteps() >= count || cut.getNumSteps() <= best.getNumSteps())
      return;
    best = cut;
    chunkDim = dim;
  };
  for (unsigned dim : tiling.outerDims)
    consider(dim, 1);
  if (tiling.rowDim)
    consider(*tiling.rowDim, tiling.numRows);
  consider(tiling.vectorDim, tiling.lanes * tiling.numVectors);
  best.cut(count);
  return best;
}

void LoopEmitter::emit() {
  position.assign(op.getNumLoops(), Value());
  for (OpOperand &operand : op->getOpOperands()) {
    auto type = dyn_cast<MemRefType>(operand.get().getType());
    bool isFlat = type && type.getLayout().isIdentity();
    flatBuffers.push_back(isFlat ? flattenBuffer(builder, loc, operand.get())
                                 : Value());
  }
  LoopCut cut = chooseCut();
  if (cut.getNumChunks() == 1) {
    chunkDim.reset();
    emitLoops();
  } else {
    emitParallel(builder, loc, cut.getNumChunks(), [&](Value number) {
      chunk = getChunk(builder, loc, cut, number);
      emitLoops();
    });
  }
  op->erase();
}

//===----------------------------------------------------------------------===//
// One tile
//===----------------------------------------------------------------------===//

/// The map from loops to the position in the flattened buffer: one expression
/// whose variable part is shared by all accesses of a tile.
static AffineMap linearize(AffineMap map, ArrayRef<int64_t> shape) {
  AffineExpr sum = getAffineConstantExpr(0, map.getContext());
  int64_t stride = 1;
  for (unsigned i = shape.size(); i-- > 0; stride *= shape[i])
    sum = sum + map.getResult(i) * stride;
  return AffineMap::get(map.getNumDims(), 0, sum);
}

/// Where the entries of `operand` lie at a place of the tile: buffer, indices.
std::pair<Value, SmallVector<Value>>
LoopEmitter::placeOf(OpOperand &operand, unsigned row, unsigned vector) {
  SmallVector<Value> dims = position;
  for (Value &dim : dims)
    if (!dim)
      dim = makeIndex(0);
  if (tiling.rowDim)
    dims[*tiling.rowDim] = addIndex(dims[*tiling.rowDim], row);
  dims[tiling.vectorDim] =
      addIndex(dims[tiling.vectorDim], vector * tiling.lanes);
  AffineMap map = op.getMatchingIndexingMap(&operand);
  Value buffer = operand.get();
  auto type = cast<MemRefType>(buffer.getType());
  if (type.getLayout().isIdentity() && type.getRank() > 1) {
    map = linearize(map, type.getShape());
    buffer = flatBuffers[operand.getOperandNumber()];
  }
  SmallVector<Value> indices;
  for (unsigned i = 0; i < map.getNumResults(); ++i)
    indices.push_back(affine::makeComposedAffineApply(
        builder, loc, map.getSubMap({i}), getAsOpFoldResult(dims)));
  return {buffer, indices};
}

/// A vector where the operand has the vector dimension, else one entry.
Value LoopEmitter::load(OpOperand &operand, unsigned row, unsigned vector) {
  Value buffer = operand.get();
  auto type = dyn_cast<MemRefType>(buffer.getType());
  if (!type)
    return buffer;
  auto [place, indices] = placeOf(operand, row, vector);
  if (!op.getMatchingIndexingMap(&operand).isFunctionOfDim(tiling.vectorDim))
    return memref::LoadOp::create(builder, loc, place, indices);
  return vector::LoadOp::create(
      builder, loc, vectorType(type.getElementType(), vector), place, indices);
}

Value LoopEmitter::broadcast(Value value, unsigned vector) {
  if (isa<VectorType>(value.getType()))
    return value;
  return vector::BroadcastOp::create(
      builder, loc, vectorType(value.getType(), vector), value);
}

/// The operation's region at one place of the tile. What does not depend on
/// the vector dimension is computed once, as a scalar.
Value LoopEmitter::emitScalarBody(
    unsigned row, unsigned vector, Value accumulator,
    DenseMap<std::tuple<unsigned, int, int>, Value> &loads) {
  IRMapping mapping;
  for (OpOperand &operand : op->getOpOperands()) {
    BlockArgument argument = op.getMatchingBlockArgument(&operand);
    if (argument.use_empty())
      continue;
    if (op.isDpsInit(&operand)) {
      mapping.map(argument, accumulator);
      continue;
    }
    AffineMap map = op.getMatchingIndexingMap(&operand);
    bool hasRow = tiling.rowDim && map.isFunctionOfDim(*tiling.rowDim);
    bool hasVector = map.isFunctionOfDim(tiling.vectorDim);
    Value &value =
        loads[{operand.getOperandNumber(), hasRow ? static_cast<int>(row) : -1,
               hasVector ? static_cast<int>(vector) : -1}];
    if (!value)
      value = load(operand, row, vector);
    mapping.map(argument, value);
  }
  Block *block = op.getBlock();
  for (Operation &inner : block->without_terminator()) {
    if (auto index = dyn_cast<linalg::IndexOp>(inner)) {
      unsigned dim = index.getDim();
      Value value = position[dim];
      if (tiling.rowDim && dim == *tiling.rowDim)
        value = addIndex(value, row);
      mapping.map(index.getResult(), value);
      continue;
    }
    SmallVector<Value> operands;
    for (Value operand : inner.getOperands())
      operands.push_back(mapping.lookupOrDefault(operand));
    bool isVector = llvm::any_of(
        operands, [](Value v) { return isa<VectorType>(v.getType()); });
    if (isVector)
      for (Value &operand : operands)
        operand = broadcast(operand, vector);
    Operation *clone = builder.clone(inner, mapping);
    if (isVector) {
      clone->setOperands(operands);
      for (Value result : clone->getResults())
        result.setType(vectorType(result.getType(), vector));
    }
    // One rounding per product and sum, as the hardware does it.
    if (!tiling.reductionDims.empty() &&
        isa<arith::MulFOp, arith::AddFOp>(clone))
      clone->setAttr("fastmath",
                     arith::FastMathFlagsAttr::get(
                         builder.getContext(), arith::FastMathFlags::contract));
  }
  Value result = mapping.lookupOrDefault(block->getTerminator()->getOperand(0));
  return broadcast(result, vector);
}

SmallVector<Value> LoopEmitter::emitBody(ValueRange accumulators) {
  DenseMap<std::tuple<unsigned, int, int>, Value> loads;
  SmallVector<Value> results;
  for (unsigned row = 0; row < tileRows; ++row)
    for (unsigned vector = 0; vector < tileLanes.size(); ++vector) {
      Value accumulator =
          accumulators.empty() ? Value() : accumulators[results.size()];
      results.push_back(emitScalarBody(row, vector, accumulator, loads));
    }
  return results;
}

SmallVector<Value>
LoopEmitter::emitReductions(ArrayRef<unsigned> dims,
                            SmallVector<Value> accumulators) {
  if (dims.empty())
    return emitBody(accumulators);
  unsigned dim = dims.front();
  if (sizes[dim] == 1) {
    position[dim] = makeIndex(0);
    return emitReductions(dims.drop_front(), accumulators);
  }
  auto loop =
      scf::ForOp::create(builder, loc, makeIndex(0), makeIndex(sizes[dim]),
                         makeIndex(1), accumulators);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  position[dim] = loop.getInductionVar();
  SmallVector<Value> results = emitReductions(
      dims.drop_front(), llvm::to_vector_of<Value>(loop.getRegionIterArgs()));
  scf::YieldOp::create(builder, loc, results);
  return llvm::to_vector_of<Value>(loop.getResults());
}

/// Loads the accumulators if the region reads them, runs the reductions, and
/// stores the results.
void LoopEmitter::emitTile() {
  OpOperand *output = op.getDpsInitOperand(0);
  SmallVector<Value> accumulators;
  if (!op.getMatchingBlockArgument(output).use_empty())
    for (unsigned row = 0; row < tileRows; ++row)
      for (unsigned vector = 0; vector < tileLanes.size(); ++vector)
        accumulators.push_back(load(*output, row, vector));
  SmallVector<Value> results =
      emitReductions(tiling.reductionDims, accumulators);
  for (unsigned row = 0, i = 0; row < tileRows; ++row)
    for (unsigned vector = 0; vector < tileLanes.size(); ++vector, ++i) {
      auto [place, indices] = placeOf(*output, row, vector);
      vector::StoreOp::create(builder, loc, results[i], place, indices);
    }
}
