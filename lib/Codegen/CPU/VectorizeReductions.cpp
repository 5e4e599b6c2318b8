//===- VectorizeReductions.cpp - reductions of the last dimension ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "VectorBits.h"
#include "compress/Codegen/CPU/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace mlir::compress {
#define GEN_PASS_DEF_VECTORIZEREDUCTIONS
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

/// Partial results that do not wait for each other.
constexpr int64_t kMaxAccumulators = 4;

/// A reduction whose input is read along its last dimension.
struct Reduction {
  vector::CombiningKind kind;
  unsigned dim;
};

/// Emits the loops of one reduction.
class ReductionEmitter {
public:
  ReductionEmitter(linalg::LinalgOp op, Reduction reduction, int64_t lanes)
      : op(op), reduction(reduction), lanes(lanes), builder(op),
        loc(op.getLoc()), sizes(op.getStaticLoopRanges()),
        position(op.getNumLoops()) {}

  void emit(unsigned dim = 0);

private:
  Value makeIndex(int64_t value) {
    return arith::ConstantIndexOp::create(builder, loc, value);
  }
  SmallVector<Value> indicesOf(OpOperand &operand);
  Value loadVector(Value at, int64_t offset, int64_t count);
  Value combine(Value a, Value b);
  Value reduce(Value vector, Value accumulator);
  void emitRow();
  Value emitFullVectors();

  linalg::LinalgOp op;
  Reduction reduction;
  int64_t lanes;
  OpBuilder builder;
  Location loc;
  SmallVector<int64_t> sizes;
  SmallVector<Value> position;
};

} // namespace

SmallVector<Value> ReductionEmitter::indicesOf(OpOperand &operand) {
  SmallVector<Value> indices;
  for (AffineExpr expr : op.getMatchingIndexingMap(&operand).getResults())
    indices.push_back(position[cast<AffineDimExpr>(expr).getPosition()]);
  return indices;
}

Value ReductionEmitter::loadVector(Value at, int64_t offset, int64_t count) {
  OpOperand *input = op.getDpsInputOperand(0);
  position[reduction.dim] =
      offset == 0 ? at
                  : arith::AddIOp::create(builder, loc, at, makeIndex(offset));
  auto type = VectorType::get(
      {count}, cast<MemRefType>(input->get().getType()).getElementType());
  return vector::LoadOp::create(builder, loc, type, input->get(),
                                indicesOf(*input));
}

Value ReductionEmitter::combine(Value a, Value b) {
  return vector::makeArithReduction(builder, loc, reduction.kind, a, b);
}

/// The lanes of `vector` and `accumulator`, in any order.
Value ReductionEmitter::reduce(Value vector, Value accumulator) {
  return vector::ReductionOp::create(builder, loc, reduction.kind, vector,
                                     accumulator,
                                     arith::FastMathFlags::reassoc);
}

/// All entries that fill vectors, combined into one vector.
Value ReductionEmitter::emitFullVectors() {
  int64_t count = sizes[reduction.dim] / lanes;
  int64_t width = std::min(count, kMaxAccumulators);
  Value begin = makeIndex(0);
  SmallVector<Value> accumulators;
  for (int64_t i = 0; i < width; ++i)
    accumulators.push_back(loadVector(begin, i * lanes, lanes));
  int64_t step = width * lanes, full = count / width * step;
  if (full > step) {
    auto loop =
        scf::ForOp::create(builder, loc, makeIndex(step), makeIndex(full),
                           makeIndex(step), accumulators);
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    SmallVector<Value> next;
    for (auto [i, accumulator] : llvm::enumerate(loop.getRegionIterArgs()))
      next.push_back(combine(
          accumulator, loadVector(loop.getInductionVar(), i * lanes, lanes)));
    scf::YieldOp::create(builder, loc, next);
    accumulators.assign(loop.result_begin(), loop.result_end());
  }
  for (int64_t at = full; at < count * lanes; at += lanes)
    accumulators[(at - full) / lanes] = combine(
        accumulators[(at - full) / lanes], loadVector(begin, at, lanes));
  while (accumulators.size() > 1) {
    Value last = accumulators.pop_back_val();
    accumulators.back() = combine(accumulators.back(), last);
  }
  return accumulators.front();
}

void ReductionEmitter::emitRow() {
  OpOperand *output = op.getDpsInitOperand(0);
  Value result =
      memref::LoadOp::create(builder, loc, output->get(), indicesOf(*output));
  int64_t size = sizes[reduction.dim], rest = size % lanes;
  if (size >= lanes)
    result = reduce(emitFullVectors(), result);
  if (rest > 0)
    result = reduce(loadVector(makeIndex(0), size - rest, rest), result);
  memref::StoreOp::create(builder, loc, result, output->get(),
                          indicesOf(*output));
}

/// Loops over everything but the reduced dimension, from `dim` on.
void ReductionEmitter::emit(unsigned dim) {
  if (dim == op.getNumLoops())
    return emitRow();
  if (dim == reduction.dim)
    return emit(dim + 1);
  if (sizes[dim] == 1) {
    position[dim] = makeIndex(0);
    return emit(dim + 1);
  }
  auto loop = scf::ForOp::create(builder, loc, makeIndex(0),
                                 makeIndex(sizes[dim]), makeIndex(1));
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  position[dim] = loop.getInductionVar();
  emit(dim + 1);
}

//===----------------------------------------------------------------------===//
// What can be vectorised
//===----------------------------------------------------------------------===//

/// The region's only operation, if it combines the two arguments.
static std::optional<vector::CombiningKind> getKind(linalg::LinalgOp op) {
  Block *block = op.getBlock();
  if (!llvm::hasSingleElement(block->without_terminator()))
    return std::nullopt;
  Operation &inner = block->front();
  auto isArgument = [&](Value value, unsigned index) {
    return value == block->getArgument(index);
  };
  if (inner.getNumOperands() != 2 ||
      block->getTerminator()->getOperand(0) != inner.getResult(0) ||
      !((isArgument(inner.getOperand(0), 0) &&
         isArgument(inner.getOperand(1), 1)) ||
        (isArgument(inner.getOperand(0), 1) &&
         isArgument(inner.getOperand(1), 0))))
    return std::nullopt;
  return linalg::getCombinerOpKind(&inner);
}

static std::optional<Reduction> getReduction(linalg::LinalgOp op) {
  if (!op.hasPureBufferSemantics() || op.hasDynamicShape() ||
      op.getNumDpsInputs() != 1 || op.getNumDpsInits() != 1 ||
      op.getNumReductionLoops() != 1 ||
      !llvm::all_of(op.getIndexingMapsArray(),
                    [](AffineMap map) { return map.isProjectedPermutation(); }))
    return std::nullopt;
  auto type = dyn_cast<MemRefType>(op.getDpsInputOperand(0)->get().getType());
  AffineMap map = op.getMatchingIndexingMap(op.getDpsInputOperand(0));
  if (!type || map.getNumResults() != op.getNumLoops() ||
      !type.isLastDimUnitStride() || !isPacked(type.getElementType()))
    return std::nullopt;
  unsigned dim = map.getDimPosition(map.getNumResults() - 1);
  std::optional<vector::CombiningKind> kind = getKind(op);
  if (!kind ||
      op.getIteratorTypesArray()[dim] != utils::IteratorType::reduction)
    return std::nullopt;
  return Reduction{*kind, dim};
}

namespace {
struct VectorizeReductions
    : public compress::impl::VectorizeReductionsBase<VectorizeReductions> {
  using VectorizeReductionsBase::VectorizeReductionsBase;

  LogicalResult initialize(MLIRContext *context) override {
    return verifyVectorBits(context, vectorBits);
  }

  void runOnOperation() override {
    getOperation().walk([&](linalg::LinalgOp op) {
      std::optional<Reduction> reduction = getReduction(op);
      if (!reduction)
        return;
      int64_t bits = getElementTypeOrSelf(op->getOperand(0).getType())
                         .getIntOrFloatBitWidth();
      ReductionEmitter(op, *reduction, vectorBits / bits).emit();
      op.erase();
      ++numVectorized;
    });
  }
};
} // namespace
