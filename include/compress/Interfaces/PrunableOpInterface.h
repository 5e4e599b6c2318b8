//===- PrunableOpInterface.h ------------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_PRUNABLEOPINTERFACE_H
#define COMPRESS_INTERFACES_PRUNABLEOPINTERFACE_H

#include "mlir/IR/OpDefinition.h"

namespace mlir::compress {
/// What one dimension of a weight means.
enum class DimRole { Output, Input, Kernel, Group };
} // namespace mlir::compress

#include "compress/Interfaces/PrunableOpInterface.h.inc"

#endif // COMPRESS_INTERFACES_PRUNABLEOPINTERFACE_H
