//===- MaskingAttrInterfaces.h - pruning while training ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_MASKINGATTRINTERFACES_H
#define COMPRESS_INTERFACES_MASKINGATTRINTERFACES_H

#include "compress/Importance/WeightGroups.h"
#include "compress/Interfaces/PlugPoint.h"
#include "mlir/IR/Attributes.h"
#include "mlir/IR/Builders.h"
#include <optional>

#include "compress/Interfaces/MaskingAttrInterfaces.h.inc"

namespace mlir::compress {
/// What `method=` accepts.
PlugPoint &pruningMethods();
} // namespace mlir::compress

#endif // COMPRESS_INTERFACES_MASKINGATTRINTERFACES_H
