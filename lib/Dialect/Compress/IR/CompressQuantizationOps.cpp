//===- CompressQuantizationOps.cpp - fake_quant and observe ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

LogicalResult FakeQuantOp::verify() {
  RankedTensorType type = getInput().getType();
  auto qtype = cast<quant::QuantizedType>(getQtype());
  if (!qtype.getExpressedType().isF32())
    return emitOpError("expected a quantized type that expresses f32, got ")
           << qtype;
  if (!qtype.isSigned())
    return emitOpError("expected signed storage, got ") << qtype;
  if (isa_and_nonnull<FakeQuantOp>(getInput().getDefiningOp()))
    return emitOpError("expected a value that is not quantized already");

  auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(qtype);
  if (!perAxis)
    return success();
  int64_t axis = perAxis.getQuantizedDimension();
  if (axis >= type.getRank())
    return emitOpError("expected a quantized dimension below the rank of ")
           << type << ", got " << axis;
  int64_t numScales = perAxis.getScales().size();
  if (type.getDimSize(axis) != numScales)
    return emitOpError("expected one scale per entry of dimension ")
           << axis << " of " << type << ", got " << numScales;
  return success();
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
