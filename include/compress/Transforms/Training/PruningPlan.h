//===- PruningPlan.h - what is pruned during training -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_TRAINING_PRUNINGPLAN_H
#define COMPRESS_TRANSFORMS_TRAINING_PRUNINGPLAN_H

#include "compress/Dialect/Compress/IR/CompressMaskingAttrs.h"
#include "compress/Dialect/Compress/IR/CompressTrainerAttrs.h"
#include "compress/Execution/TrainingState.h"
#include "compress/Transforms/Pruning/WeightPruning.h"

namespace mlir::compress {

/// The options of compress-train that are about pruning.
struct PruningArguments {
  StringRef schedule, criterion, pattern, method, include, exclude;
  bool isGlobal = false, pruneBias = true;
  std::optional<double> sparsity, initialSparsity, minSparsity, maxSparsity;
  int64_t startStep = 0, endStep = -1, frequency = 1;
};

/// What is pruned, by which rule, when.
struct PruningPlan {
  /// Null: masks stay as they are.
  SparsityScheduleAttrInterface schedule;
  PruningMethodAttrInterface method;
  /// As compress-prune has them.
  PruningOptions options;
  std::optional<NameFilter> filter;
  /// The fraction at the start; the rule has that of the end.
  double initial = 0.0;
  /// The first and the last step before which masks change, and how many steps
  /// are in between; -1 is a last step that follows from the length.
  int64_t startStep = 0, endStep = -1, frequency = 1;

  /// Fails with a diagnostic where options are wrong or do not go together.
  static FailureOr<PruningPlan> parse(const PruningArguments &arguments,
                                      MLIRContext *context,
                                      EmitErrorFn emitError);

  /// The criterion, if it adds up what gradients say; else null.
  GradientImportanceAttrInterface getGradientRule() const {
    return dyn_cast_if_present<GradientImportanceAttrInterface>(
        options.criterion);
  }
  /// True if masks change before this step.
  bool isDue(int64_t step) const;
  /// How much of the way is done then, from 0 to 1.
  double getProgress(int64_t step) const;
  /// The number that the update of a step has for optimizer and learning rate:
  /// that of the step, or another one after parameters have gone back.
  int64_t getUpdate(int64_t step) const;
  /// How many updates come one after the other, at most.
  int64_t countUpdates(int64_t totalSteps) const;

  /// Completes the plan, now that the number of steps is known. Fails with a
  /// diagnostic where it does not fit.
  LogicalResult fit(int64_t totalSteps, EmitErrorFn emitError);

  /// All that decides what is pruned, for hashes.
  void print(raw_ostream &os) const;
};

/// The scale of a batch norm: a parameter that may be trained, and its values
/// in case it is not.
struct NormScale {
  std::string name;
  std::vector<float> values;
};

/// A weight whose mask changes, and what belongs to it, by the names that a
/// train step has for it.
struct ScheduledWeight {
  GroupedWeight groups;
  /// Parameters whose masks are those of the outputs.
  SmallVector<std::string> biases;
  /// For criteria that look at them.
  SmallVector<NormScale> normScales;
};

/// What a train step calls the mask of a parameter, and what a criterion adds
/// up for it.
inline std::string nameMask(StringRef parameter) {
  return (parameter + ".mask").str();
}
inline std::string nameImportance(StringRef parameter) {
  return (parameter + ".importance").str();
}

/// A regular expression for the names of the weights.
std::string matchNames(ArrayRef<ScheduledWeight> weights);

/// Gives all weights that the plan selects masks that can change. Layers that
/// cannot be pruned are left alone with a remark; fails with a diagnostic if
/// none remains.
FailureOr<std::vector<ScheduledWeight>> prepareMasks(func::FuncOp function,
                                                     const PruningPlan &plan);

/// Forgets the weights whose values `layout` does not have, because they are
/// frozen, with a remark; fails with a diagnostic if none remains.
LogicalResult dropFrozen(std::vector<ScheduledWeight> &weights,
                         const TrainStepLayout &layout, func::FuncOp function);

/// Puts the masks of a training's state into `function`, the one that
/// `prepareMasks` was given a copy of, as compress-prune would.
LogicalResult writeMasks(func::FuncOp function, const PruningPlan &plan,
                         const TrainingState &state);

} // namespace mlir::compress

#endif // COMPRESS_TRANSFORMS_TRAINING_PRUNINGPLAN_H
