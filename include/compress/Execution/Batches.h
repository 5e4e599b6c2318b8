//===- Batches.h - one model at two batch sizes -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_EXECUTION_BATCHES_H
#define COMPRESS_EXECUTION_BATCHES_H

#include "compress/Execution/Measure.h"

namespace mlir::compress {

/// Where the samples of a batch lie in a tensor: sample n at
/// `(o * batch + n) * inner`, for all o below `outer`.
struct BatchLayout {
  /// 1: the batch is outermost. 0: the tensor has no batch.
  int64_t outer = 1;
};

/// Two batch sizes of one model, and where the samples lie in its inputs and
/// outputs, which are otherwise alike.
struct BatchedPair {
  const CompiledFunction *original;
  int64_t originalBatch;
  const CompiledFunction *batched;
  int64_t batch;
  std::vector<BatchLayout> inputs, outputs;
};

/// Runs both on the same random samples. Fails with a sentence about the first
/// output that differs: integers must be equal, floats within `tolerance`
/// times the largest magnitude of the output.
llvm::Error compareBatches(const BatchedPair &pair, double tolerance);

/// Runs `total` samples through `function`, which has one input with the batch
/// outermost; what is left over goes through `tail`, if that is not null.
/// `consume` is called after each run; the first `valid` rows of the outputs
/// are those of sample `first` and those after it.
void runBatches(const CompiledFunction &function, const CompiledFunction *tail,
                const SampleSource &source, int64_t total, ProgressFn progress,
                llvm::function_ref<void(const FunctionBuffers &buffers,
                                        int64_t first, int64_t valid)>
                    consume);

/// As `runBatches`; compares the largest entry of output 0 with the label.
Accuracy measureAccuracy(const CompiledFunction &function,
                         const CompiledFunction *tail,
                         const SampleSource &source,
                         llvm::ArrayRef<int64_t> labels, int64_t total,
                         ProgressFn progress);

/// For a function that has left the compiler, the library at `path`: fails with
/// a sentence where an input has another batch size.
llvm::Error checkCompiledBatch(const CompiledFunction &function,
                               llvm::StringRef path, int64_t batch);

} // namespace mlir::compress

#endif // COMPRESS_EXECUTION_BATCHES_H
