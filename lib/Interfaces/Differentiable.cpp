//===- Differentiable.cpp - gradients being summed up ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Interfaces/DifferentiableOpInterface.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"

using namespace mlir;
using namespace mlir::compress;

#include "compress/Interfaces/DifferentiableOpInterface.cpp.inc"

static Value reshape(OpBuilder &builder, Location loc, Value value,
                     ArrayRef<int64_t> shape) {
  auto type = cast<RankedTensorType>(value.getType());
  if (type.getShape() == shape)
    return value;
  auto shapeType = tosa::shapeType::get(builder.getContext(), shape.size());
  Value sizes = tosa::ConstShapeOp::create(builder, loc, shapeType,
                                           builder.getIndexTensorAttr(shape));
  return tosa::ReshapeOp::create(builder, loc, type.clone(shape), value, sizes);
}

Value compress::buildSumTo(OpBuilder &builder, Location loc, Value value,
                           ArrayRef<int64_t> shape) {
  ArrayRef<int64_t> from = cast<RankedTensorType>(value.getType()).getShape();
  assert(from.size() == shape.size() && "expected equal ranks");
  // Neighbours that are both summed, or both kept, become one dimension: a
  // pass over the data for each run of summed dimensions.
  SmallVector<int64_t> merged;
  SmallVector<bool> isSummed;
  for (auto [size, target] : llvm::zip_equal(from, shape)) {
    if (size == 1)
      continue;
    bool sums = target == 1;
    if (!merged.empty() && isSummed.back() == sums) {
      merged.back() *= size;
      continue;
    }
    merged.push_back(size);
    isSummed.push_back(sums);
  }
  if (!llvm::is_contained(isSummed, true))
    return reshape(builder, loc, value, shape);
  value = reshape(builder, loc, value, merged);
  for (auto [axis, sums] : llvm::enumerate(isSummed)) {
    if (!sums)
      continue;
    auto type = cast<RankedTensorType>(value.getType());
    merged[axis] = 1;
    value = tosa::ReduceSumOp::create(builder, loc, type.clone(merged), value,
                                      builder.getI32IntegerAttr(axis));
  }
  return reshape(builder, loc, value, shape);
}

void AdjointMap::add(Value operand, Value gradient) {
  if (!isNeeded(operand))
    return;
  Location loc = gradient.getLoc();
  gradient = buildSumTo(builder, loc, gradient,
                        cast<RankedTensorType>(operand.getType()).getShape());
  Value &sum = gradients[operand];
  sum = sum ? Value(tosa::AddOp::create(builder, loc, sum.getType(), sum,
                                        gradient))
            : gradient;
}
