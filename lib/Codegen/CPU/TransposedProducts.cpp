//===- TransposedProducts.cpp - products of transposed matrices -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Gradients of dense layers and products are products of matrices that are
// there transposed. Packing can take either form, and a product whose operands
// are both transposed is that of a weight's gradient, which needs no packing.
//
//===----------------------------------------------------------------------===//

#include "GradientKernels.h"
#include "PackedWeight.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"

using namespace mlir;
using namespace mlir::compress;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// What `value` is the transpose of, its last two dimensions swapped; null if
/// it is none.
static Value getTransposed(Value value) {
  auto op = value.getDefiningOp<tosa::TransposeOp>();
  if (!op)
    return {};
  ArrayRef<int32_t> perms = op.getPerms();
  auto swapped = llvm::to_vector(llvm::seq<int32_t>(0, perms.size()));
  if (swapped.size() < 2)
    return {};
  std::swap(swapped.back(), swapped[swapped.size() - 2]);
  return perms == ArrayRef(swapped) ? op.getInput1() : Value();
}

/// The transpose of `a`, [K, M] or [1, K, M], times `b`, [K, N] or [1, K, N]: K
/// images of one pixel each, and a window of one place.
Value GradientKernels::multiplyTransposed(StringRef name, Value a, Value b) {
  auto toImages = [&](Value matrix) -> Value {
    RankedTensorType type = typeOf(matrix);
    if (type.getRank() == 3)
      matrix = tensor::CollapseShapeOp::create(
          rewriter, loc, matrix,
          SmallVector<ReassociationIndices>{{0, 1}, {2}});
    type = typeOf(matrix);
    return tensor::ExpandShapeOp::create(
        rewriter, loc,
        type.clone({type.getDimSize(0), 1, 1, type.getDimSize(1)}), matrix,
        SmallVector<ReassociationIndices>{{0}, {1, 2, 3}});
  };
  Value gradient = toImages(a), image = toImages(b);
  SmallVector<int64_t, 2> ones{1, 1};
  Value init = tensor::EmptyOp::create(
      rewriter, loc,
      {typeOf(gradient).getDimSize(3), 1, 1, typeOf(image).getDimSize(3)},
      typeOf(a).getElementType());
  Value result = buildKernel(
      name, ConvWeightGradAttr::get(rewriter.getContext(), ones, ones, ones),
      gradient, image, Value(), init);
  result = tensor::CollapseShapeOp::create(
      rewriter, loc, result, SmallVector<ReassociationIndices>{{0}, {1, 2, 3}});
  if (typeOf(a).getRank() == 2)
    return result;
  RankedTensorType type = typeOf(result);
  return tensor::ExpandShapeOp::create(
      rewriter, loc, type.clone({1, type.getDimSize(0), type.getDimSize(1)}),
      result, SmallVector<ReassociationIndices>{{0, 1}, {2}});
}

bool GradientKernels::convert(DenseOp op) {
  Value weight = getTransposed(op.getWeight());
  if (!weight || !op.getType().getElementType().isF32())
    return false;
  Value input = getTransposed(op.getInput());
  if (input && typeOf(input).getRank() == 2 && !op.getBias()) {
    rewriter.replaceOp(op, multiplyTransposed(op.getName(), input, weight));
    return true;
  }
  int64_t depth = typeOf(weight).getDimSize(0);
  int64_t columns = typeOf(weight).getDimSize(1);
  Value matrices = tensor::ExpandShapeOp::create(
      rewriter, loc, typeOf(weight).clone({1, depth, columns}), weight,
      SmallVector<ReassociationIndices>{{0, 1}, {2}});
  PackedShape packed{1, columns, 1, depth, getVectorBits(isa) / 32, 1};
  KernelLayer layer = KernelLayer::get(op);
  prepareFloatBias(layer);
  Value init = tensor::EmptyOp::create(rewriter, loc, layer.result.getShape(),
                                       layer.result.getElementType());
  rewriter.replaceOp(
      op,
      buildKernel(op.getName(), MatmulAttr::get(op.getContext()), layer.input,
                  buildPackedMatrices(rewriter, loc, matrices, packed),
                  layer.bias, init));
  return true;
}

bool GradientKernels::convert(BatchMatmulOp op) {
  RankedTensorType type = cast<RankedTensorType>(op.getType());
  if (!type.getElementType().isF32())
    return false;
  if (Value a = getTransposed(op.getA()); a && type.getDimSize(0) == 1) {
    rewriter.replaceOp(op, multiplyTransposed(op.getName(), a, op.getB()));
    return true;
  }
  Value b = getTransposed(op.getB());
  if (!b)
    return false;
  // [B, N, K]: the columns are outside, as in a weight.
  PackedShape packed{typeOf(b).getDimSize(0), typeOf(b).getDimSize(1), 1,
                     typeOf(b).getDimSize(2), getVectorBits(isa) / 32, 1};
  Value init = tensor::EmptyOp::create(rewriter, loc, type.getShape(),
                                       type.getElementType());
  rewriter.replaceOp(
      op,
      buildKernel(op.getName(), MatmulAttr::get(op.getContext()), op.getA(),
                  buildPackedWeight(rewriter, loc, b, packed), Value(), init));
  return true;
}
