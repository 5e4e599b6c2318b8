//===- GradualPruning.h - masks that change during training -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_TRAINING_GRADUALPRUNING_H
#define COMPRESS_TRANSFORMS_TRAINING_GRADUALPRUNING_H

#include "compress/Execution/Trainer.h"
#include "compress/Transforms/Training/PruningPlan.h"

namespace mlir::compress {

/// Prunes a training's weights step by step, as a plan says.
class GradualPruning : public MaskSchedule {
public:
  /// Masks of the weights are entries `<name>.mask` of the state; weights that
  /// the state does not have are left alone.
  GradualPruning(const PruningPlan &plan, const TrainingState &state,
                 ArrayRef<ScheduledWeight> weights);

  llvm::Error update(TrainingState &state, int64_t step) override;
  double getSparsity(const TrainingState &state) const override;
  int64_t getUpdate(int64_t step) const override {
    return plan.getUpdate(step);
  }
  void save(NamedTensors &tensors) const override;
  bool restore(StringRef name, Tensor tensor) override;

private:
  /// A weight, and where the state has what belongs to it.
  struct Weight {
    GroupedWeight groups;
    unsigned value = 0, mask = 0;
    /// What the criterion adds up, if it does.
    std::optional<unsigned> importance;
    SmallVector<unsigned> biasMasks;
    SmallVector<NormScale> normScales;
  };

  static std::vector<double> readNormScales(const TrainingState &state,
                                            const Weight &weight);
  llvm::Error score(TrainingState &state, Weight &weight) const;
  void select(double fraction);
  void store(TrainingState &state, const Weight &weight) const;
  void goBack(TrainingState &state) const;

  PruningPlan plan;
  std::vector<Weight> weights;
  /// What rewinding goes back to, once it is known.
  NamedTensors origin;
};

} // namespace mlir::compress

#endif // COMPRESS_TRANSFORMS_TRAINING_GRADUALPRUNING_H
