//===- Helpers.h - what derivatives have in common --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_DERIVATIVES_HELPERS_H
#define COMPRESS_LIB_DERIVATIVES_HELPERS_H

#include "compress/Conversion/TosaBuilders.h"

namespace mlir::compress {

inline ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

/// `value` as a matrix whose columns are its last dimension.
inline Value flatten(OpBuilder &builder, Location loc, Value value) {
  ArrayRef<int64_t> shape = shapeOf(value);
  int64_t columns = shape.back();
  int64_t rows = ShapedType::getNumElements(shape.drop_back());
  return buildReshape(builder, loc, value, {rows, columns});
}

/// A batch of matrices, transposed.
inline Value transposeBatch(OpBuilder &builder, Location loc, Value value) {
  return buildTranspose(builder, loc, value, {0, 2, 1});
}

} // namespace mlir::compress

#endif // COMPRESS_LIB_DERIVATIVES_HELPERS_H
