//===- PointwiseBuilder.cpp - arithmetic entry by entry -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/PointwiseBuilder.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::compress;

ScalarBuilder::ScalarBuilder(OpBuilder &builder, Location loc, FloatType type)
    : builder(builder), loc(loc), type(type ? type : builder.getF32Type()) {}

Value ScalarBuilder::constant(double value) {
  return arith::ConstantOp::create(builder, loc,
                                   builder.getFloatAttr(type, value));
}

Value ScalarBuilder::add(Value a, Value b) {
  return arith::AddFOp::create(builder, loc, a, b);
}

Value ScalarBuilder::sub(Value a, Value b) {
  return arith::SubFOp::create(builder, loc, a, b);
}

Value ScalarBuilder::mul(Value a, Value b) {
  return arith::MulFOp::create(builder, loc, a, b);
}

Value ScalarBuilder::div(Value a, Value b) {
  return arith::DivFOp::create(builder, loc, a, b);
}

Value ScalarBuilder::min(Value a, Value b) {
  return arith::MinimumFOp::create(builder, loc, a, b);
}

Value ScalarBuilder::max(Value a, Value b) {
  return arith::MaximumFOp::create(builder, loc, a, b);
}

Value ScalarBuilder::sqrt(Value a) {
  return math::SqrtOp::create(builder, loc, a);
}

Value ScalarBuilder::pow(Value a, Value b) {
  return math::PowFOp::create(builder, loc, a, b);
}

Value ScalarBuilder::sign(Value a) {
  Value zero = constant(0.0);
  Value above =
      arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OGT, a, zero);
  Value below =
      arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OLT, a, zero);
  return select(above, constant(1.0), select(below, constant(-1.0), zero));
}

Value ScalarBuilder::isZero(Value integer) {
  Value zero = arith::ConstantOp::create(
      builder, loc, builder.getIntegerAttr(integer.getType(), 0));
  return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, integer,
                               zero);
}

Value ScalarBuilder::select(Value condition, Value a, Value b) {
  return arith::SelectOp::create(builder, loc, condition, a, b);
}

Value ScalarBuilder::fromInteger(Value integer) {
  return arith::SIToFPOp::create(builder, loc, type, integer);
}

Value ScalarBuilder::widen(Value a) {
  return arith::ExtFOp::create(builder, loc, type, a);
}

Value ScalarBuilder::narrow(Value a) {
  return arith::TruncFOp::create(builder, loc, builder.getF32Type(), a);
}

Value ScalarBuilder::extract(Value tensor) {
  return tensor::ExtractOp::create(builder, loc, tensor, ValueRange());
}

Value PointwiseBuilder::emit(ArrayRef<Value> inputs, BodyFn body) {
  auto type = cast<RankedTensorType>(inputs.front().getType());
  Value empty = tensor::EmptyOp::create(builder, loc, type.getShape(),
                                        type.getElementType());
  SmallVector<AffineMap> maps(inputs.size() + 1,
                              builder.getMultiDimIdentityMap(type.getRank()));
  SmallVector<utils::IteratorType> iterators(type.getRank(),
                                             utils::IteratorType::parallel);
  return linalg::GenericOp::create(
             builder, loc, type, inputs, empty, maps, iterators,
             [&](OpBuilder &inner, Location loc, ValueRange arguments) {
               ScalarBuilder scalars(inner, loc);
               Value result = body(scalars, arguments.drop_back());
               linalg::YieldOp::create(inner, loc, result);
             })
      .getResult(0);
}

Value PointwiseBuilder::sumOfSquares(Value input) {
  auto type = cast<RankedTensorType>(input.getType());
  Value zero = arith::ConstantOp::create(
      builder, loc,
      DenseElementsAttr::get(RankedTensorType::get({}, type.getElementType()),
                             builder.getF32FloatAttr(0.0f)));
  SmallVector<AffineMap> maps = {
      builder.getMultiDimIdentityMap(type.getRank()),
      AffineMap::get(type.getRank(), 0, builder.getContext())};
  SmallVector<utils::IteratorType> iterators(type.getRank(),
                                             utils::IteratorType::reduction);
  return linalg::GenericOp::create(
             builder, loc, zero.getType(), input, zero, maps, iterators,
             [&](OpBuilder &inner, Location loc, ValueRange arguments) {
               ScalarBuilder b(inner, loc);
               Value square = b.mul(arguments[0], arguments[0]);
               linalg::YieldOp::create(inner, loc, b.add(square, arguments[1]));
             })
      .getResult(0);
}
