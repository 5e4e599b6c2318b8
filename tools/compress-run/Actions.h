//===- Actions.h - what compress-run does -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TOOLS_COMPRESSRUN_ACTIONS_H
#define COMPRESS_TOOLS_COMPRESSRUN_ACTIONS_H

#include "Batch.h"
#include "Options.h"

namespace mlir::compress {

/// Reads and checks everything first, then does what `options` ask for.
llvm::Error run(const RunnableModel &model, const CompiledFunction *other,
                const RunOptions &options);

} // namespace mlir::compress

#endif // COMPRESS_TOOLS_COMPRESSRUN_ACTIONS_H
