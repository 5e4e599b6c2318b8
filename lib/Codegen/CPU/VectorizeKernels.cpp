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

#include "LoopEmitter.h"
#include "VectorBits.h"
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
               ? flattenBuffer(builder, op.getLoc(), value)
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
    return verifyVectorBits(context, vectorBits);
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
      LoopEmitter(op, *tiling, chunkCycles).emit();
      ++numVectorized;
    }
  }
};
} // namespace
