//===- GradualPruning.h - masks that change during training -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_TRAINING_GRADUALPRUNING_H
#define COMPRESS_TRANSFORMS_TRAINING_GRADUALPRUNING_H

#include "compress/Dialect/Compress/IR/CompressTrainerAttrs.h"
#include "compress/Execution/Trainer.h"
#include "compress/Interfaces/ImportanceAttrInterface.h"
#include "compress/Support/NameFilter.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::compress {

/// When how much is pruned, and by which rule.
struct PruningPlan {
  /// Null: masks stay as they are.
  SparsityScheduleAttrInterface schedule;
  ImportanceAttrInterface criterion;
  /// Compare scores of all weights, not within each.
  bool isGlobal = false;
  double initial = 0.0, final = 0.0;
  /// The first and the last step before which masks change, and how many steps
  /// are in between.
  int64_t startStep = 0, endStep = 0, frequency = 1;
};

/// The masks that weights of some layers have, by the name of the parameter;
/// makes those that are not there, all true. Fails with a diagnostic if the
/// filter selects none.
FailureOr<SmallVector<std::string>> insertMasks(func::FuncOp function,
                                                const NameFilter &filter);

/// Prunes a training's weights step by step. What is pruned stays pruned.
class GradualPruning : public MaskSchedule {
public:
  /// `weights` are names of parameters whose masks are entries `<name>.mask` of
  /// the state.
  GradualPruning(const PruningPlan &plan, const TrainingState &state,
                 ArrayRef<std::string> weights);

  void update(TrainingState &state, int64_t step) override;
  double getSparsity(const TrainingState &state) const override;

private:
  using Entries = std::pair<unsigned, unsigned>;

  /// Prunes `fraction` of the weights with these masks, taken together.
  void prune(TrainingState &state, ArrayRef<Entries> weights, double fraction);

  PruningPlan plan;
  /// Entries of the state: weight and mask.
  SmallVector<Entries> weights;
};

} // namespace mlir::compress

#endif // COMPRESS_TRANSFORMS_TRAINING_GRADUALPRUNING_H
