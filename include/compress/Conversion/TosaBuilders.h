//===- TosaBuilders.h - short ways to build TOSA ops ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CONVERSION_TOSABUILDERS_H
#define COMPRESS_CONVERSION_TOSABUILDERS_H

#include "mlir/Dialect/Tosa/IR/TosaOps.h"

namespace mlir::compress {

/// A `tosa.const_shape` of these sizes.
Value buildShape(OpBuilder &builder, Location loc, ArrayRef<int64_t> sizes);

/// `value` at a static shape; `value` itself if it has that shape already.
Value buildReshape(OpBuilder &builder, Location loc, Value value,
                   ArrayRef<int64_t> shape);

/// Dimension i of the result is dimension `permutation[i]` of `value`.
Value buildTranspose(OpBuilder &builder, Location loc, Value value,
                     ArrayRef<int32_t> permutation);

/// A constant of f32, or of a signless integer type, all entries `value`.
Value buildSplat(OpBuilder &builder, Location loc, RankedTensorType type,
                 double value);

/// A one-element tensor, as TOSA wants zero points, shifts and pad values.
Value buildScalar(OpBuilder &builder, Location loc, Type elementType,
                  double value);

/// Product of two f32 tensors of equal rank, with the shift TOSA asks for.
Value buildMul(OpBuilder &builder, Location loc, Value a, Value b);

/// The permutation that undoes `permutation`.
SmallVector<int32_t> invertPermutation(ArrayRef<int32_t> permutation);

} // namespace mlir::compress

#endif // COMPRESS_CONVERSION_TOSABUILDERS_H
