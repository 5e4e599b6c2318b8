//===- KernelSparsePlanes.cpp - sparse kernels over planes ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops, from the outside: images; tiles of pixels, a few vectors of them;
// vectors of channels; groups of channels with the same entries; entries.
//
//===----------------------------------------------------------------------===//

#include "KernelEpilogue.h"
#include "KernelSparse.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::compress;

SparsePlanesEmitter::SparsePlanesEmitter(OpBuilder &builder, KernelOp op,
                                         DotKind dot, Isa isa)
    : SparseEmitter(
          builder, op, dot, isa, cast<SparseAttr>(op.getKind()).getBlock(),
          getSparseTileVectors(cast<SparseAttr>(op.getKind()).getBlock(), isa)),
      kind(cast<SparseAttr>(op.getKind())) {}

int64_t SparsePlanesEmitter::getNumImages() {
  return op.getInitType().getDimSize(0);
}

/// Pixels of an image, what is between its rows included.
int64_t SparsePlanesEmitter::getNumPixels() {
  ArrayRef<int64_t> shape = op.getInitType().getShape();
  return (shape[1] - 1) * kind.getPitch() + shape[2];
}

void SparsePlanesEmitter::makeScratches(Block &block) {
  int64_t size = lanes * maxVectors * lanes;
  sums = makeScratch(block, loc, "compress.sums", dot.getSumType(), size);
  turned = makeScratch(block, loc, "compress.turned", dot.getSumType(), size);
}

/// Where the operand, which has the result's shape, has a pixel.
Value SparsePlanesEmitter::indexOf(unsigned operand, Value image, Value y,
                                   Value x) {
  SmallVector<int64_t> strides = KernelOp::getStrides(op->getOperand(operand));
  return add(scale(x, strides[2]),
             add(scale(image, strides[0]), scale(y, strides[1])));
}

/// The turned sums of `count` channels to where pixels are.
void SparsePlanesEmitter::emitResults(Value image, Value first, Value channel,
                                      int64_t count) {
  SmallVector<Value> columns = loadColumns(channel, count);
  int64_t width = op.getInitType().getDimSize(2);
  int64_t numPixels = (numVectors - 1) * lanes + numValid;
  auto emitAt = [&](Value pixel, Value y, Value x) {
    emitPixel(pixel, channel, count, columns,
              [&](unsigned operand) { return indexOf(operand, image, y, x); });
  };
  emitFor(0, numPixels, 1, [&](Value pixel) {
    Value at = add(first, pixel), pitch = makeIndex(kind.getPitch());
    Value y = arith::DivUIOp::create(builder, loc, at, pitch);
    Value x = arith::RemUIOp::create(builder, loc, at, pitch);
    if (width == kind.getPitch())
      return emitAt(pixel, y, x);
    // What lies between two rows of the input is no pixel of the result.
    Value isPixel = arith::CmpIOp::create(
        builder, loc, arith::CmpIPredicate::ult, x, makeIndex(width));
    auto branch = scf::IfOp::create(builder, loc, isPixel, false);
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(branch.thenBlock());
    emitAt(pixel, y, x);
  });
}

void SparsePlanesEmitter::emitTile(Value image, Value first) {
  int64_t planes = op.getInputType().getDimSize(1);
  Value input = add(scale(image, planes), first);
  auto emitChannels = [&](Value channel, int64_t count) {
    emitFor(0, count / block, 1, [&](Value index) {
      Value firstGroup =
          arith::DivUIOp::create(builder, loc, channel, makeIndex(block));
      Value group = add(firstGroup, index);
      emitGroup(group, buffers[0], input, makeBiases(group),
                scale(index, block * maxVectors * lanes));
    });
    for (int64_t v = 0; v < numVectors; ++v)
      emitTurn(makeIndex(v * lanes), makeIndex(v * lanes * lanes));
    emitResults(image, first, channel, count);
  };
  int64_t full = channels - channels % lanes;
  emitFor(0, full, lanes, [&](Value channel) { emitChannels(channel, lanes); });
  if (full < channels)
    emitChannels(makeIndex(full), channels - full);
}

void SparsePlanesEmitter::emitTiles(const LoopRange &pixels) {
  emitFor(0, getNumImages(), 1, [&](Value image) {
    emitTileLoop(pixels, [&](Value first) { emitTile(image, first); });
  });
}
