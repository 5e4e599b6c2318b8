//===- TrainingFiles.h - the samples of a training --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_TRAINING_TRAININGFILES_H
#define COMPRESS_LIB_TRANSFORMS_TRAINING_TRAININGFILES_H

#include "compress/Execution/Trainer.h"
#include "mlir/IR/Diagnostics.h"

namespace mlir::compress {

/// What compress-train reads; empty names for what it does not.
struct TrainingFiles {
  std::string data, labels, unlabelled, teacherCache;
  Normalization normalization;
  double validation = 0.0;
  uint64_t seed = 0;
  Augmentation augmentation;
};

/// Opens the files for a compiled step and puts validation samples aside. Fails
/// with a diagnostic at `loc`.
FailureOr<TrainingData> openFiles(Location loc, const TrainingFiles &files,
                                  const CompiledFunction &step,
                                  const TrainStepLayout &layout,
                                  int64_t numClasses);

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_TRAINING_TRAININGFILES_H
