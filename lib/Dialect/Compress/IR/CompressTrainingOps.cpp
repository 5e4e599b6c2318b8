//===- CompressTrainingOps.cpp - what only training computes --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"

using namespace mlir;
using namespace mlir::compress;

LogicalResult BatchStatisticsOp::inferReturnTypes(
    MLIRContext *, std::optional<Location> location, ValueRange operands,
    DictionaryAttr, OpaqueProperties, RegionRange,
    SmallVectorImpl<Type> &types) {
  auto type = cast<RankedTensorType>(operands[0].getType());
  if (type.getRank() < 2)
    return emitOptionalError(location,
                             "expected an input of rank 2 or more, "
                             "got ",
                             type);
  types.assign(2, type.clone(type.getShape().take_back(1)));
  return success();
}

LogicalResult BatchStatisticsOp::verify() {
  if (cast<RankedTensorType>(getInput().getType()).getRank() < 2)
    return emitOpError("expected an input of rank 2 or more, got ")
           << getInput().getType();
  return success();
}

std::optional<int64_t> BatchStatisticsOp::getMACs() { return 0; }

/// A sum, a difference, a square and another sum.
std::optional<int64_t> BatchStatisticsOp::getOtherOperations() {
  auto type = cast<RankedTensorType>(getInput().getType());
  if (!type.hasStaticShape())
    return std::nullopt;
  return 4 * type.getNumElements();
}
