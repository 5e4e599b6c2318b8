//===- Training.h - steps of a training as libraries ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TOOLS_COMPRESS_TRANSLATE_TRAINING_H
#define COMPRESS_TOOLS_COMPRESS_TRANSLATE_TRAINING_H

#include "compress/Target/CPU/Artefact.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::compress {

/// What the arguments and results of a step of a training are; nothing for
/// other functions. Fails with a diagnostic for a step with arguments or results
/// that have no meaning. Takes the initial values off the function.
FailureOr<std::optional<TrainingDescription>>
describeTraining(func::FuncOp function);

} // namespace mlir::compress

#endif // COMPRESS_TOOLS_COMPRESS_TRANSLATE_TRAINING_H
