//===- DistillationAttrInterface.h - losses of a student --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_DISTILLATIONATTRINTERFACE_H
#define COMPRESS_INTERFACES_DISTILLATIONATTRINTERFACE_H

#include "compress/Interfaces/PlugPoint.h"
#include "mlir/IR/Attributes.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"

#include "compress/Interfaces/DistillationAttrInterface.h.inc"

namespace mlir::compress {

/// What `loss=` and `feature-loss=` of compress-distill accept.
PlugPoint &distillationLosses();

} // namespace mlir::compress

#endif // COMPRESS_INTERFACES_DISTILLATIONATTRINTERFACE_H
