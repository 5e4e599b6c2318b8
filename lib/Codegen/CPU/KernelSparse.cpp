//===- KernelSparse.cpp - kernels that skip zeros -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops, from the outside: images; tiles of pixels, a few vectors of them;
// vectors of channels; groups of channels with the same entries; entries.
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
                             Isa isa, int64_t chunkCycles)
    : builder(builder), op(op), loc(op.getLoc()),
      kind(cast<SparseAttr>(op.getKind())),
      dot(builder, loc, dotKind, getVectorBits(isa) / 32, isa),
      lanes(getVectorBits(isa) / 32), block(kind.getBlock()),
      channels(op.getInitType().getShape().back()),
      maxVectors(getSparseTileVectors(block, isa)), chunkCycles(chunkCycles) {}

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
SmallVector<Value> SparseEmitter::emitEntry(Value entry, Value input,
                                            ValueRange sums) {
  int64_t group = dot.getGroup();
  SmallVector<Value> places;
  for (int64_t k = 0; k < group; ++k)
    places.push_back(
        add(input, loadIndex(buffers[kOffsets], add(scale(entry, group), k))));
  SmallVector<Value> pixels;
  for (int64_t v = 0; v < numVectors; ++v) {
    SmallVector<Value> indices;
    for (Value place : places)
      indices.push_back(add(place, v * lanes));
    // Behind the last pixel is something to read, and nobody looks at the sum.
    pixels.push_back(dot.loadColumns(buffers[0], indices, lanes,
                                     /*isUnsigned=*/true));
  }
  SmallVector<Value> result(sums);
  for (int64_t row = 0; row < block; ++row) {
    Value index = add(scale(entry, block * group), row * group);
    Value weight = dot.loadWeightOfAllLanes(buffers[kWeight], index);
    for (int64_t v = 0; v < numVectors; ++v) {
      Value &sum = result[row * numVectors + v];
      sum = dot.multiplyAdd(sum, pixels[v], weight);
    }
  }
  return result;
}

/// All entries of one group of channels, for a tile of pixels; `place` is where
/// the sums of the first channel go.
void SparseEmitter::emitGroup(Value group, Value input, Value place) {
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
  auto loop = scf::ForOp::create(
      builder, loc, loadIndex(buffers[kStarts], group),
      loadIndex(buffers[kStarts], add(group, 1)), makeIndex(1), initial);
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    scf::YieldOp::create(
        builder, loc,
        emitEntry(loop.getInductionVar(), input, loop.getRegionIterArgs()));
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

/// Sums of a vector of channels, from one vector per channel to one per pixel.
void SparseEmitter::emitTurn() {
  auto type = VectorType::get({lanes}, dot.getSumType());
  for (int64_t v = 0; v < numVectors; ++v) {
    SmallVector<Value> tile;
    for (int64_t lane = 0; lane < lanes; ++lane)
      tile.push_back(
          vector::LoadOp::create(builder, loc, type, sums,
                                 makeIndex((lane * maxVectors + v) * lanes)));
    tile = turnTile(builder, loc, std::move(tile));
    for (int64_t lane = 0; lane < lanes; ++lane)
      vector::StoreOp::create(builder, loc, tile[lane], turned,
                              makeIndex((v * lanes + lane) * lanes));
  }
}

/// Where the operand, which has the result's shape, has a pixel.
Value SparseEmitter::indexOf(unsigned operand, Value image, Value y, Value x,
                             Value channel) {
  SmallVector<int64_t> strides = KernelOp::getStrides(op->getOperand(operand));
  Value index = add(scale(x, strides.rbegin()[1]), channel);
  if (strides.size() == 2)
    return index;
  return add(index, add(scale(image, strides[0]), scale(y, strides[1])));
}

/// Maps the turned sums of `numChannels` channels through the region and stores
/// them.
void SparseEmitter::emitResults(Value image, Value first, Value channel,
                                int64_t numChannels) {
  unsigned firstExtra = op.getBias() ? kBias + 1 : kBias;
  unsigned init = op->getNumOperands() - 1;
  SmallVector<Value> perColumn(init);
  for (unsigned operand = firstExtra; operand < init; ++operand)
    if (cast<ShapedType>(op->getOperand(operand).getType()).getRank() == 1)
      perColumn[operand] = loadVector(builder, loc, buffers[operand], channel,
                                      lanes, numChannels);
  int64_t width = op.getInitType().getShape().drop_back().back();
  int64_t numPixels = (numVectors - 1) * lanes + numValid;
  auto emitPixel = [&](Value pixel, Value y, Value x) {
    SmallVector<Value> arguments{vector::LoadOp::create(
        builder, loc, VectorType::get({lanes}, dot.getSumType()), turned,
        scale(pixel, lanes))};
    for (unsigned operand = firstExtra; operand < init; ++operand)
      arguments.push_back(
          perColumn[operand]
              ? perColumn[operand]
              : loadVector(builder, loc, buffers[operand],
                           indexOf(operand, image, y, x, channel), lanes,
                           numChannels));
    Value result =
        emitEpilogue(builder, op.getEpilogue().front(), arguments, lanes);
    storeVector(builder, loc, result, buffers[init],
                indexOf(init, image, y, x, channel), numChannels);
  };
  emitFor(0, numPixels, 1, [&](Value pixel) {
    Value at = add(first, pixel), pitch = makeIndex(kind.getPitch());
    if (op.getInitType().getRank() == 2)
      return emitPixel(pixel, makeIndex(0), at);
    Value y = arith::DivUIOp::create(builder, loc, at, pitch);
    Value x = arith::RemUIOp::create(builder, loc, at, pitch);
    if (width == kind.getPitch())
      return emitPixel(pixel, y, x);
    // What lies between two rows of the input is no pixel of the result.
    Value isPixel = arith::CmpIOp::create(
        builder, loc, arith::CmpIPredicate::ult, x, makeIndex(width));
    auto branch = scf::IfOp::create(builder, loc, isPixel, false);
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(branch.thenBlock());
    emitPixel(pixel, y, x);
  });
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

void SparseEmitter::emitPixels(Value image, Value first, int64_t vectors,
                               int64_t valid) {
  numVectors = vectors;
  numValid = valid;
  int64_t planes = cast<ShapedType>(op.getInput().getType()).getDimSize(1);
  Value input = add(scale(image, planes), first);
  auto emitChannels = [&](Value channel, int64_t count) {
    emitFor(0, count / block, 1, [&](Value group) {
      Value firstGroup =
          arith::DivUIOp::create(builder, loc, channel, makeIndex(block));
      emitGroup(add(firstGroup, group), input,
                scale(group, block * maxVectors * lanes));
    });
    emitTurn();
    emitResults(image, first, channel, count);
  };
  int64_t full = channels - channels % lanes;
  emitFor(0, full, lanes, [&](Value channel) { emitChannels(channel, lanes); });
  if (full < channels)
    emitChannels(makeIndex(full), channels - full);
}

int64_t SparseEmitter::getNumImages() {
  return op.getInitType().getRank() == 4 ? op.getInitType().getDimSize(0) : 1;
}

int64_t SparseEmitter::getNumPixels() {
  ArrayRef<int64_t> shape = op.getInitType().getShape().drop_back();
  int64_t height = shape.size() == 1 ? 1 : shape[1];
  return (height - 1) * kind.getPitch() + shape.back();
}

/// Two multiplications of a vector in a cycle.
double SparseEmitter::estimateCycles() {
  double entries =
      cast<ShapedType>(op->getOperand(kOffsets).getType()).getNumElements();
  return entries / dot.getGroup() * block * getNumPixels() * getNumImages() /
         lanes / 2;
}

void SparseEmitter::emitImage(Value image, const LoopRange &range) {
  int64_t pixels = getNumPixels();
  int64_t step = maxVectors * lanes, full = pixels - pixels % step;
  emitSteps(builder, loc, range, pixels, full, step,
            [&](const LoopRange &part, int64_t size, bool isRest) {
              int64_t vectors = llvm::divideCeilSigned(size, lanes);
              int64_t valid = size - (vectors - 1) * lanes;
              emitLoop(builder, loc, part, size, [&](Value first) {
                emitPixels(image, first, vectors, valid);
              });
            });
}

/// The tiles in `pixels` of all images.
void SparseEmitter::emitImages(const LoopRange &pixels, Block &scratchBlock) {
  int64_t size = lanes * kMaxTileVectors * lanes;
  sums =
      makeScratch(scratchBlock, loc, "compress.sums", dot.getSumType(), size);
  turned =
      makeScratch(scratchBlock, loc, "compress.turned", dot.getSumType(), size);
  emitFor(0, getNumImages(), 1, [&](Value image) { emitImage(image, pixels); });
}

void SparseEmitter::emit() {
  for (Value operand : op->getOperands())
    buffers.push_back(flattenBuffer(builder, loc, operand));
  LoopCut cut = LoopCut::whole(getNumPixels(), maxVectors * lanes);
  cut.cut(getNumChunks(estimateCycles(), chunkCycles));
  if (cut.getNumChunks() == 1) {
    auto function = op->getParentOfType<FunctionOpInterface>();
    return emitImages(getWholeRange(builder, cut.size),
                      function.getFunctionBody().front());
  }
  emitParallel(builder, loc, cut.getNumChunks(), [&](Value chunk) {
    emitImages(getChunk(builder, loc, cut, chunk),
               *builder.getInsertionBlock());
  });
}
