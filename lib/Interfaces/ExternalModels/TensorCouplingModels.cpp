//===- TensorCouplingModels.cpp - dimensions of tensor and arith ops ------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What torch-mlir leaves around TOSA: reshapes of tensor, and arithmetic on
// whole tensors, which does not broadcast.
//
//===----------------------------------------------------------------------===//

#include "CouplingModel.h"
#include "compress/Interfaces/ExternalModels/RemovalModels.h"
#include "compress/Interfaces/ExternalModels/TensorExternalModels.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/DialectRegistry.h"

using namespace mlir;
using namespace mlir::compress;

/// Groups of dimensions of one side belong to one dimension of the other.
template <typename OpTy, bool expands>
static DimensionCoupling coupleReassociation(Operation *op) {
  DimensionCoupling coupling;
  for (auto [i, group] :
       llvm::enumerate(cast<OpTy>(op).getReassociationIndices())) {
    unsigned one = i, first = group.front(), count = group.size();
    coupling.reshaped.push_back(expands ? ReshapedDims{one, 1, first, count}
                                        : ReshapedDims{first, count, one, 1});
  }
  return coupling;
}

static void updateExpand(Operation *op, OpBuilder &) {
  auto expand = cast<tensor::ExpandShapeOp>(op);
  expand.setStaticOutputShape(expand.getResultType().getShape());
}

static DimensionCoupling coupleExtract(Operation *op) {
  auto slice = cast<tensor::ExtractSliceOp>(op);
  auto isNot = [](int64_t neutral) {
    return [neutral](int64_t value) { return value != neutral; };
  };
  if (slice.getSourceType().getRank() != slice.getResultType().getRank() ||
      llvm::any_of(slice.getStaticStrides(), isNot(1)) ||
      !slice.getOffsets().empty())
    return DimensionCoupling::blocked(
        "extracts with strides, offsets that are no constants, or fewer "
        "dimensions");
  DimensionCoupling coupling;
  for (auto [dim, low] : llvm::enumerate(slice.getStaticOffsets())) {
    CoupledAxis &axis = coupling.addAxis();
    axis.uses.push_back(useOf(op, {false, 0}, dim));
    axis.uses.push_back(useOf(op, {true, 0}, dim));
    IndexMap &from = axis.uses.front().map;
    int64_t end = from.size, high = low + axis.uses.back().map.size;
    from.offset = low;
    from.size = high - low;
    // What is cut off ends here.
    for (auto [begin, size] :
         {std::pair(int64_t(0), low), std::pair(high, end - high)}) {
      if (size == 0)
        continue;
      AxisUse rest = useOf(op, {false, 0}, dim);
      rest.map.offset = begin;
      rest.map.size = size;
      coupling.addAxis().uses.push_back(rest);
    }
  }
  return coupling;
}

static void updateExtract(Operation *op, OpBuilder &) {
  auto slice = cast<tensor::ExtractSliceOp>(op);
  slice.setStaticSizes(slice.getResultType().getShape());
}

static DimensionCoupling coupleConcat(Operation *op) {
  auto concat = cast<tensor::ConcatOp>(op);
  unsigned along = concat.getDim();
  DimensionCoupling coupling;
  int64_t offset = 0;
  for (unsigned dim = 0; dim < concat.getResultType().getRank(); ++dim) {
    if (dim != along)
      coupling.addAxis();
    for (unsigned i = 0; i < op->getNumOperands(); ++i) {
      CoupledAxis &axis =
          dim == along ? coupling.addAxis() : coupling.axes.back();
      axis.uses.push_back(useOf(op, {false, i}, dim));
      if (dim != along)
        continue;
      AxisUse part = axis.uses.front();
      part.port = {true, 0};
      part.map.offset = offset;
      axis.uses.push_back(part);
      offset += part.map.size;
    }
    if (dim != along)
      coupling.axes.back().uses.push_back(useOf(op, {true, 0}, dim));
  }
  return coupling;
}

/// Arithmetic on scalars has no dimensions.
template <unsigned numOperands>
static DimensionCoupling coupleArith(Operation *op) {
  if (!isa<RankedTensorType>(op->getResult(0).getType()))
    return {};
  return elementwise<false, numOperands>(op);
}

static bool selectIsZero(Operation *, ArrayRef<bool> zero) {
  return zero[1] && zero[2];
}

static void attachTensor(MLIRContext &context) {
  using namespace tensor;
  attachCoupling<coupleReassociation<ExpandShapeOp, true>, firstZero,
                 updateExpand, ExpandShapeOp>(context);
  attachCoupling<coupleReassociation<CollapseShapeOp, false>, firstZero,
                 keepShapes, CollapseShapeOp>(context);
  attachCoupling<coupleExtract, firstZero, updateExtract, ExtractSliceOp>(
      context);
  attachCoupling<coupleConcat, allZero, keepShapes, ConcatOp>(context);
}

static void attachArith(MLIRContext &context) {
  using namespace arith;
  constexpr auto unary = coupleArith<1>;
  constexpr auto all = coupleArith<0>;
  attachCoupling<unary, firstZero, keepShapes, NegFOp, ExtFOp, ExtSIOp, ExtUIOp,
                 TruncFOp, TruncIOp, SIToFPOp, UIToFPOp, FPToSIOp, FPToUIOp>(
      context);
  attachCoupling<all, anyZero, keepShapes, MulFOp, MulIOp, AndIOp>(context);
  attachCoupling<all, allZero, keepShapes, AddFOp, AddIOp, SubFOp, SubIOp,
                 MaximumFOp, MinimumFOp, MaxNumFOp, MinNumFOp, MaxSIOp, MaxUIOp,
                 MinSIOp, MinUIOp, OrIOp, XOrIOp>(context);
  attachCoupling<all, firstZero, keepShapes, ShLIOp, ShRSIOp, ShRUIOp>(context);
  attachCoupling<all, neverZero, keepShapes, DivFOp, RemFOp, CmpFOp, CmpIOp>(
      context);
  attachCoupling<all, selectIsZero, keepShapes, SelectOp>(context);
}

void compress::registerTensorExternalModels(DialectRegistry &registry) {
  registerTensorRemovalModels(registry);
  registry.addExtension(+[](MLIRContext *context, tensor::TensorDialect *) {
    attachTensor(*context);
  });
  registry.addExtension(+[](MLIRContext *context, arith::ArithDialect *) {
    attachArith(*context);
  });
}
