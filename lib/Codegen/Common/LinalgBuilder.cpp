//===- LinalgBuilder.cpp - what lowerings have in common ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LinalgBuilder.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"

using namespace mlir;
using namespace mlir::compress;

void LinalgBuilder::setPlace(Operation *op) {
  rewriter.setInsertionPoint(op);
  loc = op->getLoc();
}

Value LinalgBuilder::makeConstant(Attribute value) {
  return arith::ConstantOp::create(rewriter, loc, cast<TypedAttr>(value));
}

Value LinalgBuilder::makeZero(Type type) {
  return makeConstant(rewriter.getZeroAttr(type));
}

Value LinalgBuilder::makeEmpty(ArrayRef<int64_t> shape, Type element) {
  return tensor::EmptyOp::create(rewriter, loc, shape, element);
}

Value LinalgBuilder::makeFilled(RankedTensorType type, TypedAttr value) {
  return linalg::FillOp::create(
             rewriter, loc, makeConstant(value),
             makeEmpty(type.getShape(), type.getElementType()))
      .getResult(0);
}

Value LinalgBuilder::mapEntries(ValueRange inputs, Value init,
                                ArrayRef<AffineMap> maps,
                                unsigned numReductions, BodyFn body) {
  SmallVector<utils::IteratorType> iterators(
      maps.front().getNumDims() - numReductions, utils::IteratorType::parallel);
  iterators.append(numReductions, utils::IteratorType::reduction);
  return linalg::GenericOp::create(
             rewriter, loc, init.getType(), inputs, init, maps, iterators,
             [&](OpBuilder &b, Location loc, ValueRange arguments) {
               linalg::YieldOp::create(b, loc, body(b, loc, arguments));
             })
      .getResult(0);
}

Value LinalgBuilder::transpose(Value value, ArrayRef<int64_t> permutation) {
  SmallVector<int64_t> shape;
  for (int64_t dim : permutation)
    shape.push_back(typeOf(value).getDimSize(dim));
  Value empty = makeEmpty(shape, elementType(value));
  return linalg::TransposeOp::create(rewriter, loc, value, empty, permutation)
      ->getResult(0);
}

Value LinalgBuilder::pad(Value input, ArrayRef<int64_t> pads, TypedAttr value) {
  if (llvm::all_of(pads, [](int64_t size) { return size == 0; }))
    return input;
  RankedTensorType type = typeOf(input);
  SmallVector<int64_t> shape(type.getShape());
  shape[1] += pads[0] + pads[1];
  shape[2] += pads[2] + pads[3];
  auto attributes = [&](int64_t height, int64_t width) {
    return SmallVector<OpFoldResult>{
        rewriter.getIndexAttr(0), rewriter.getIndexAttr(height),
        rewriter.getIndexAttr(width), rewriter.getIndexAttr(0)};
  };
  return tensor::PadOp::create(
      rewriter, loc, type.clone(shape), input, attributes(pads[0], pads[2]),
      attributes(pads[1], pads[3]), makeConstant(value));
}

Value LinalgBuilder::reshape(Value value, ArrayRef<int64_t> shape) {
  RankedTensorType type = typeOf(value), result = type.clone(shape);
  if (type == result)
    return value;
  std::optional<SmallVector<ReassociationIndices>> groups =
      getReassociationIndicesForReshape(type, result);
  assert(groups && "expected one tensor to be the other's collapse");
  if (type.getRank() > result.getRank())
    return tensor::CollapseShapeOp::create(rewriter, loc, result, value,
                                           *groups);
  return tensor::ExpandShapeOp::create(rewriter, loc, result, value, *groups);
}

Value LinalgBuilder::slice(Value value, unsigned dim, int64_t offset,
                           int64_t size) {
  RankedTensorType type = typeOf(value);
  SmallVector<OpFoldResult> offsets(type.getRank(), rewriter.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(type.getRank(), rewriter.getIndexAttr(1));
  SmallVector<OpFoldResult> sizes =
      getAsIndexOpFoldResult(rewriter.getContext(), type.getShape());
  offsets[dim] = rewriter.getIndexAttr(offset);
  sizes[dim] = rewriter.getIndexAttr(size);
  return tensor::ExtractSliceOp::create(rewriter, loc, value, offsets, sizes,
                                        strides);
}

Value LinalgBuilder::widen(Value value, int32_t zeroPoint, unsigned width) {
  RankedTensorType type = typeOf(value);
  Type element = rewriter.getIntegerType(width);
  AffineMap map = rewriter.getMultiDimIdentityMap(type.getRank());
  return mapEntries(
      value, makeEmpty(type.getShape(), element), {map, map}, 0,
      [&](OpBuilder &b, Location loc, ValueRange arguments) -> Value {
        Value wide = arith::ExtSIOp::create(b, loc, element, arguments[0]);
        Value zp = arith::ConstantOp::create(
            b, loc, b.getIntegerAttr(element, zeroPoint));
        return arith::SubIOp::create(b, loc, wide, zp);
      });
}
