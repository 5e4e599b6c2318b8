//===- InitAllDialects.h - our dialect and what it leans on -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INITALLDIALECTS_H
#define COMPRESS_INITALLDIALECTS_H

#include "compress/Derivatives/Derivatives.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Interfaces/ExternalModels/TensorExternalModels.h"
#include "compress/Interfaces/ExternalModels/TosaExternalModels.h"
#include "mlir/IR/DialectRegistry.h"

namespace mlir::compress {

/// Everything a tool or plugin must register to read our IR. External models
/// are extensions: they attach whenever the upstream dialect is loaded.
inline void registerAllDialects(DialectRegistry &registry) {
  registry.insert<CompressDialect>();
  registerTensorExternalModels(registry);
  registerTosaExternalModels(registry);
  registerDerivatives(registry);
}

} // namespace mlir::compress

#endif // COMPRESS_INITALLDIALECTS_H
