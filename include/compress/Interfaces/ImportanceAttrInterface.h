//===- ImportanceAttrInterface.h - pruning criteria -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_IMPORTANCEATTRINTERFACE_H
#define COMPRESS_INTERFACES_IMPORTANCEATTRINTERFACE_H

#include "compress/Importance/Activations.h"
#include "compress/Importance/Patterns.h"
#include "compress/Importance/WeightGroups.h"
#include "compress/Interfaces/PlugPoint.h"
#include "mlir/IR/Attributes.h"

namespace mlir::compress {
/// What a criterion must see besides the weights.
enum class ImportanceNeed {
  Nothing,
  /// The scale of the batch norm behind the layer, one for each filter.
  NormScale,
  /// The layer's input on samples: a statistic for each input channel.
  InputActivations,
  /// Its output after the activation function: a statistic for each filter.
  OutputActivations,
  /// Derivatives of a loss by the weights.
  Gradients
};
} // namespace mlir::compress

#include "compress/Interfaces/ImportanceAttrInterface.h.inc"

namespace mlir::compress {
/// The criteria that `criterion=` accepts.
PlugPoint &criteria();
} // namespace mlir::compress

#endif // COMPRESS_INTERFACES_IMPORTANCEATTRINTERFACE_H
