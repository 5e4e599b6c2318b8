//===- WeightPruning.h - the steps of pruning a function --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Collect the weights of layers, score the groups that a pattern makes of them,
// select what goes, put masks into the IR. Nothing changes before the last
// step. Training collects and masks in the same way, and scores and selects
// while it runs.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_PRUNING_WEIGHTPRUNING_H
#define COMPRESS_TRANSFORMS_PRUNING_WEIGHTPRUNING_H

#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Execution/SampleRun.h"
#include "compress/Importance/GroupedWeight.h"
#include "compress/Interfaces/TrainingAttrInterfaces.h"
#include "compress/Support/NameFilter.h"
#include "compress/Transforms/Pruning/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::compress {

/// What a pass is told, checked.
struct PruningOptions {
  ImportanceAttrInterface criterion;
  PatternAttrInterface pattern;
  SelectionRule rule;
  bool pruneBias = true;
  SampleOptions samples;
  /// For criteria that need gradients: the right answers for the samples, and
  /// what is compared with them. Null for passes that have no gradients.
  std::string labels;
  LossAttrInterface loss;
};

/// "filters", "single weights" ...
StringRef describe(PruningUnit unit);
/// A fraction with as many digits as it needs, six at most.
std::string printFraction(double fraction);

/// True if it is necessary to run the module.
bool needsActivations(ImportanceAttrInterface criterion);

using EmitErrorFn = llvm::function_ref<InFlightDiagnostic()>;

/// Reads `criterion=` and `pattern=` into the options, and fails with a
/// diagnostic if the one cannot score what the other makes.
LogicalResult parseCriterion(PruningOptions &options, StringRef criterion,
                             StringRef pattern, MLIRContext *context,
                             EmitErrorFn emitError);

/// Fails with a diagnostic where numbers of the rule are not in their ranges,
/// or do not go together or with the pattern.
LogicalResult checkAmounts(const PruningOptions &options, StringRef pattern,
                           EmitErrorFn emitError);

/// Fails with a diagnostic if the criterion needs what a pass that runs samples
/// has not been given.
LogicalResult checkSamples(const PruningOptions &options, StringRef criterion,
                           EmitErrorFn emitError);

/// A weight to be pruned, and all layers that share it.
struct PrunedWeight : GroupedWeight {
  WeightChain chain;
  /// Operands that read the weight, before its mask if it has one: what gets
  /// the mask.
  llvm::SmallSetVector<OpOperand *, 2> uses;
  SmallVector<Operation *, 1> layers;
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

/// The batch norms straight behind the layers of a weight, whose scales say how
/// important its filters are; empty, with a reason, where one is missing.
SmallVector<BatchNormOp> findNorms(const PrunedWeight &weight,
                                   std::string &reason);

/// The scores by a criterion that needs gradients, the mean over batches of
/// samples. Differentiates and runs a copy of the module.
LogicalResult scoreByGradients(ModuleOp module, func::FuncOp function,
                               const PruningOptions &options,
                               PrunedWeights &weights);

/// The entries of the weight; fails with a diagnostic where one is not finite.
FailureOr<std::vector<float>> readWeight(const PrunedWeight &weight);

/// Selects among the groups of all weights.
void selectGroups(const SelectionRule &rule,
                  MutableArrayRef<PrunedWeight> weights);

/// Puts the mask between the weight and the layers that use it, or in the place
/// of the old mask; after whole filters, with `pruneBias`, also behind biases.
void maskWeight(const PrunedWeight &weight, bool pruneBias, PruningUnit unit);

/// What was pruned of a weight that had so many entries and groups left, for
/// remarks.
std::string describePruning(const PrunedWeight &weight, int64_t keptBefore,
                            int64_t groupsBefore, PruningUnit unit);

/// As `maskWeight`, for masks that are going to change: all of them are there,
/// and have an entry for each of the weight's or the bias's. Returns the
/// parameters that are the masked biases.
SmallVector<ParameterOp> insertMasks(const PrunedWeight &weight, bool pruneBias,
                                     PruningUnit unit);

/// A copy of a module in which weights are pruned.
struct PrunedCopy {
  OwningOpRef<ModuleOp> module;
  /// For each of these weights, how many entries it keeps.
  std::vector<int64_t> kept;
};

/// Copies the module of `entry` and prunes weights of it, scored before, to a
/// sparsity each; nothing happens to those without one. `options` and `filter`
/// are those that the weights were collected with.
FailureOr<PrunedCopy>
makePrunedCopy(func::FuncOp entry, const NameFilter &filter,
               const PruningOptions &options, ArrayRef<PrunedWeight> weights,
               ArrayRef<std::optional<double>> sparsities);

} // namespace mlir::compress

#endif // COMPRESS_TRANSFORMS_PRUNING_WEIGHTPRUNING_H
