//===- Expression.cpp - TOSA arithmetic written as formulas ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Expression.h"
#include "compress/Conversion/TosaBuilders.h"
#include "mlir/Dialect/Traits.h"

using namespace mlir;
using namespace mlir::compress;

static SmallVector<int64_t> broadcast(ArrayRef<int64_t> a,
                                      ArrayRef<int64_t> b) {
  SmallVector<int64_t> shape;
  bool broadcasts = OpTrait::util::getBroadcastedShape(a, b, shape);
  assert(broadcasts && "shapes do not broadcast");
  (void)broadcasts;
  return shape;
}

RankedTensorType Expression::typeWith(const Expression &other,
                                      Type element) const {
  return RankedTensorType::get(
      broadcast(getType().getShape(), other.getType().getShape()),
      element ? element : getType().getElementType());
}

Expression Expression::constant(double number) const {
  SmallVector<int64_t> ones(getType().getRank(), 1);
  return with(buildSplat(*builder, loc, getType().clone(ones), number));
}

Expression Expression::splat(double number) const {
  return with(buildSplat(*builder, loc, getType(), number));
}

Expression Expression::where(const Expression &condition,
                             const Expression &other) const {
  RankedTensorType type = typeWith(other, {});
  type = type.clone(broadcast(type.getShape(), condition.getType().getShape()));
  return with(
      tosa::SelectOp::create(*builder, loc, type, condition, value, other));
}

Expression Expression::operator*(const Expression &other) const {
  return with(buildMul(*builder, loc, value, other));
}
