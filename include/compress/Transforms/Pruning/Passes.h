//===- Passes.h - pruning passes --------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_PRUNING_PASSES_H
#define COMPRESS_TRANSFORMS_PRUNING_PASSES_H

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Support/OptionTypes.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/Pass/Pass.h"

namespace mlir::compress {

/// Whether weights compete within their layer, or all layers together.
enum class PruningScope { Local, Global };

#define GEN_PASS_DECL
#include "compress/Transforms/Pruning/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "compress/Transforms/Pruning/Passes.h.inc"

} // namespace mlir::compress

#endif // COMPRESS_TRANSFORMS_PRUNING_PASSES_H
