//===- TrainingBatch.h - what a step sees -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_EXECUTION_TRAININGBATCH_H
#define COMPRESS_EXECUTION_TRAININGBATCH_H

#include "compress/Execution/Tensor.h"

namespace mlir::compress {

/// Samples, and what is known of them.
struct TrainingBatch {
  Tensor data;
  /// Without entries if a step takes no labels.
  Tensor labels;
  /// What a teacher said about the samples, if a step takes that.
  std::vector<Tensor> teacher;
};

} // namespace mlir::compress

#endif // COMPRESS_EXECUTION_TRAININGBATCH_H
