//===- PointwiseBuilder.h - arithmetic entry by entry -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESS_IR_POINTWISEBUILDER_H
#define COMPRESS_DIALECT_COMPRESS_IR_POINTWISEBUILDER_H

#include "mlir/IR/Builders.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace mlir::compress {

/// Short ways to build scalar arithmetic.
class ScalarBuilder {
public:
  /// Constants are of `type`; f32 if it is null.
  ScalarBuilder(OpBuilder &builder, Location loc, FloatType type = {});

  Value constant(double value);
  Value add(Value a, Value b);
  Value sub(Value a, Value b);
  Value mul(Value a, Value b);
  Value div(Value a, Value b);
  Value min(Value a, Value b);
  Value max(Value a, Value b);
  Value sqrt(Value a);
  Value pow(Value a, Value b);
  /// -1, 0 or 1.
  Value sign(Value a);
  Value isZero(Value integer);
  Value select(Value condition, Value a, Value b);
  /// A signed integer as a number of the builder's type.
  Value fromInteger(Value integer);
  /// f32 to the builder's type, and back.
  Value widen(Value a);
  Value narrow(Value a);
  /// The entry of a tensor without dimensions.
  Value extract(Value tensor);

private:
  OpBuilder &builder;
  Location loc;
  FloatType type;
};

/// Builds operations on whole tensors of one static type, as `linalg.generic`:
/// each is one loop, and code generation fuses neighbours.
class PointwiseBuilder {
public:
  using BodyFn = llvm::function_ref<Value(ScalarBuilder &, ValueRange)>;

  PointwiseBuilder(OpBuilder &builder, Location loc)
      : builder(builder), loc(loc) {}

  /// A tensor like the first of `inputs`, whose entries `body` computes from
  /// entries of the inputs and from scalars.
  Value emit(ArrayRef<Value> inputs, BodyFn body);
  /// The sum of the squares of all entries, `tensor<f32>`.
  Value sumOfSquares(Value input);

private:
  OpBuilder &builder;
  Location loc;
};

} // namespace mlir::compress

#endif // COMPRESS_DIALECT_COMPRESS_IR_POINTWISEBUILDER_H
