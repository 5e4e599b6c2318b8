//===- Gpu.h - models as PTX ------------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TOOLS_COMPRESSTRANSLATE_GPU_H
#define COMPRESS_TOOLS_COMPRESSTRANSLATE_GPU_H

#include "Options.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::compress {

/// Compiles `function` of `module` for a GPU and writes the files that
/// `options` name.
LogicalResult translateToPtx(ModuleOp module, Operation *function,
                             const TranslateOptions &options);

} // namespace mlir::compress

#endif // COMPRESS_TOOLS_COMPRESSTRANSLATE_GPU_H
