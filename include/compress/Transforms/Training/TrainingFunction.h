//===- TrainingFunction.h - loss and update of a function -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_TRAINING_TRAININGFUNCTION_H
#define COMPRESS_TRANSFORMS_TRAINING_TRAININGFUNCTION_H

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
};

/// Compares the first result of `function`, whose parameters are lifted, with
/// `labels`, a new argument of that name. The results that have no role go;
/// loss and correct answers are not yet returned. Arguments without a role get
/// `data`. Fails with a diagnostic, and changes nothing, where the loss cannot
/// be taken of the result.
FailureOr<BatchLoss> appendLoss(func::FuncOp function, LossAttrInterface loss);

/// Returns loss and correct answers after all other results.
void returnLoss(func::FuncOp function, const BatchLoss &loss);

/// Appends an argument with a name and a role.
BlockArgument appendArgument(func::FuncOp function, Type type, StringRef name,
                             Role role);

} // namespace mlir::compress

#endif // COMPRESS_TRANSFORMS_TRAINING_TRAININGFUNCTION_H
