//===- PackedWeight.cpp - packing at run time -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PackedWeight.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::compress;

/// The same entries at another shape.
static Value reshape(RewriterBase &rewriter, Location loc, Value value,
                     ArrayRef<int64_t> shape) {
  auto type = cast<RankedTensorType>(value.getType());
  if (type.getShape() == shape)
    return value;
  auto all = [](size_t rank) {
    SmallVector<ReassociationIndices> all(1);
    llvm::append_range(all.front(), llvm::seq<int64_t>(0, rank));
    return all;
  };
  if (type.getRank() > 1)
    value = tensor::CollapseShapeOp::create(rewriter, loc, value,
                                            all(type.getRank()));
  return tensor::ExpandShapeOp::create(rewriter, loc, type.clone(shape), value,
                                       all(shape.size()));
}

/// `linalg.pack` as padding and a transposition.
static Value pack(RewriterBase &rewriter, Location loc, Value source,
                  ArrayRef<int64_t> dims, ArrayRef<int64_t> tiles,
                  ArrayRef<int64_t> outerPermutation) {
  SmallVector<OpFoldResult> sizes =
      getAsIndexOpFoldResult(rewriter.getContext(), tiles);
  Value empty = linalg::PackOp::createDestinationTensor(
      rewriter, loc, source, sizes, dims, outerPermutation);
  Type element = getElementTypeOrSelf(source);
  Value zero =
      arith::ConstantOp::create(rewriter, loc, rewriter.getZeroAttr(element));
  auto op = linalg::PackOp::create(rewriter, loc, source, empty, dims, sizes,
                                   zero, outerPermutation);
  Value result = op.getResult();
  OpBuilder::InsertionGuard guard(rewriter);
  FailureOr<linalg::LowerPackResult> lowered = linalg::lowerPack(rewriter, op);
  return succeeded(lowered) ? lowered->transposeOp->getResult(0) : result;
}

Value compress::buildPackedWeight(RewriterBase &rewriter, Location loc,
                                  Value weight, const PackedShape &packed) {
  Value source =
      reshape(rewriter, loc, weight,
              {packed.groups, packed.columns, packed.runs, packed.run});
  return pack(rewriter, loc, source, {1, 3}, {packed.lanes, packed.group}, {});
}

Value compress::buildPackedMatrices(RewriterBase &rewriter, Location loc,
                                    Value matrices, const PackedShape &packed) {
  Value result = pack(rewriter, loc, matrices, {2, 1},
                      {packed.lanes, packed.group}, {0, 2, 1});
  return reshape(rewriter, loc, result, packed.getShape());
}
