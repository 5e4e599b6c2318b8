//===- Batch.h - models at the batch size of --batch ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TOOLS_COMPRESSRUN_BATCH_H
#define COMPRESS_TOOLS_COMPRESSRUN_BATCH_H

#include "compress/Execution/CompiledFunction.h"

namespace mlir::compress {

/// A model, ready to run.
struct RunnableModel {
  std::unique_ptr<CompiledFunction> function;
  /// With the batch size of the file, for what is left over of the data; null
  /// without --batch.
  std::unique_ptr<CompiledFunction> tail;
};

/// Compiles `module`, at batch size `batch` unless that is 0. Emits a
/// diagnostic and fails where that cannot be done.
FailureOr<RunnableModel>
compileAtBatch(ModuleOp module, const CompileOptions &options, int64_t batch);

} // namespace mlir::compress

#endif // COMPRESS_TOOLS_COMPRESSRUN_BATCH_H
