//===- WeightPruning.h - the steps of pruning a function --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Collect the weights of layers, score the groups that a pattern makes of them,
// select what goes, put masks into the IR. Nothing changes before the last
// step.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_PRUNING_WEIGHTPRUNING_H
#define COMPRESS_LIB_TRANSFORMS_PRUNING_WEIGHTPRUNING_H

#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Execution/SampleRun.h"
#include "compress/Support/NameFilter.h"
#include "compress/Transforms/Pruning/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::compress {

/// What a pass is told, checked.
struct PruningOptions {
  ImportanceAttrInterface criterion;
  PatternAttrInterface pattern;
  PruningScope scope = PruningScope::Local;
  OptionalDouble sparsity, threshold, minSparsity, maxSparsity;
  bool pruneBias = true;
  SampleOptions samples;
};

/// "filters", "single weights" ...
StringRef describe(PruningUnit unit);
/// A fraction with as many digits as it needs, six at most.
std::string printFraction(double fraction);

/// True if it is necessary to run the module.
bool needsActivations(ImportanceAttrInterface criterion);

/// Fails with a diagnostic if the criterion cannot score what the pattern
/// makes, or needs what is not there. The texts are those of the options.
LogicalResult
checkCriterion(const PruningOptions &options, StringRef criterion,
               StringRef pattern,
               llvm::function_ref<InFlightDiagnostic()> emitError);

/// A weight to be pruned, and all layers that share it.
struct PrunedWeight {
  /// For messages: the parameter's name, or the first layer's.
  std::string name;
  WeightChain chain;
  /// Operands that read the weight, before its mask if it has one: what gets
  /// the mask.
  llvm::SmallSetVector<OpOperand *, 2> uses;
  SmallVector<Operation *, 1> layers;

  WeightSizes sizes;
  /// Where in the tensor the entries are that `sizes` puts into order.
  std::vector<int64_t> order;
  WeightPartition partition;

  /// For each entry of the tensor; starts as the existing mask.
  std::vector<bool> keep;
  /// For each group: whether it has entries left, and its score.
  std::vector<bool> alive;
  std::vector<double> scores;

  int64_t countKept() const { return llvm::count(keep, true); }
  int64_t countAlive() const { return llvm::count(alive, true); }
};

using PrunedWeights = SmallVector<PrunedWeight, 0>;

/// Says that a layer is left alone, in remarks of a category; an empty one says
/// nothing.
class SkippedLayers {
public:
  explicit SkippedLayers(StringRef category) : category(category) {}
  /// A layer that has no weight to prune.
  void add(Operation *layer, StringRef name, StringRef reason);
  /// A weight that pattern or criterion do not fit.
  void add(const PrunedWeight &weight, StringRef reason);
  /// What was said about the first weight that they do not fit.
  StringRef getFirstUnfit() const { return firstUnfit; }

private:
  StringRef category;
  std::string firstUnfit;
};

/// All weights of selected layers that the pattern divides, in program order.
FailureOr<PrunedWeights> collectWeights(func::FuncOp function,
                                        const NameFilter &filter,
                                        PatternAttrInterface pattern,
                                        SkippedLayers &skipped);

/// Fills in the scores; drops weights that the criterion has nothing on. Runs
/// the module on samples where the criterion needs activations.
LogicalResult scoreWeights(ModuleOp module, func::FuncOp function,
                           const PruningOptions &options,
                           PrunedWeights &weights, SkippedLayers &skipped);

/// For each channel of each weight, what the criterion's collector has to say;
/// empty for a weight whose activations cannot be observed.
FailureOr<SmallVector<std::vector<double>>>
observeActivations(ModuleOp module, func::FuncOp function,
                   const PruningOptions &options, PrunedWeights &weights);

/// Clears `alive` for the groups that go, and `keep` for their entries.
void selectGroups(const PruningOptions &options,
                  MutableArrayRef<PrunedWeight> weights);

/// Puts the mask between the weight and the layers that use it, or in the place
/// of the old mask; after whole filters, with `pruneBias`, also behind biases.
void maskWeight(const PrunedWeight &weight, bool pruneBias, PruningUnit unit);

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_PRUNING_WEIGHTPRUNING_H
