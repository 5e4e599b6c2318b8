//===- SupernetPaths.h - which paths a training takes -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_TRAINING_SUPERNETPATHS_H
#define COMPRESS_TRANSFORMS_TRAINING_SUPERNETPATHS_H

#include "compress/Execution/Trainer.h"
#include "compress/Interfaces/SearchAttrInterfaces.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::compress {

/// The paths that the steps of a training take through a supernet.
struct PathPlan {
  /// Null: decisions stay as they are.
  PathSamplingAttrInterface rule;
  SearchSpace space;
  uint64_t seed = 0;

  /// How many a step computes.
  int64_t getNumPaths() const { return rule ? rule.getNumPaths() : 1; }
};

/// Lets `function`, whose decisions are arguments, compute `count` paths: its
/// output becomes that of all of them, one after the other along dimension 0,
/// and each but the first has decisions of its own, `<decision>.path<number>`.
void repeatPaths(func::FuncOp function, int64_t count);

/// Sets the decisions of a training's state before each step.
class PathSchedule : public MaskSchedule {
public:
  PathSchedule(const PathPlan &plan, const TrainingState &state);

  llvm::Error update(TrainingState &state, int64_t step) override;
  double getSparsity(const TrainingState &state) const override;

private:
  PathPlan plan;
  /// The entry of each decision, path by path.
  std::vector<std::vector<unsigned>> entries;
};

} // namespace mlir::compress

#endif // COMPRESS_TRANSFORMS_TRAINING_SUPERNETPATHS_H
