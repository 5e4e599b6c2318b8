//===- TrainingAttrInterfaces.h - what a training is made of ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_TRAININGATTRINTERFACES_H
#define COMPRESS_INTERFACES_TRAININGATTRINTERFACES_H

#include "compress/Interfaces/PlugPoint.h"
#include "compress/Optimization/LearningRate.h"
#include "mlir/IR/Attributes.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"

namespace mlir::compress {

/// One parameter at one step of training.
struct ParameterUpdate {
  /// Static tensors of f32, all alike.
  Value parameter, gradient;
  SmallVector<Value> slots;
  /// `tensor<f32>`.
  Value learningRate;
  /// `tensor<i32>`; 0 in the first step of the training.
  Value step;
};

} // namespace mlir::compress

#include "compress/Interfaces/TrainingAttrInterfaces.h.inc"

namespace mlir::compress {

/// What `loss=`, `optimizer=`, `gradients=`, `lr-schedule=` and `schedule=`
/// accept.
PlugPoint &losses();
PlugPoint &optimizers();
PlugPoint &gradientRules();
PlugPoint &learningRates();
PlugPoint &sparsitySchedules();

} // namespace mlir::compress

#endif // COMPRESS_INTERFACES_TRAININGATTRINTERFACES_H
