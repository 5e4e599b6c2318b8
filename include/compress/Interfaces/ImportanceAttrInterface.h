//===- ImportanceAttrInterface.h - pruning criteria -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_IMPORTANCEATTRINTERFACE_H
#define COMPRESS_INTERFACES_IMPORTANCEATTRINTERFACE_H

#include "compress/Importance/WeightGroups.h"
#include "compress/Interfaces/PlugPoint.h"
#include "mlir/IR/Attributes.h"

#include "compress/Interfaces/ImportanceAttrInterface.h.inc"

namespace mlir::compress {
/// The criteria that `criterion=` accepts.
PlugPoint &criteria();
} // namespace mlir::compress

#endif // COMPRESS_INTERFACES_IMPORTANCEATTRINTERFACE_H
