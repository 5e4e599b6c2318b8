//===- KernelSparseRows.cpp - sparse kernels over pixels ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops, from the outside: tiles of pixels, a few vectors of them; parts of the
// channels, whose sums are kept; slices of the input's channels, which are
// brought into planes; groups of channels with the same entries; entries.
//
//===----------------------------------------------------------------------===//

#include "KernelEpilogue.h"
#include "KernelSparse.h"
#include "SparseWeight.h"
#include "TurnTile.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include <numeric>

using namespace mlir;
using namespace mlir::compress;

/// More pixels than that do not make reading weights and offsets cheaper.
static constexpr int64_t kTilePixels = 64;
/// Bytes of the planes of a slice, as a usual first cache has them, and of the
/// sums, which stay in the second. Both are on the stack, of which a thread may
/// have no more than 128 KiB.
static constexpr int64_t kPlaneBytes = 32 * 1024, kSumBytes = 64 * 1024;
/// Slices are whole vectors on every machine.
static constexpr int64_t kDepthStep = 16;

SparseTile SparseTile::get(const SparseProblem &problem, int64_t block,
                           Isa isa) {
  int64_t lanes = getVectorBits(isa) / 32;
  int64_t vectors = getSparseTileVectors(block, isa);
  // Pixels that meet single weights need no register.
  if (isa != Isa::Portable && block == 1 && problem.entryBits == 32)
    vectors = kTilePixels / lanes;
  int64_t pixels = std::min(problem.pixels, kTilePixels);
  vectors = std::min(vectors, llvm::divideCeilSigned(pixels, lanes));
  SparseTile tile;
  tile.pixels = vectors * lanes;
  int64_t bytes = problem.depth * tile.pixels * problem.entryBits / 8;
  int64_t slices = llvm::divideCeilSigned(bytes, kPlaneBytes);
  tile.depth =
      llvm::alignTo(llvm::divideCeilSigned(problem.depth, slices), kDepthStep);
  return tile;
}

int64_t SparseTile::getPart(int64_t channels, int64_t block, Isa isa) const {
  int64_t unit = std::lcm(getVectorBits(isa) / 32, block);
  int64_t most = std::max(kSumBytes / 4 / pixels / unit * unit, unit);
  return std::min(most, llvm::divideCeilSigned(channels, unit) * unit);
}

LogicalResult SparseRowsEmitter::check(KernelOp op, Isa isa) {
  auto kind = cast<SparseRowsAttr>(op.getKind());
  int64_t lanes = getVectorBits(isa) / 32;
  if (kind.getTile() % lanes != 0 || kind.getDepth() % lanes != 0)
    return op.emitOpError("has tiles of ")
           << kind.getTile() << " pixels and " << kind.getDepth()
           << " channels, isa=" << stringifyIsa(isa) << " computes " << lanes
           << " at a time";
  return success();
}

SparseRowsEmitter::SparseRowsEmitter(OpBuilder &builder, KernelOp op,
                                     DotKind dot, Isa isa)
    : SparseEmitter(builder, op, dot, isa,
                    cast<SparseRowsAttr>(op.getKind()).getBlock(),
                    cast<SparseRowsAttr>(op.getKind()).getTile() /
                        (getVectorBits(isa) / 32)),
      kind(cast<SparseRowsAttr>(op.getKind())),
      inputs(op.getInputType().getShape().back()), tile(kind.getTile()) {
  part =
      SparseTile{tile, kind.getDepth()}.getPart(channels, kind.getBlock(), isa);
}

int64_t SparseRowsEmitter::getNumPixels() {
  return ShapedType::getNumElements(op.getInitType().getShape().drop_back());
}

void SparseRowsEmitter::makeScratches(Block &scratchBlock) {
  planes = makeScratch(
      scratchBlock, loc, "compress.planes", op.getInputType().getElementType(),
      std::min(kind.getDepth(), int64_t(llvm::alignTo(inputs, lanes))) * tile);
  sums = makeScratch(scratchBlock, loc, "compress.sums", dot.getSumType(),
                     part * tile);
  turned = makeScratch(scratchBlock, loc, "compress.turned", dot.getSumType(),
                       lanes * lanes);
}

//===----------------------------------------------------------------------===//
// Positions
//===----------------------------------------------------------------------===//

/// Where the operand has the channels of a pixel.
Value SparseRowsEmitter::indexOf(unsigned operand, Value pixel) {
  auto type = cast<ShapedType>(op->getOperand(operand).getType());
  SmallVector<int64_t> strides = KernelOp::getStrides(op->getOperand(operand));
  Value index, rest = pixel;
  for (int64_t dim = type.getRank() - 2; dim >= 0; --dim) {
    // Dimensions that lie one in the other are one.
    int64_t stride = strides[dim], size = type.getDimSize(dim);
    while (dim > 0 &&
           (type.getDimSize(dim - 1) == 1 || strides[dim - 1] == size * stride))
      size *= type.getDimSize(--dim);
    Value digit = rest;
    if (dim > 0) {
      digit = arith::RemUIOp::create(builder, loc, rest, makeIndex(size));
      rest = arith::DivUIOp::create(builder, loc, rest, makeIndex(size));
    }
    Value step = scale(digit, stride);
    index = index ? add(index, step) : step;
  }
  return index;
}

/// Where a step that begins at `first` ends in a loop to `size`.
Value SparseRowsEmitter::getEnd(Value first, int64_t step, int64_t size) {
  if (step >= size)
    return makeIndex(size);
  return arith::MinUIOp::create(builder, loc, add(first, step),
                                makeIndex(size));
}

/// `body` if the step that begins at `first` is the last one.
void SparseRowsEmitter::emitAtEnd(Value first, int64_t step, int64_t size,
                                  llvm::function_ref<void()> body) {
  if (step >= size)
    return body();
  Value isLast = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::uge,
                                       add(first, step), makeIndex(size));
  auto branch = scf::IfOp::create(builder, loc, isLast, false);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(branch.thenBlock());
  body();
}

//===----------------------------------------------------------------------===//
// Planes
//===----------------------------------------------------------------------===//

/// `body` for the vectors of the tile.
void SparseRowsEmitter::emitVectors(
    llvm::function_ref<void(Value vector, int64_t valid)> body) {
  int64_t full = numValid == lanes ? numVectors : numVectors - 1;
  emitFor(0, full, 1, [&](Value vector) { body(vector, lanes); });
  if (full < numVectors)
    body(makeIndex(full), numValid);
}

/// A vector of pixels, `valid` of which are there, of a slice that begins at
/// channel `slice`.
void SparseRowsEmitter::emitPlanes(Value first, Value vector, int64_t valid,
                                   Value slice) {
  SmallVector<Value> rows;
  for (int64_t lane = 0; lane < valid; ++lane)
    rows.push_back(indexOf(0, add(add(first, scale(vector, lanes)), lane)));
  auto type = VectorType::get({lanes}, op.getInputType().getElementType());
  auto emitColumns = [&](Value channel, int64_t count) {
    SmallVector<Value> vectors;
    for (Value row : rows)
      vectors.push_back(loadVector(builder, loc, buffers[0], add(row, channel),
                                   lanes, count));
    // Nobody looks at the sums of pixels that are not there.
    vectors.resize(lanes, arith::ConstantOp::create(builder, loc,
                                                    builder.getZeroAttr(type)));
    vectors = turnTile(builder, loc, std::move(vectors));
    Value plane = arith::SubIOp::create(builder, loc, channel, slice);
    Value place = add(scale(plane, tile), scale(vector, lanes));
    for (int64_t i = 0; i < count; ++i)
      vector::StoreOp::create(builder, loc, vectors[i], planes,
                              add(place, i * tile));
  };
  int64_t full = inputs - inputs % lanes;
  if (full > 0)
    emitFor(slice, getEnd(slice, kind.getDepth(), full), lanes,
            [&](Value channel) { emitColumns(channel, lanes); });
  if (full < inputs)
    emitAtEnd(slice, kind.getDepth(), inputs,
              [&] { emitColumns(makeIndex(full), inputs - full); });
}

//===----------------------------------------------------------------------===//
// Sums and results
//===----------------------------------------------------------------------===//

/// One slice of the input's channels, number `slice`, for the part of the
/// result's channels that begins at `channel`.
void SparseRowsEmitter::emitSlice(Value first, Value slice, bool isFirst,
                                  Value channel) {
  emitVectors([&](Value vector, int64_t valid) {
    emitPlanes(first, vector, valid, scale(slice, kind.getDepth()));
  });
  int64_t numGroups = channels / block;
  Value lower = arith::DivUIOp::create(builder, loc, channel, makeIndex(block));
  Value upper = getEnd(lower, part / block, numGroups);
  Value starts = scale(slice, numGroups);
  emitFor(lower, upper, 1, [&](Value group) {
    Value index = arith::SubIOp::create(builder, loc, group, lower);
    Value place = scale(index, block * tile);
    emitGroup(add(starts, group), planes, makeIndex(0),
              isFirst ? makeBiases(group) : loadSums(place), place);
  });
}

/// The sums of a vector of pixels, for the part of the channels that begins at
/// `lower`, to where the pixels are.
void SparseRowsEmitter::emitResults(Value first, Value lower, Value vector,
                                    int64_t valid) {
  Value start = scale(vector, lanes);
  auto emitColumns = [&](Value channel, int64_t count) {
    Value index = arith::SubIOp::create(builder, loc, channel, lower);
    emitTurn(add(scale(index, tile), start), makeIndex(0));
    SmallVector<Value> columns = loadColumns(channel, count);
    emitFor(0, valid, 1, [&](Value pixel) {
      emitPixel(pixel, channel, count, columns, [&](unsigned operand) {
        return indexOf(operand, add(add(first, start), pixel));
      });
    });
  };
  int64_t full = channels - channels % lanes;
  if (full > 0)
    emitFor(lower, getEnd(lower, part, full), lanes,
            [&](Value channel) { emitColumns(channel, lanes); });
  if (full < channels)
    emitAtEnd(lower, part, channels,
              [&] { emitColumns(makeIndex(full), channels - full); });
}

void SparseRowsEmitter::emitTile(Value first) {
  emitFor(0, channels, part, [&](Value channel) {
    emitSlice(first, makeIndex(0), /*isFirst=*/true, channel);
    int64_t numSlices = llvm::divideCeilSigned(inputs, kind.getDepth());
    emitFor(1, numSlices, 1, [&](Value slice) {
      emitSlice(first, slice, /*isFirst=*/false, channel);
    });
    emitVectors([&](Value vector, int64_t valid) {
      emitResults(first, channel, vector, valid);
    });
  });
}

void SparseRowsEmitter::emitTiles(const LoopRange &pixels) {
  emitTileLoop(pixels, [&](Value first) { emitTile(first); });
}
