//===- ObserverAttrInterface.h - calibration rules --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_OBSERVERATTRINTERFACE_H
#define COMPRESS_INTERFACES_OBSERVERATTRINTERFACE_H

#include "compress/Interfaces/PlugPoint.h"
#include "compress/Observers/RangeCollector.h"
#include "mlir/IR/Attributes.h"
#include <memory>

#include "compress/Interfaces/ObserverAttrInterface.h.inc"

namespace mlir::compress {
/// The rules that `calibration=` accepts.
PlugPoint &observers();
} // namespace mlir::compress

#endif // COMPRESS_INTERFACES_OBSERVERATTRINTERFACE_H
