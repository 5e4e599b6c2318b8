//===- TrainingBuild.h - the functions of a training ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_TRAINING_TRAININGBUILD_H
#define COMPRESS_LIB_TRANSFORMS_TRAINING_TRAININGBUILD_H

#include "Teaching.h"
#include "compress/Transforms/Training/Passes.h"
#include "compress/Transforms/Training/PruningPlan.h"
#include "compress/Transforms/Training/SupernetPaths.h"
#include "compress/Transforms/Training/TrainingModule.h"

namespace mlir::compress {

/// The functions of a training, compiled.
struct CompiledTraining {
  std::unique_ptr<CompiledFunction> step, evaluation;
  CachedTeacher teacher;
  TrainStepLayout layout;
  Evaluation inputs;
  /// Whose masks a schedule of pruning changes.
  std::vector<ScheduledWeight> pruned;
  /// A hash of the step and what it starts from.
  uint64_t hash = 0;
};

/// From a function to a step and an evaluation that can be called: what of the
/// options of a training decides its code.
class TrainingBuild {
public:
  TrainingBuild(LossAttrInterface loss, TrainingFiles files,
                const PruningPlan &plan, PathPlan &paths)
      : loss(loss), files(std::move(files)), plan(plan), paths(paths) {}

  /// Works on a copy of the module. `isGraph`: the function is the graph of a
  /// distillation. Fails with a diagnostic.
  FailureOr<CompiledTraining> run(func::FuncOp entry, bool isGraph);

  OptionText initializer, trainable, frozen;
  int64_t batchSize = 1;
  /// How parameters are updated; loss, function and pruned weights are set
  /// here.
  CompressBuildTrainStepOptions step;
  /// Runs passes as a part of compress-train.
  std::function<LogicalResult(OpPassManager &, Operation *)> runPipeline;

private:
  LogicalResult lowerChoices(func::FuncOp function);
  LogicalResult lift(ModuleOp copy, StringRef name);
  LogicalResult buildStep(ModuleOp copy, StringRef name);
  LogicalResult buildFunctions(ModuleOp copy, StringRef name, bool isGraph);
  LogicalResult compile(ModuleOp copy, func::FuncOp evaluation);

  LossAttrInterface loss;
  TrainingFiles files;
  const PruningPlan &plan;
  PathPlan &paths;
  CompiledTraining result;
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_TRAINING_TRAININGBUILD_H
