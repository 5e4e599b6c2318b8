//===- Checkpoint.h - training that can go on later -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_EXECUTION_CHECKPOINT_H
#define COMPRESS_EXECUTION_CHECKPOINT_H

#include "compress/Execution/Tensor.h"

namespace mlir::compress {

/// What is known after an epoch.
struct EpochRecord {
  int64_t epoch = 0, step = 0;
  double loss = 0.0, learningRate = 0.0;
  /// Not a number where there is none.
  double accuracy = 0.0, validationLoss = 0.0, validationAccuracy = 0.0;
  double sparsity = 0.0;
  /// How often the answer is the teacher's.
  double agreement = 0.0, validationAgreement = 0.0;
};

/// A training between two steps: all that decides how it goes on.
struct Checkpoint {
  /// A hash of model, data and options.
  uint64_t recipe = 0;
  /// The instruction set that computed so far: another one rounds differently.
  std::string isa;
  /// Steps that are done, and of these in the present epoch.
  int64_t step = 0, epochStep = 0;
  /// Sums of the present epoch.
  double lossSum = 0.0;
  int64_t correct = 0, agreed = 0;
  /// The best validation accuracy, or the negative loss, and its epoch.
  double best = 0.0;
  int64_t bestEpoch = -1;
  std::vector<double> rateState;
  std::vector<EpochRecord> history;
  /// Parameters, statistics, slots and masks, by name.
  std::vector<std::pair<std::string, Tensor>> tensors;
};

/// Writes a checkpoint. The file is the old one or the new one, also after a
/// crash: it is written beside, flushed to the disk, and renamed.
llvm::Error writeCheckpoint(llvm::StringRef path, const Checkpoint &checkpoint);

/// Reads a checkpoint. Fails with a sentence that names the file where it is
/// something else, damaged, or cut off.
llvm::Expected<Checkpoint> readCheckpoint(llvm::StringRef path);

} // namespace mlir::compress

#endif // COMPRESS_EXECUTION_CHECKPOINT_H
