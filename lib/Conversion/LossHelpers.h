//===- LossHelpers.h - what losses are built of -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CONVERSION_LOSSHELPERS_H
#define COMPRESS_LIB_CONVERSION_LOSSHELPERS_H

#include "compress/Conversion/TosaBuilders.h"

namespace mlir::compress {

inline RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// All entries but one size in `axis`.
inline RankedTensorType reduced(RankedTensorType type, int64_t axis) {
  SmallVector<int64_t> shape(type.getShape());
  shape[axis] = 1;
  return type.clone(shape);
}

/// `value` times a number, of equal rank.
inline Value scale(OpBuilder &builder, Location loc, Value value,
                   double factor) {
  SmallVector<int64_t> ones(typeOf(value).getRank(), 1);
  return buildMul(builder, loc, value,
                  buildSplat(builder, loc, typeOf(value).clone(ones), factor));
}

/// A number, `tensor<f32>`, at rank `rank`.
inline Value expand(OpBuilder &builder, Location loc, Value number,
                    int64_t rank) {
  return buildReshape(builder, loc, number, SmallVector<int64_t>(rank, 1));
}

inline Value sumAlong(OpBuilder &builder, Location loc, Value value,
                      int64_t axis) {
  return tosa::ReduceSumOp::create(builder, loc, reduced(typeOf(value), axis),
                                   value, builder.getI32IntegerAttr(axis));
}

inline Value subtract(OpBuilder &builder, Location loc, Value a, Value b) {
  return tosa::SubOp::create(builder, loc, a.getType(), a, b);
}

} // namespace mlir::compress

#endif // COMPRESS_LIB_CONVERSION_LOSSHELPERS_H
