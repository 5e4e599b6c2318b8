//===- Interfaces.cpp - generated interface definitions -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Interfaces/CostOpInterface.h"
#include "compress/Interfaces/DistillationAttrInterface.h"
#include "compress/Interfaces/ImportanceAttrInterface.h"
#include "compress/Interfaces/MaskingAttrInterfaces.h"
#include "compress/Interfaces/ObserverAttrInterface.h"
#include "compress/Interfaces/PatternAttrInterface.h"
#include "compress/Interfaces/PrunableOpInterface.h"
#include "compress/Interfaces/QuantizableOpInterface.h"
#include "compress/Interfaces/TrainingAttrInterfaces.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Operation.h"

using namespace mlir;
using namespace mlir::compress;

#include "compress/Interfaces/CostOpInterface.cpp.inc"
#include "compress/Interfaces/DistillationAttrInterface.cpp.inc"
#include "compress/Interfaces/ImportanceAttrInterface.cpp.inc"
#include "compress/Interfaces/KernelAttrInterface.cpp.inc"
#include "compress/Interfaces/MaskingAttrInterfaces.cpp.inc"
#include "compress/Interfaces/ObserverAttrInterface.cpp.inc"
#include "compress/Interfaces/PatternAttrInterface.cpp.inc"
#include "compress/Interfaces/PrunableOpInterface.cpp.inc"
#include "compress/Interfaces/QuantizableOpInterface.cpp.inc"
#include "compress/Interfaces/TrainingAttrInterfaces.cpp.inc"

std::optional<int64_t> compress::getTensorBytes(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor || !tensor.hasStaticShape() ||
      !tensor.getElementType().isIntOrFloat())
    return std::nullopt;
  return llvm::divideCeil(
      tensor.getNumElements() * tensor.getElementTypeBitWidth(), 8);
}

std::optional<int64_t> compress::detail::operandAndResultBytes(Operation *op) {
  int64_t bytes = 0;
  auto add = [&](Type type) {
    if (!isa<ShapedType>(type))
      return true;
    std::optional<int64_t> size = getTensorBytes(type);
    bytes += size.value_or(0);
    return size.has_value();
  };
  if (!llvm::all_of(op->getOperandTypes(), add) ||
      !llvm::all_of(op->getResultTypes(), add))
    return std::nullopt;
  return bytes;
}
