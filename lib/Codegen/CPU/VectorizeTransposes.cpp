//===- VectorizeTransposes.cpp - transposes through registers -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A tile of vectors is read along the source's last dimension, turned in
// registers, and written along the target's. One dimension of few entries, the
// channels of an image, is taken whole: what is written, or read, is contiguous
// then.
//
//===----------------------------------------------------------------------===//

#include "Chunks.h"
#include "TurnTile.h"
#include "VectorBits.h"
#include "compress/Codegen/CPU/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace mlir::compress {
#define GEN_PASS_DEF_VECTORIZETRANSPOSES
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

/// Dimensions up to this many entries are taken whole.
constexpr int64_t kMaxChannels = 8;

/// A dimension of the target, in steps of entries.
struct Dim {
  int64_t size, sourceStride, targetStride;
};

/// A transpose of contiguous buffers without dimensions of one entry or
/// dimensions that stay side by side.
struct Transpose {
  /// In the order of the target.
  SmallVector<Dim> dims;
  /// The one that is the source's last.
  unsigned sourceLast;

  const Dim &getColumns() const { return dims[sourceLast]; }
  const Dim &getRows() const { return dims.back(); }
};

/// How many entries a tile has.
struct Tile {
  int64_t rows, columns;
};

/// Emits the loops of one transpose.
class TransposeEmitter {
public:
  TransposeEmitter(linalg::LinalgOp op, const Transpose &transpose, Tile tile,
                   int64_t numChunks)
      : transpose(transpose), tile(tile), numChunks(numChunks), builder(op),
        loc(op.getLoc()),
        source(flattenBuffer(builder, loc, op.getDpsInputOperand(0)->get())),
        target(flattenBuffer(builder, loc, op.getDpsInitOperand(0)->get())) {}

  void emit();

private:
  /// Where the current tile begins.
  struct Place {
    Value source, target;
  };

  Value makeIndex(int64_t value) {
    return arith::ConstantIndexOp::create(builder, loc, value);
  }
  VectorType vectorOf(int64_t lanes) {
    return VectorType::get({lanes},
                           cast<MemRefType>(source.getType()).getElementType());
  }
  Value add(Value index, int64_t offset);
  Place advance(Place place, Value steps, const Dim &dim);
  void emitLoop(const Dim &dim, int64_t step, Place place,
                llvm::function_ref<void(Place)> body);
  void emitLoops(ArrayRef<Dim> dims, Place place,
                 llvm::function_ref<void(Place)> body);
  SmallVector<Value> load(Place place, int64_t count, int64_t stride);
  void store(Value vector, Value place);
  Value pick(ArrayRef<Value> vectors,
             llvm::function_ref<std::pair<int64_t, int64_t>(int64_t)> from);
  void emitTile(Place place);
  void emitInterleave(Place place);
  void emitDeinterleave(Place place);

  const Transpose &transpose;
  Tile tile;
  /// Into how many chunks the outermost loop is to be cut; 1 inside of it.
  int64_t numChunks;
  OpBuilder builder;
  Location loc;
  Value source, target;
};

} // namespace

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

Value TransposeEmitter::add(Value index, int64_t offset) {
  if (offset == 0)
    return index;
  return arith::AddIOp::create(builder, loc, index, makeIndex(offset));
}

TransposeEmitter::Place TransposeEmitter::advance(Place place, Value steps,
                                                  const Dim &dim) {
  auto move = [&](Value from, int64_t stride) -> Value {
    Value offset =
        arith::MulIOp::create(builder, loc, steps, makeIndex(stride));
    return arith::AddIOp::create(builder, loc, from, offset);
  };
  return {move(place.source, dim.sourceStride),
          move(place.target, dim.targetStride)};
}

/// The last step begins earlier where the size is no multiple: what both steps
/// write is the same.
void TransposeEmitter::emitLoop(const Dim &dim, int64_t step, Place place,
                                llvm::function_ref<void(Place)> body) {
  if (dim.size == step)
    return body(place);
  auto emitRange = [&](const LoopRange &range) {
    compress::emitLoop(builder, loc, range, step, [&](Value at) {
      if (dim.size % step != 0)
        at = arith::MinUIOp::create(builder, loc, at,
                                    makeIndex(dim.size - step));
      body(advance(place, at, dim));
    });
  };
  LoopCut cut = LoopCut::whole(dim.size, step);
  cut.cut(std::exchange(numChunks, 1));
  // One thread writes what the last two steps share.
  while (dim.size % step != 0 && (cut.getNumSteps() - 1) % cut.steps == 0)
    ++cut.steps;
  if (cut.getNumChunks() == 1)
    return emitRange(getWholeRange(builder, dim.size));
  emitParallel(builder, loc, cut.getNumChunks(), [&](Value number) {
    emitRange(getChunk(builder, loc, cut, number));
  });
}

void TransposeEmitter::emitLoops(ArrayRef<Dim> dims, Place place,
                                 llvm::function_ref<void(Place)> body) {
  if (dims.empty())
    return body(place);
  emitLoop(dims.front(), 1, place,
           [&](Place inner) { emitLoops(dims.drop_front(), inner, body); });
}

//===----------------------------------------------------------------------===//
// Tiles
//===----------------------------------------------------------------------===//

/// `count` vectors of the source, `stride` entries apart.
SmallVector<Value> TransposeEmitter::load(Place place, int64_t count,
                                          int64_t stride) {
  SmallVector<Value> vectors;
  for (int64_t i = 0; i < count; ++i)
    vectors.push_back(
        vector::LoadOp::create(builder, loc, vectorOf(tile.columns), source,
                               ValueRange{add(place.source, i * stride)}));
  return vectors;
}

void TransposeEmitter::store(Value vector, Value place) {
  vector::StoreOp::create(builder, loc, vector, target, ValueRange{place});
}

/// A vector whose lane `i` is the lane `from(i).second` of vector
/// `from(i).first`.
Value TransposeEmitter::pick(
    ArrayRef<Value> vectors,
    llvm::function_ref<std::pair<int64_t, int64_t>(int64_t)> from) {
  int64_t lanes = tile.columns;
  Value result = vectors.front();
  for (int64_t i = 1, e = vectors.size(); i < e; ++i) {
    SmallVector<int64_t> mask;
    for (int64_t lane = 0; lane < lanes; ++lane) {
      auto [vector, place] = from(lane);
      // What came earlier is in its place after the first step.
      int64_t before = i == 1 ? place : lane;
      mask.push_back(vector > i    ? vector::ShuffleOp::kPoisonIndex
                     : vector == i ? lanes + place
                                   : before);
    }
    result = vector::ShuffleOp::create(builder, loc, result, vectors[i], mask);
  }
  return result;
}

void TransposeEmitter::emitTile(Place place) {
  int64_t lanes = tile.columns;
  SmallVector<Value> vectors = turnTile(
      builder, loc, load(place, tile.rows, transpose.getRows().sourceStride));
  int64_t width = std::min(tile.rows, lanes);
  int64_t stride = transpose.getColumns().targetStride;
  for (int64_t at = 0; at < tile.rows * lanes; at += width) {
    Value part = vectors[at / lanes];
    if (width < lanes)
      part = vector::ExtractStridedSliceOp::create(
          builder, loc, part, ArrayRef{at % lanes}, ArrayRef{width},
          ArrayRef<int64_t>{1});
    store(part, add(place.target, at / tile.rows * stride + at % tile.rows));
  }
}

/// Planes to pixels: all channels of some pixels.
void TransposeEmitter::emitInterleave(Place place) {
  int64_t channels = transpose.getRows().size;
  SmallVector<Value> planes =
      load(place, channels, transpose.getRows().sourceStride);
  for (int64_t i = 0; i < channels; ++i) {
    Value pixels = pick(planes, [&](int64_t lane) {
      int64_t at = i * tile.columns + lane;
      return std::pair(at % channels, at / channels);
    });
    store(pixels, add(place.target, i * tile.columns));
  }
}

/// Pixels to planes.
void TransposeEmitter::emitDeinterleave(Place place) {
  int64_t channels = transpose.getColumns().size;
  SmallVector<Value> pixels = load(place, channels, tile.columns);
  for (int64_t i = 0; i < channels; ++i) {
    Value plane = pick(pixels, [&](int64_t lane) {
      int64_t at = lane * channels + i;
      return std::pair(at / tile.columns, at % tile.columns);
    });
    store(plane, add(place.target, i * transpose.getColumns().targetStride));
  }
}

void TransposeEmitter::emit() {
  const Dim &rows = transpose.getRows(), &columns = transpose.getColumns();
  SmallVector<Dim> outer(transpose.dims);
  outer.pop_back();
  outer.erase(outer.begin() + transpose.sourceLast);
  Place begin{makeIndex(0), makeIndex(0)};
  bool isInterleave =
      rows.size <= kMaxChannels && columns.targetStride == rows.size;
  bool isDeinterleave =
      columns.size <= kMaxChannels && rows.sourceStride == columns.size;
  emitLoops(outer, begin, [&](Place place) {
    if (isInterleave && columns.size >= tile.columns)
      return emitLoop(columns, tile.columns, place,
                      [&](Place inner) { emitInterleave(inner); });
    if (isDeinterleave && rows.size >= tile.columns)
      return emitLoop(rows, tile.columns, place,
                      [&](Place inner) { emitDeinterleave(inner); });
    tile.rows =
        std::min<int64_t>(tile.rows, llvm::bit_floor<uint64_t>(rows.size));
    tile.columns = std::min<int64_t>(tile.columns,
                                     llvm::bit_floor<uint64_t>(columns.size));
    emitLoop(columns, tile.columns, place, [&](Place outerTile) {
      emitLoop(rows, tile.rows, outerTile,
               [&](Place inner) { emitTile(inner); });
    });
  });
}

//===----------------------------------------------------------------------===//
// What is a transpose
//===----------------------------------------------------------------------===//

/// True if the operation copies one contiguous buffer into another.
static bool isPermutation(linalg::LinalgOp op) {
  if (!op.hasPureBufferSemantics() || op.hasDynamicShape() ||
      op.getNumDpsInputs() != 1 || op.getNumDpsInits() != 1 ||
      !llvm::all_of(op.getIndexingMapsArray(),
                    [](AffineMap map) { return map.isPermutation(); }))
    return false;
  auto yield = cast<linalg::YieldOp>(op.getBlock()->getTerminator());
  if (yield.getOperand(0) != op.getBlock()->getArgument(0))
    return false;
  return llvm::all_of(op->getOperandTypes(), [](Type type) {
    auto memref = dyn_cast<MemRefType>(type);
    return memref && memref.getLayout().isIdentity() &&
           isPacked(memref.getElementType());
  });
}

/// The dimensions that matter; nothing if the last one stays the last.
static std::optional<Transpose> getTranspose(linalg::LinalgOp op) {
  if (!isPermutation(op))
    return std::nullopt;
  OpOperand *input = op.getDpsInputOperand(0),
            *output = op.getDpsInitOperand(0);
  auto stridesOf = [&](OpOperand *operand) {
    SmallVector<int64_t> byLoop(op.getNumLoops());
    AffineMap map = op.getMatchingIndexingMap(operand);
    ArrayRef<int64_t> shape = op.getShape(operand);
    int64_t stride = 1;
    for (unsigned i = shape.size(); i-- > 0; stride *= shape[i])
      byLoop[map.getDimPosition(i)] = stride;
    return byLoop;
  };
  SmallVector<int64_t> source = stridesOf(input), target = stridesOf(output);
  SmallVector<int64_t> sizes = op.getStaticLoopRanges();
  Transpose result;
  for (AffineExpr expr : op.getMatchingIndexingMap(output).getResults()) {
    unsigned loop = cast<AffineDimExpr>(expr).getPosition();
    Dim dim{sizes[loop], source[loop], target[loop]};
    if (dim.size == 0)
      return std::nullopt;
    if (dim.size == 1)
      continue;
    if (!result.dims.empty() &&
        result.dims.back().sourceStride == dim.size * dim.sourceStride) {
      dim.size *= result.dims.back().size;
      result.dims.back() = dim;
      continue;
    }
    result.dims.push_back(dim);
  }
  if (result.dims.empty() || result.dims.back().sourceStride == 1)
    return std::nullopt;
  auto isLast = [](const Dim &dim) { return dim.sourceStride == 1; };
  result.sourceLast = llvm::find_if(result.dims, isLast) - result.dims.begin();
  return result;
}

namespace {
struct VectorizeTransposes
    : public compress::impl::VectorizeTransposesBase<VectorizeTransposes> {
  using VectorizeTransposesBase::VectorizeTransposesBase;

  LogicalResult initialize(MLIRContext *context) override {
    return verifyVectorBits(context, vectorBits);
  }

  void runOnOperation() override {
    getOperation().walk([&](linalg::LinalgOp op) {
      std::optional<Transpose> transpose = getTranspose(op);
      if (!transpose)
        return;
      int64_t bits = getElementTypeOrSelf(op->getOperand(0).getType())
                         .getIntOrFloatBitWidth();
      int64_t lanes = std::min<int64_t>(vectorBits / bits, 16);
      // A load, a store and some shuffles for each vector.
      double cycles = 1.0;
      for (const Dim &dim : transpose->dims)
        cycles *= dim.size;
      int64_t count = getNumChunks(4 * cycles / lanes, chunkCycles);
      TransposeEmitter(op, *transpose, {lanes, lanes}, count).emit();
      op.erase();
      ++numVectorized;
    });
  }
};
} // namespace
