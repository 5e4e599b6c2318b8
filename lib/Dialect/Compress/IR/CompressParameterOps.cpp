//===- CompressParameterOps.cpp - parameters and masks --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"

using namespace mlir;
using namespace mlir::compress;

LogicalResult ParameterOp::verify() {
  if (getName().empty())
    return emitOpError("expected a name that is not empty");
  if (LayoutAttr layout = getLayoutAttr())
    if (ShapedType::getNumElements(layout.getShape()) !=
        getType().getNumElements())
      return emitOpError("expected the layout's shape to have as many elements "
                         "as the value, ")
             << getType();
  return success();
}

LogicalResult MaskOp::verify() {
  RankedTensorType weight = getWeight().getType(), mask = getMask().getType();
  bool matches = weight.getRank() == mask.getRank();
  for (int64_t i = 0; matches && i < weight.getRank(); ++i)
    matches =
        mask.getDimSize(i) == 1 || mask.getDimSize(i) == weight.getDimSize(i);
  if (!matches)
    return emitOpError("expected mask shape to match weight shape, each "
                       "dimension equal or 1, got ")
           << mask << " for " << weight;
  if (isa_and_nonnull<FakeQuantOp, MaskOp>(getWeight().getDefiningOp()))
    return emitOpError("expected the mask to come straight after the "
                       "parameter, got the result of ")
           << getWeight().getDefiningOp()->getName();
  return success();
}
