//===- TrainingFiles.cpp - the samples of a training ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TrainingFiles.h"

using namespace mlir;
using namespace mlir::compress;

FailureOr<TrainingData> compress::openFiles(Location loc,
                                            const TrainingFiles &files,
                                            const CompiledFunction &step,
                                            const TrainStepLayout &layout,
                                            int64_t numClasses) {
  const TensorSpec &input = step.getInputs()[layout.data];
  std::optional<TensorSpec> answers;
  if (layout.labels)
    answers = step.getInputs()[*layout.labels];
  llvm::Expected<TrainingData> result =
      TrainingData::open(files.data, files.labels, input, answers,
                         files.normalization, numClasses);
  if (!result)
    return emitError(loc) << llvm::toString(result.takeError());
  llvm::Error error = llvm::Error::success();
  if (!files.unlabelled.empty())
    error = result->addUnlabelled(files.unlabelled, input, files.normalization);
  if (!error)
    error = result->split(files.validation, files.seed, input.shape.front());
  if (!error)
    error = result->setAugmentation(files.augmentation);
  if (error)
    return emitError(loc) << llvm::toString(std::move(error));
  return std::move(*result);
}
