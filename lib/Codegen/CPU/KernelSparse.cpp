//===- KernelSparse.cpp - kernels that skip zeros -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelSparse.h"
#include "KernelEpilogue.h"
#include "TurnTile.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;
using namespace mlir::compress;

// Operands: input, weight, offsets, starts, bias if there is one, extras, init.
static constexpr unsigned kWeight = 1, kOffsets = 2, kStarts = 3, kBias = 4;

static constexpr int64_t kMaxTileVectors = 8;

/// Sums take most of the registers; the rest is for pixels and a weight.
int64_t compress::getSparseTileVectors(int64_t block, Isa isa) {
  int64_t registers = getVectorBits(isa) == 512 ? 31 : 12;
  return std::clamp<int64_t>(registers / (block + 1), 1, kMaxTileVectors);
}

SparseEmitter::SparseEmitter(OpBuilder &builder, KernelOp op, DotKind dotKind,
                             Isa isa, int64_t block, int64_t maxVectors)
    : builder(builder), op(op), loc(op.getLoc()),
      dot(builder, loc, dotKind, getVectorBits(isa) / 32, isa),
      lanes(getVectorBits(isa) / 32), block(block),
      channels(op.getInitType().getShape().back()), maxVectors(maxVectors) {}

Value SparseEmitter::makeIndex(int64_t value) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}

Value SparseEmitter::add(Value a, Value b) {
  return arith::AddIOp::create(builder, loc, a, b);
}

Value SparseEmitter::scale(Value value, int64_t factor) {
  if (factor == 1)
    return value;
  return arith::MulIOp::create(builder, loc, value, makeIndex(factor));
}

Value SparseEmitter::loadIndex(Value table, Value index) {
  Value entry = memref::LoadOp::create(builder, loc, table, index);
  // Short offsets are unsigned.
  if (entry.getType().isInteger(16))
    entry = arith::ExtUIOp::create(builder, loc, builder.getI32Type(), entry);
  return arith::IndexCastOp::create(builder, loc, builder.getIndexType(),
                                    entry);
}

void SparseEmitter::emitFor(Value lower, Value upper, int64_t step,
                            RangeFn body) {
  auto loop = scf::ForOp::create(builder, loc, lower, upper, makeIndex(step));
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  body(loop.getInductionVar());
}

void SparseEmitter::emitFor(int64_t lower, int64_t upper, int64_t step,
                            RangeFn body) {
  if (lower >= upper)
    return;
  if (lower + step >= upper)
    return body(makeIndex(lower));
  emitFor(makeIndex(lower), makeIndex(upper), step, body);
}

//===----------------------------------------------------------------------===//
// Sums
//===----------------------------------------------------------------------===//

/// Adds the products of one entry, `group` weights for each row of the block.
SmallVector<Value> SparseEmitter::emitEntry(Value entry, Value pixels,
                                            Value input, ValueRange sums) {
  int64_t group = dot.getGroup();
  SmallVector<Value> places;
  for (int64_t k = 0; k < group; ++k)
    places.push_back(
        add(input, loadIndex(buffers[kOffsets], add(scale(entry, group), k))));
  SmallVector<Value> vectors;
  for (int64_t v = 0; v < numVectors; ++v) {
    SmallVector<Value> indices;
    for (Value place : places)
      indices.push_back(add(place, v * lanes));
    // Behind the last pixel is something to read, and nobody looks at the sum.
    vectors.push_back(dot.loadColumns(pixels, indices, lanes,
                                      /*isUnsigned=*/true));
  }
  SmallVector<Value> result(sums);
  for (int64_t row = 0; row < block; ++row) {
    Value index = add(scale(entry, block * group), row * group);
    Value weight = dot.loadWeightOfAllLanes(buffers[kWeight], index);
    for (int64_t v = 0; v < numVectors; ++v) {
      Value &sum = result[row * numVectors + v];
      sum = dot.multiplyAdd(sum, vectors[v], weight);
    }
  }
  return result;
}

/// What the sums of a group of channels begin with.
SmallVector<Value> SparseEmitter::makeBiases(Value group) {
  SmallVector<Value> initial;
  for (int64_t row = 0; row < block; ++row) {
    Value start = dot.makeZero();
    if (op.getBias()) {
      Value bias = memref::LoadOp::create(builder, loc, buffers[kBias],
                                          add(scale(group, block), row));
      start = vector::BroadcastOp::create(builder, loc, start.getType(), bias);
    }
    initial.append(numVectors, start);
  }
  return initial;
}

/// The sums of a group that an earlier slice has left at `place`.
SmallVector<Value> SparseEmitter::loadSums(Value place) {
  auto type = VectorType::get({lanes}, dot.getSumType());
  SmallVector<Value> loaded;
  for (int64_t row = 0; row < block; ++row)
    for (int64_t v = 0; v < numVectors; ++v)
      loaded.push_back(
          vector::LoadOp::create(builder, loc, type, sums,
                                 add(place, (row * maxVectors + v) * lanes)));
  return loaded;
}

/// All entries of one group of channels, or of a slice of them, for a tile of
/// pixels whose planes begin at `input`; `place` is where the sums of the first
/// channel go.
void SparseEmitter::emitGroup(Value group, Value pixels, Value input,
                              ValueRange initial, Value place) {
  auto loop = scf::ForOp::create(
      builder, loc, loadIndex(buffers[kStarts], group),
      loadIndex(buffers[kStarts], add(group, 1)), makeIndex(1), initial);
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    scf::YieldOp::create(builder, loc,
                         emitEntry(loop.getInductionVar(), pixels, input,
                                   loop.getRegionIterArgs()));
  }
  for (int64_t row = 0; row < block; ++row)
    for (int64_t v = 0; v < numVectors; ++v)
      vector::StoreOp::create(builder, loc,
                              loop.getResult(row * numVectors + v), sums,
                              add(place, (row * maxVectors + v) * lanes));
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

/// The sums of a vector of channels and of pixels at `place`, from one vector
/// per channel to one per pixel, at `target`.
void SparseEmitter::emitTurn(Value place, Value target) {
  auto type = VectorType::get({lanes}, dot.getSumType());
  SmallVector<Value> vectors;
  for (int64_t lane = 0; lane < lanes; ++lane)
    vectors.push_back(vector::LoadOp::create(
        builder, loc, type, sums, add(place, lane * maxVectors * lanes)));
  vectors = turnTile(builder, loc, std::move(vectors));
  for (int64_t lane = 0; lane < lanes; ++lane)
    vector::StoreOp::create(builder, loc, vectors[lane], turned,
                            add(target, lane * lanes));
}

/// Operands with one entry per channel; nothing for the others.
SmallVector<Value> SparseEmitter::loadColumns(Value channel,
                                              int64_t numChannels) {
  SmallVector<Value> columns(op->getNumOperands());
  for (unsigned operand = op.getBias() ? kBias + 1 : kBias;
       operand + 1 < op->getNumOperands(); ++operand)
    if (cast<ShapedType>(op->getOperand(operand).getType()).getRank() == 1)
      columns[operand] = loadVector(builder, loc, buffers[operand], channel,
                                    lanes, numChannels);
  return columns;
}

/// Maps the turned sums of a pixel of the tile through the region and stores
/// them.
void SparseEmitter::emitPixel(Value pixel, Value channel, int64_t numChannels,
                              ArrayRef<Value> columns, PlaceFn place) {
  unsigned init = op->getNumOperands() - 1;
  SmallVector<Value> arguments{vector::LoadOp::create(
      builder, loc, VectorType::get({lanes}, dot.getSumType()), turned,
      scale(pixel, lanes))};
  for (unsigned operand = op.getBias() ? kBias + 1 : kBias; operand < init;
       ++operand)
    arguments.push_back(columns[operand]
                            ? columns[operand]
                            : loadVector(builder, loc, buffers[operand],
                                         add(place(operand), channel), lanes,
                                         numChannels));
  Value result =
      emitEpilogue(builder, op.getEpilogue().front(), arguments, lanes);
  storeVector(builder, loc, result, buffers[init], add(place(init), channel),
              numChannels);
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

void SparseEmitter::emitTileLoop(const LoopRange &range, RangeFn body) {
  int64_t pixels = getNumPixels();
  int64_t step = maxVectors * lanes, full = pixels - pixels % step;
  emitSteps(builder, loc, range, pixels, full, step,
            [&](const LoopRange &part, int64_t size, bool isRest) {
              numVectors = llvm::divideCeilSigned(size, lanes);
              numValid = size - (numVectors - 1) * lanes;
              emitLoop(builder, loc, part, size, body);
            });
}

/// Two multiplications of a vector in a cycle.
double SparseEmitter::estimateCycles() {
  double entries =
      cast<ShapedType>(op->getOperand(kOffsets).getType()).getNumElements();
  return entries / dot.getGroup() * block * getNumPixels() * getNumImages() /
         lanes / 2;
}

void SparseEmitter::emitChunk(const LoopRange &pixels, Block &scratchBlock) {
  makeScratches(scratchBlock);
  emitTiles(pixels);
}

void SparseEmitter::emit(int64_t chunkCycles) {
  for (Value operand : op->getOperands())
    buffers.push_back(flattenBuffer(builder, loc, operand));
  LoopCut cut = LoopCut::whole(getNumPixels(), maxVectors * lanes);
  cut.cut(getNumChunks(estimateCycles(), chunkCycles));
  if (cut.getNumChunks() == 1) {
    auto function = op->getParentOfType<FunctionOpInterface>();
    return emitChunk(getWholeRange(builder, cut.size),
                     function.getFunctionBody().front());
  }
  emitParallel(builder, loc, cut.getNumChunks(), [&](Value chunk) {
    emitChunk(getChunk(builder, loc, cut, chunk), *builder.getInsertionBlock());
  });
}
