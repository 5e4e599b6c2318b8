//===- CostOpInterface.h - what an operation costs --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_COSTOPINTERFACE_H
#define COMPRESS_INTERFACES_COSTOPINTERFACE_H

#include "mlir/IR/OpDefinition.h"
#include <optional>

namespace mlir::compress {
/// Bytes of a tensor as it is stored, dense; nothing if its shape is not
/// static, or its elements are neither integers nor floats.
std::optional<int64_t> getTensorBytes(Type type);
} // namespace mlir::compress

namespace mlir::compress::detail {
/// Bytes of all tensor operands and results of `op`, each counted once.
std::optional<int64_t> operandAndResultBytes(Operation *op);
} // namespace mlir::compress::detail

#include "compress/Interfaces/CostOpInterface.h.inc"

#endif // COMPRESS_INTERFACES_COSTOPINTERFACE_H
