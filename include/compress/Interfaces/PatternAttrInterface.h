//===- PatternAttrInterface.h - what pruning removes together ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_PATTERNATTRINTERFACE_H
#define COMPRESS_INTERFACES_PATTERNATTRINTERFACE_H

#include "compress/Importance/Patterns.h"
#include "compress/Interfaces/PlugPoint.h"
#include "mlir/IR/Attributes.h"
#include <optional>
#include <string>

#include "compress/Interfaces/PatternAttrInterface.h.inc"

namespace mlir::compress {
/// The patterns that `pattern=` accepts.
PlugPoint &patterns();
} // namespace mlir::compress

#endif // COMPRESS_INTERFACES_PATTERNATTRINTERFACE_H
