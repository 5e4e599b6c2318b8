//===- CompressDistillationOps.cpp - losses between student and teacher ---===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/CompressDistillation.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

#define GET_OP_CLASSES
#include "compress/Dialect/Compress/IR/CompressDistillationOps.cpp.inc"

static LogicalResult verifyNotEmpty(Operation *op, RankedTensorType type) {
  if (llvm::is_contained(type.getShape(), 0))
    return op->emitOpError("expected at least one entry, got ") << type;
  return success();
}

LogicalResult KLDivergenceOp::verify() {
  float temperature = getTemperature().convertToFloat();
  if (!(temperature > 0.0f) || std::isinf(temperature))
    return emitOpError("expected a temperature above 0");
  return verifyNotEmpty(*this, getStudent().getType());
}

LogicalResult CosineDistanceOp::verify() {
  if (getStudent().getType().getRank() < 2)
    return emitOpError("expected operands of rank 2 or more, the batch first, "
                       "got ")
           << getStudent().getType();
  return verifyNotEmpty(*this, getStudent().getType());
}

LogicalResult AttentionDistanceOp::verify() {
  RankedTensorType student = getStudent().getType();
  RankedTensorType teacher = getTeacher().getType();
  if (student.getShape().drop_back() != teacher.getShape().drop_back())
    return emitOpError("expected two images of one size and batch, got ")
           << student << " and " << teacher;
  if (failed(verifyNotEmpty(*this, student)))
    return failure();
  return verifyNotEmpty(*this, teacher);
}

LogicalResult PartialCrossEntropyOp::verify() {
  int64_t rows = getLogits().getType().getDimSize(0);
  int64_t labels = getLabels().getType().getDimSize(0);
  if (!ShapedType::isDynamic(rows) && !ShapedType::isDynamic(labels) &&
      rows != labels)
    return emitOpError("expected one label for each of the ")
           << rows << " rows of scores, got " << labels;
  float smoothing = getLabelSmoothing().convertToFloat();
  if (!(smoothing >= 0.0f && smoothing <= 1.0f))
    return emitOpError("expected label_smoothing from 0 to 1");
  return verifyNotEmpty(*this, getLogits().getType());
}
