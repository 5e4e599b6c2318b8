//===- InitializerAttrInterface.h - fresh values ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_INITIALIZERATTRINTERFACE_H
#define COMPRESS_INTERFACES_INITIALIZERATTRINTERFACE_H

#include "compress/Interfaces/PlugPoint.h"
#include "compress/Support/SeededRandom.h"
#include "mlir/IR/Attributes.h"

namespace mlir::compress {

/// The layer of a weight or bias.
struct ParameterFans {
  /// Products that are summed up for one entry of the layer's result, and
  /// those that one entry of its input is part of: of a convolution, channels
  /// of one group times the kernel's size.
  int64_t fanIn = 1, fanOut = 1;
  bool isBias = false;
};

/// The rules that `initialize=` accepts.
PlugPoint &initializers();

} // namespace mlir::compress

#include "compress/Interfaces/InitializerAttrInterface.h.inc"

#endif // COMPRESS_INTERFACES_INITIALIZERATTRINTERFACE_H
