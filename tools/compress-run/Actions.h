//===- Actions.h - what compress-run does -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TOOLS_COMPRESSRUN_ACTIONS_H
#define COMPRESS_TOOLS_COMPRESSRUN_ACTIONS_H

#include "Batch.h"
#include "Options.h"
#include "compress/Execution/Measure.h"

namespace mlir::compress {

/// Reads and checks everything first, then does what `options` ask for. `other`
/// is the model to compare with, `marked` the function with profile marks; null
/// where nobody asked for them.
llvm::Error run(const RunnableModel &model, const CompiledFunction *other,
                const CompiledFunction *marked, const RunOptions &options);

/// Measures what each layer takes, prints it, and writes it to the file that
/// `options` name. `prepare` fills the inputs.
llvm::Error printProfile(const CompiledFunction &marked,
                         const CompiledFunction &plain,
                         const RunOptions &options,
                         llvm::function_ref<void(FunctionBuffers &)> prepare);

} // namespace mlir::compress

#endif // COMPRESS_TOOLS_COMPRESSRUN_ACTIONS_H
