//===- CompressLossOps.cpp - what training lowers -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"

using namespace mlir;
using namespace mlir::compress;

LogicalResult CrossEntropyOp::verify() {
  int64_t rows = getLogits().getType().getDimSize(0);
  int64_t labels = getLabels().getType().getDimSize(0);
  if (!ShapedType::isDynamic(rows) && !ShapedType::isDynamic(labels) &&
      rows != labels)
    return emitOpError("expected one label for each of the ")
           << rows << " rows of scores, got " << labels;
  if (getLogits().getType().getDimSize(1) == 0 || rows == 0)
    return emitOpError("expected at least one row and one class");
  float smoothing = getLabelSmoothing().convertToFloat();
  if (!(smoothing >= 0.0f && smoothing <= 1.0f))
    return emitOpError("expected label_smoothing from 0 to 1");
  return success();
}

LogicalResult MSEOp::verify() {
  if (llvm::is_contained(getOutput().getType().getShape(), 0))
    return emitOpError("expected at least one entry");
  return success();
}
