//===- Batch.cpp - models at the batch size of --batch --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Batch.h"
#include "compress/Transforms/Common/Passes.h"
#include "mlir/Pass/PassManager.h"

using namespace mlir;
using namespace mlir::compress;

FailureOr<RunnableModel> compress::compileAtBatch(ModuleOp module,
                                                  const CompileOptions &options,
                                                  int64_t batch) {
  RunnableModel model;
  auto compile = [&](std::unique_ptr<CompiledFunction> &result) {
    auto compiled = CompiledFunction::compile(module, options);
    if (succeeded(compiled))
      result = std::move(*compiled);
    return LogicalResult(compiled);
  };
  if (batch == 0) {
    if (failed(compile(model.function)))
      return failure();
    return model;
  }
  if (failed(compile(model.tail)))
    return failure();
  CompressSetBatchOptions setBatch;
  setBatch.size = batch;
  setBatch.function = options.function;
  PassManager pm(module.getContext());
  pm.addPass(createCompressSetBatch(setBatch));
  if (failed(pm.run(module)) || failed(compile(model.function)))
    return failure();
  return model;
}
