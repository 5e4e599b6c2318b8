//===- TrainingModule.h - a copy of a model, to be trained ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_TRAINING_TRAININGMODULE_H
#define COMPRESS_TRANSFORMS_TRAINING_TRAININGMODULE_H

#include "compress/Execution/Trainer.h"
#include "compress/Transforms/Training/TrainingFunction.h"

namespace mlir::compress {

/// What a compiled step takes and returns, by the roles in `step`; moves the
/// entries of its arguments out of the IR. Fails with a diagnostic where a role
/// or entries are missing.
FailureOr<TrainStepLayout> takeLayout(func::FuncOp step);

/// How the state of a step is passed to a function that `makeEvaluation` made.
Evaluation matchEvaluation(func::FuncOp evaluation,
                           const TrainStepLayout &layout);

/// A copy of `function`, whose parameters are lifted, that returns loss and
/// right answers of a batch: `@evaluate`.
FailureOr<func::FuncOp> makeEvaluation(func::FuncOp function,
                                       LossAttrInterface loss);

/// Gives parameters of `function` the entries that they have in the state.
/// Returns how many parameters changed.
int64_t writeBack(func::FuncOp function, const TrainingState &state);

/// A hash of a step's operations and of the entries of its state.
uint64_t hashStep(func::FuncOp step, const TrainStepLayout &layout);

} // namespace mlir::compress

#endif // COMPRESS_TRANSFORMS_TRAINING_TRAININGMODULE_H
