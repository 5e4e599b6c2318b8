//===- TrainingFunction.h - loss and update of a function -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_TRAINING_TRAININGFUNCTION_H
#define COMPRESS_TRANSFORMS_TRAINING_TRAININGFUNCTION_H

#include "compress/Dialect/Compress/IR/CompressDistillation.h"
#include "compress/Dialect/Compress/IR/CompressTrainerAttrs.h"
#include "compress/Dialect/Compress/IR/CompressTraining.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::compress {

/// What compress-build-train-step calls its function.
inline constexpr StringLiteral kTrainStepName = "train_step";

/// The loss of a batch, and how many of its samples have the right answer.
struct BatchLoss {
  /// `tensor<f32>`.
  Value loss;
  /// `tensor<i32>`; null if answers are not classes.
  Value correct;
  /// How many have the teacher's answer; null without teacher or classes.
  Value agreed;
};

/// Compares the first result of `function`, whose parameters are lifted, with
/// `labels`, a new argument of that name. The results that have no role go;
/// loss and correct answers are not yet returned. Arguments without a role get
/// `data`. Fails with a diagnostic, and changes nothing, where the loss cannot
/// be taken of the result. A distillation graph has a loss of its own, of which
/// `loss` is the part for labels.
FailureOr<BatchLoss> appendLoss(func::FuncOp function, LossAttrInterface loss);

/// The same for a distillation graph. Cached results of teachers become
/// arguments `teacher.0`, `teacher.1` ..., in the order of their numbers.
FailureOr<BatchLoss> appendDistillationLoss(func::FuncOp function,
                                            DistillationAttr distillation,
                                            LossAttrInterface loss);

/// Type of the first result, or an error if no loss can be taken of it.
FailureOr<RankedTensorType> getOutputType(func::FuncOp function);

/// The labels for the output of `function` as a new argument. Fails with a
/// diagnostic where `loss` does not fit it.
FailureOr<Value> appendLabels(func::FuncOp function, RankedTensorType output,
                              LossAttrInterface loss);

/// Gives the role `data` to arguments without a role.
void markData(func::FuncOp function);

/// Removes the results that have no role.
void eraseOutputs(func::FuncOp function);

/// How many rows of `scores` are largest where `labels` says, `tensor<i32>`;
/// null where these are no class scores and class numbers.
Value countCorrect(OpBuilder &builder, Location loc, Value scores,
                   Value labels);

/// Fails with a diagnostic unless `function` takes one f32 tensor, a batch of
/// samples in dimension 0.
LogicalResult checkSampleInput(func::FuncOp function);

/// Returns loss and correct answers after all other results.
void returnLoss(func::FuncOp function, const BatchLoss &loss);

/// Appends an argument with a name and a role.
BlockArgument appendArgument(func::FuncOp function, Type type, StringRef name,
                             Role role);

} // namespace mlir::compress

#endif // COMPRESS_TRANSFORMS_TRAINING_TRAININGFUNCTION_H
