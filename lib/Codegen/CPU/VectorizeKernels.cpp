//===- VectorizeKernels.cpp - linalg on buffers as vector loops -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One scheme for convolutions, matrix products, pooling and elementwise chains:
// the last dimension of the output is computed a vector at a time, a register
// tile covers several vectors and several entries of the dimension before it,
// and stays in registers over all reduction loops.
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/Passes.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace mlir::compress {
#define GEN_PASS_DEF_VECTORIZEKERNELS
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

/// Element types whose vectors lie in memory as their entries do.
bool isPacked(Type type) {
  return type.isF32() || type.isF64() ||
         (type.isInteger() && llvm::is_contained({8u, 16u, 32u, 64u},
                                                 type.getIntOrFloatBitWidth()));
}

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
class KernelEmitter {
public:
  KernelEmitter(linalg::LinalgOp op, const Tiling &tiling)
      : op(op), tiling(tiling), builder(op), loc(op.getLoc()),
        sizes(op.getStaticLoopRanges()) {}

  void emit();

private:
  using BodyFn = llvm::function_ref<void()>;

  Value makeIndex(int64_t value) {
    return arith::ConstantIndexOp::create(builder, loc, value);
  }
  Value addIndex(Value value, int64_t offset);
  void emitLoop(unsigned dim, int64_t lower, int64_t upper, int64_t step,
                BodyFn body);
  void emitOuterLoops(ArrayRef<unsigned> dims, BodyFn body);
  void emitVectorTiles(BodyFn body);
  void emitRowTiles(BodyFn body);
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
  /// Where the current loops are, by dimension.
  SmallVector<Value> position;
  /// Contiguous operands as one dimension.
  SmallVector<Value> flatBuffers;
  /// Entries of each vector of the current tile, and its rows.
  SmallVector<int64_t> tileLanes;
  int64_t tileRows = 1;
};

} // namespace

/// `value`, a contiguous buffer, as one dimension.
static Value flatten(OpBuilder &builder, Location loc, Value value) {
  int64_t rank = cast<MemRefType>(value.getType()).getRank();
  if (rank < 2)
    return value;
  ReassociationIndices all;
  llvm::append_range(all, llvm::seq<int64_t>(0, rank));
  return memref::CollapseShapeOp::create(builder, loc, value,
                                         ArrayRef<ReassociationIndices>(all));
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

Value KernelEmitter::addIndex(Value value, int64_t offset) {
  if (offset == 0)
    return value;
  return arith::AddIOp::create(builder, loc, value, makeIndex(offset));
}

/// Emits `body` in a loop over `dim`, which need not really loop.
void KernelEmitter::emitLoop(unsigned dim, int64_t lower, int64_t upper,
                             int64_t step, BodyFn body) {
  if (lower >= upper)
    return;
  if (lower + step >= upper) {
    position[dim] = makeIndex(lower);
    return body();
  }
  auto loop = scf::ForOp::create(builder, loc, makeIndex(lower),
                                 makeIndex(upper), makeIndex(step));
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  position[dim] = loop.getInductionVar();
  body();
}

void KernelEmitter::emitOuterLoops(ArrayRef<unsigned> dims, BodyFn body) {
  if (dims.empty())
    return body();
  emitLoop(dims.front(), 0, sizes[dims.front()], 1,
           [&] { emitOuterLoops(dims.drop_front(), body); });
}

/// Full tiles in a loop, then one of what is left, its last vector shorter.
void KernelEmitter::emitVectorTiles(BodyFn body) {
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

void KernelEmitter::emitRowTiles(BodyFn body) {
  if (!tiling.rowDim)
    return body();
  int64_t size = sizes[*tiling.rowDim];
  int64_t full = size - size % tiling.numRows;
  tileRows = tiling.numRows;
  emitLoop(*tiling.rowDim, 0, full, tiling.numRows, body);
  tileRows = size - full;
  emitLoop(*tiling.rowDim, full, size, tiling.numRows, body);
}

void KernelEmitter::emit() {
  position.assign(op.getNumLoops(), Value());
  for (OpOperand &operand : op->getOpOperands()) {
    auto type = dyn_cast<MemRefType>(operand.get().getType());
    bool isFlat = type && type.getLayout().isIdentity();
    flatBuffers.push_back(isFlat ? flatten(builder, loc, operand.get())
                                 : Value());
  }
  auto tile = [&] { emitTile(); };
  if (tiling.isContraction)
    emitVectorTiles(
        [&] { emitOuterLoops(tiling.outerDims, [&] { emitRowTiles(tile); }); });
  else
    emitOuterLoops(tiling.outerDims,
                   [&] { emitRowTiles([&] { emitVectorTiles(tile); }); });
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
KernelEmitter::placeOf(OpOperand &operand, unsigned row, unsigned vector) {
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
Value KernelEmitter::load(OpOperand &operand, unsigned row, unsigned vector) {
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

Value KernelEmitter::broadcast(Value value, unsigned vector) {
  if (isa<VectorType>(value.getType()))
    return value;
  return vector::BroadcastOp::create(
      builder, loc, vectorType(value.getType(), vector), value);
}

/// The operation's region at one place of the tile. What does not depend on
/// the vector dimension is computed once, as a scalar.
Value KernelEmitter::emitScalarBody(
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

SmallVector<Value> KernelEmitter::emitBody(ValueRange accumulators) {
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
KernelEmitter::emitReductions(ArrayRef<unsigned> dims,
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
void KernelEmitter::emitTile() {
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

//===----------------------------------------------------------------------===//
// What can be vectorised, and how
//===----------------------------------------------------------------------===//

/// True if the operand can be read, or written, a vector at a time along
/// `dim`, or does not depend on it.
static bool isVectorAccess(linalg::LinalgOp op, OpOperand &operand,
                           unsigned dim) {
  AffineMap map = op.getMatchingIndexingMap(&operand);
  auto type = dyn_cast<MemRefType>(operand.get().getType());
  if (!type || !map.isFunctionOfDim(dim))
    return true;
  for (unsigned i = 0; i + 1 < map.getNumResults(); ++i)
    if (map.getResult(i).isFunctionOfDim(dim))
      return false;
  return map.getResults().back() == getAffineDimExpr(dim, op->getContext()) &&
         isPacked(type.getElementType()) && type.isLastDimUnitStride();
}

/// True if the region can be computed on vectors: operations on values that
/// depend on the vector dimension are elementwise.
static bool hasVectorBody(linalg::LinalgOp op, unsigned vectorDim) {
  DenseSet<Value> vectors;
  for (OpOperand &operand : op->getOpOperands())
    if (op.getMatchingIndexingMap(&operand).isFunctionOfDim(vectorDim))
      vectors.insert(op.getMatchingBlockArgument(&operand));
  for (Operation &inner : op.getBlock()->without_terminator()) {
    auto index = dyn_cast<linalg::IndexOp>(inner);
    if (index && index.getDim() == vectorDim)
      return false;
    bool isVector = llvm::any_of(inner.getOperands(),
                                 [&](Value v) { return vectors.contains(v); });
    if (!isVector)
      continue;
    if (!OpTrait::hasElementwiseMappableTraits(&inner))
      return false;
    vectors.insert(inner.result_begin(), inner.result_end());
  }
  return true;
}

/// Bits of the widest element type that the operation computes with, between
/// 8 and 32: wider values take several registers.
static int64_t getComputeBits(linalg::LinalgOp op) {
  int64_t bits = 8;
  auto count = [&](Type type) {
    if (type.isIntOrFloat())
      bits = std::max<int64_t>(bits, type.getIntOrFloatBitWidth());
  };
  for (BlockArgument argument : op.getBlock()->getArguments())
    if (!argument.use_empty() ||
        argument.getArgNumber() + 1 == op.getBlock()->getNumArguments())
      count(argument.getType());
  for (Operation &inner : op.getBlock()->without_terminator())
    for (Type type : inner.getResultTypes())
      count(type);
  return std::min<int64_t>(llvm::PowerOf2Ceil(bits), 32);
}

/// `size` cut into equal parts of at most `limit`.
static int64_t balance(int64_t size, int64_t limit) {
  return llvm::divideCeil(size, llvm::divideCeil(size, limit));
}

/// Chooses the register tile with the most arithmetic per load.
static void chooseTile(Tiling &tiling, ArrayRef<int64_t> sizes,
                       int64_t registers) {
  int64_t vectors = llvm::divideCeil(sizes[tiling.vectorDim], tiling.lanes);
  int64_t rows = tiling.rowDim ? sizes[*tiling.rowDim] : 1;
  tiling.numVectors = balance(vectors, 4);
  if (tiling.reductionDims.empty())
    return;
  double best = 0.0;
  for (int64_t n = 1; n <= std::min<int64_t>(vectors, 8); ++n) {
    int64_t numVectors = balance(vectors, n);
    int64_t room = std::max<int64_t>((registers - 2 - n) / n, 1);
    int64_t numRows = balance(rows, std::min<int64_t>(room, 14));
    double value = double(numVectors * numRows) / (numVectors + numRows);
    if (value <= best)
      continue;
    best = value;
    tiling.numVectors = numVectors;
    tiling.numRows = numRows;
  }
}

/// How to vectorise `op`; nothing if it cannot be.
static std::optional<Tiling> getTiling(linalg::LinalgOp op,
                                       int64_t vectorBits) {
  if (!op.hasPureBufferSemantics() || op.getNumDpsInits() != 1 ||
      op.hasDynamicShape())
    return std::nullopt;
  AffineMap map = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  if (!map.isProjectedPermutation() || map.getNumResults() == 0)
    return std::nullopt;
  Tiling tiling;
  tiling.vectorDim = map.getDimPosition(map.getNumResults() - 1);
  if (map.getNumResults() > 1)
    tiling.rowDim = map.getDimPosition(map.getNumResults() - 2);
  for (OpOperand &operand : op->getOpOperands())
    if (!isVectorAccess(op, operand, tiling.vectorDim))
      return std::nullopt;
  if (!hasVectorBody(op, tiling.vectorDim))
    return std::nullopt;
  for (unsigned dim = 0; dim < op.getNumLoops(); ++dim) {
    if (op.getIteratorTypesArray()[dim] == utils::IteratorType::reduction)
      tiling.reductionDims.push_back(dim);
    else if (dim != tiling.vectorDim && tiling.rowDim != dim)
      tiling.outerDims.push_back(dim);
  }
  for (OpOperand *operand : op.getDpsInputOperands())
    tiling.isContraction |=
        !tiling.reductionDims.empty() &&
        !op.getMatchingBlockArgument(operand).use_empty() &&
        !op.getMatchingIndexingMap(operand).isFunctionOfDim(tiling.vectorDim);
  tiling.lanes = vectorBits / getComputeBits(op);
  chooseTile(tiling, op.getStaticLoopRanges(), vectorBits == 512 ? 32 : 16);
  return tiling;
}

/// An elementwise operation on contiguous buffers runs over one dimension.
static linalg::LinalgOp flattenElementwise(linalg::LinalgOp op) {
  unsigned rank = op.getNumLoops();
  if (rank < 2 || !op.hasPureBufferSemantics() || op.hasDynamicShape() ||
      op.getNumParallelLoops() != rank || op.hasIndexSemantics())
    return op;
  for (OpOperand &operand : op->getOpOperands()) {
    AffineMap map = op.getMatchingIndexingMap(&operand);
    auto type = dyn_cast<MemRefType>(operand.get().getType());
    if (type ? !map.isIdentity() || !type.getLayout().isIdentity()
             : map.getNumResults() != 0)
      return op;
  }
  OpBuilder builder(op);
  auto collapse = [&](Value value) {
    return isa<MemRefType>(value.getType())
               ? flatten(builder, op.getLoc(), value)
               : value;
  };
  SmallVector<Value> inputs, outputs;
  SmallVector<AffineMap> maps;
  for (OpOperand &operand : op->getOpOperands()) {
    (op.isDpsInit(&operand) ? outputs : inputs)
        .push_back(collapse(operand.get()));
    bool isBuffer = isa<MemRefType>(operand.get().getType());
    maps.push_back(isBuffer ? builder.getMultiDimIdentityMap(1)
                            : AffineMap::get(1, 0, builder.getContext()));
  }
  auto generic =
      linalg::GenericOp::create(builder, op.getLoc(), inputs, outputs, maps,
                                ArrayRef{utils::IteratorType::parallel});
  IRMapping mapping;
  op->getRegion(0).cloneInto(&generic.getRegion(), mapping);
  op->erase();
  return cast<linalg::LinalgOp>(generic.getOperation());
}

namespace {
struct VectorizeKernels
    : public compress::impl::VectorizeKernelsBase<VectorizeKernels> {
  using VectorizeKernelsBase::VectorizeKernelsBase;

  LogicalResult initialize(MLIRContext *context) override {
    if (vectorBits == 128 || vectorBits == 256 || vectorBits == 512)
      return success();
    return emitError(UnknownLoc::get(context),
                     "expected vector-bits to be 128, 256 or 512, got ")
           << static_cast<int64_t>(vectorBits);
  }

  void runOnOperation() override {
    SmallVector<linalg::LinalgOp> ops;
    getOperation().walk([&](linalg::LinalgOp op) { ops.push_back(op); });
    for (linalg::LinalgOp op : ops) {
      op = flattenElementwise(op);
      std::optional<Tiling> tiling = getTiling(op, vectorBits);
      if (!tiling) {
        ++numScalar;
        continue;
      }
      KernelEmitter(op, *tiling).emit();
      ++numVectorized;
    }
  }
};
} // namespace
