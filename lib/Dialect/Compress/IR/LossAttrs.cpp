//===- LossAttrs.cpp - losses ---------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/CompressDistillation.h"
#include "compress/Dialect/Compress/IR/CompressTrainerAttrs.h"

using namespace mlir;
using namespace mlir::compress;

LogicalResult
CrossEntropyLossAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                             Number smoothing) {
  if (!(smoothing >= 0.0 && smoothing <= 1.0))
    return emitError() << "expected label_smoothing from 0 to 1, got "
                       << std::to_string(smoothing);
  return success();
}

RankedTensorType
CrossEntropyLossAttr::getLabelsType(RankedTensorType output) const {
  if (output.getRank() != 2 || !output.getElementType().isF32())
    return {};
  return RankedTensorType::get(output.getShape().take_front(),
                               IntegerType::get(getContext(), 32));
}

Value CrossEntropyLossAttr::emitLoss(OpBuilder &builder, Location loc,
                                     Value output, Value labels) const {
  return CrossEntropyOp::create(
      builder, loc, output, labels,
      builder.getF32FloatAttr(static_cast<float>(getLabelSmoothing())));
}

Attribute CrossEntropyLossAttr::getPartialLoss() const {
  return PartialCrossEntropyLossAttr::get(getContext(), getLabelSmoothing());
}

RankedTensorType MSELossAttr::getLabelsType(RankedTensorType output) const {
  return output.getElementType().isF32() ? output : RankedTensorType();
}

Value MSELossAttr::emitLoss(OpBuilder &builder, Location loc, Value output,
                            Value labels) const {
  return MSEOp::create(builder, loc, output, labels);
}
