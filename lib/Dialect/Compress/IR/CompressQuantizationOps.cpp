//===- CompressQuantizationOps.cpp - fake_quant and observe ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

/// Checks that `type` can be the quantized form of a tensor like `input`.
static LogicalResult verifyType(Operation *op, Value input,
                                quant::QuantizedType qtype) {
  auto type = cast<RankedTensorType>(input.getType());
  if (!qtype.getExpressedType().isF32())
    return op->emitOpError("expected a quantized type that expresses f32, got ")
           << qtype;
  if (!qtype.isSigned())
    return op->emitOpError("expected signed storage, got ") << qtype;
  auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(qtype);
  if (!perAxis)
    return success();
  int64_t axis = perAxis.getQuantizedDimension();
  if (axis >= type.getRank())
    return op->emitOpError("expected a quantized dimension below the rank of ")
           << type << ", got " << axis;
  int64_t numScales = perAxis.getScales().size();
  if (type.getDimSize(axis) != numScales)
    return op->emitOpError("expected one scale per entry of dimension ")
           << axis << " of " << type << ", got " << numScales;
  return success();
}

/// Checks that `scale` has an entry for each scale of `type`.
static LogicalResult verifyScale(Operation *op, Value scale,
                                 quant::QuantizedType type) {
  auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(type);
  int64_t numScales = perAxis ? perAxis.getScales().size() : 1;
  auto scaleType = cast<RankedTensorType>(scale.getType());
  if (scaleType.getDimSize(0) == numScales)
    return success();
  return op->emitOpError("expected scales of type tensor<")
         << numScales << "xf32>, as many as its quantized type has, got "
         << scaleType;
}

LogicalResult FakeQuantOp::verify() {
  if (isa_and_nonnull<FakeQuantOp>(getInput().getDefiningOp()))
    return emitOpError("expected a value that is not quantized already");
  if (failed(verifyType(*this, getInput(), getQtype())))
    return failure();
  if (getScale())
    return verifyScale(*this, getScale(), getQtype());
  if (!getGradientScale().isExactlyValue(1.0))
    return emitOpError("expected no gradient_scale without a scale operand");
  return success();
}

LogicalResult FittedScaleOp::verify() {
  if (failed(verifyType(*this, getInput(), getQtype())))
    return failure();
  return verifyScale(*this, getResult(), getQtype());
}

LogicalResult ObserveOp::verify() {
  std::optional<ArrayRef<float>> range = getRange();
  if (!range)
    return success();
  if (range->size() != 2 || !std::isfinite((*range)[0]) ||
      !std::isfinite((*range)[1]) || (*range)[0] > (*range)[1])
    return emitOpError("expected a range of two finite numbers, lower end "
                       "first");
  return success();
}
