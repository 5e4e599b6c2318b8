//===- TosaBuilders.cpp - short ways to build TOSA ops --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Conversion/TosaBuilders.h"
#include "mlir/Dialect/Traits.h"

using namespace mlir;
using namespace mlir::compress;

Value compress::buildShape(OpBuilder &builder, Location loc,
                           ArrayRef<int64_t> sizes) {
  return tosa::ConstShapeOp::create(
      builder, loc, tosa::shapeType::get(builder.getContext(), sizes.size()),
      builder.getIndexTensorAttr(sizes));
}

Value compress::buildReshape(OpBuilder &builder, Location loc, Value value,
                             ArrayRef<int64_t> shape) {
  auto type = cast<RankedTensorType>(value.getType());
  if (type.getShape() == shape)
    return value;
  return tosa::ReshapeOp::create(builder, loc, type.clone(shape), value,
                                 buildShape(builder, loc, shape));
}

Value compress::buildTranspose(OpBuilder &builder, Location loc, Value value,
                               ArrayRef<int32_t> permutation) {
  auto type = cast<RankedTensorType>(value.getType());
  SmallVector<int64_t> shape;
  for (int32_t dim : permutation)
    shape.push_back(type.getDimSize(dim));
  return tosa::TransposeOp::create(builder, loc, type.clone(shape), value,
                                   permutation);
}

Value compress::buildSplat(OpBuilder &builder, Location loc,
                           RankedTensorType type, double value) {
  Type element = type.getElementType();
  Attribute entry = isa<FloatType>(element)
                        ? Attribute(builder.getFloatAttr(element, value))
                        : builder.getIntegerAttr(element, int64_t(value));
  return tosa::ConstOp::create(builder, loc, type,
                               DenseElementsAttr::get(type, entry));
}

Value compress::buildScalar(OpBuilder &builder, Location loc, Type elementType,
                            double value) {
  return buildSplat(builder, loc, RankedTensorType::get({1}, elementType),
                    value);
}

Value compress::buildMul(OpBuilder &builder, Location loc, Value a, Value b) {
  auto typeA = cast<RankedTensorType>(a.getType());
  auto typeB = cast<RankedTensorType>(b.getType());
  SmallVector<int64_t> shape;
  bool compatible = OpTrait::util::getBroadcastedShape(typeA.getShape(),
                                                       typeB.getShape(), shape);
  assert(compatible && "factors do not broadcast");
  (void)compatible;
  return tosa::MulOp::create(builder, loc, typeA.clone(shape), a, b,
                             buildScalar(builder, loc, builder.getI8Type(), 0));
}

SmallVector<int32_t>
compress::invertPermutation(ArrayRef<int32_t> permutation) {
  SmallVector<int32_t> inverse(permutation.size());
  for (auto [i, dim] : llvm::enumerate(permutation))
    inverse[dim] = i;
  return inverse;
}
