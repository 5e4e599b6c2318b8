//===- ShrinkApply.h - make tensors smaller ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_PRUNING_SHRINKAPPLY_H
#define COMPRESS_LIB_TRANSFORMS_PRUNING_SHRINKAPPLY_H

#include "ShrinkPlan.h"

namespace mlir::compress {

/// Gives each use of a constant tensor one of its own while it lives, so that
/// equal numbers of unrelated layers do not tie them together.
class SeparateConstants {
public:
  explicit SeparateConstants(ModuleOp module);
  /// Joins those that are still equal, and erases what nobody uses any more.
  ~SeparateConstants();

private:
  ModuleOp module;
  DenseSet<Operation *> deadBefore;
  /// A copy and what it is a copy of.
  SmallVector<std::pair<Operation *, Operation *>> copies;
};

/// Removes what the plan says, and gives layers the bias that makes up for it.
void applyShrinkPlan(const ShrinkPlan &plan, OpBuilder &builder);

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_PRUNING_SHRINKAPPLY_H
