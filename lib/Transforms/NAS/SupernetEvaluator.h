//===- SupernetEvaluator.h - accuracy of paths ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_NAS_SUPERNETEVALUATOR_H
#define COMPRESS_LIB_TRANSFORMS_NAS_SUPERNETEVALUATOR_H

#include "compress/Execution/CompiledFunction.h"
#include "compress/Execution/TrainingData.h"
#include "compress/Search/SearchSpace.h"
#include "mlir/Pass/PassManager.h"

namespace mlir::compress {

/// Runs passes in the middle of another one.
using RunPipelineFn =
    llvm::function_ref<LogicalResult(OpPassManager &pm, ModuleOp module)>;

/// A supernet compiled once, for all of its paths.
class SupernetEvaluator {
public:
  /// Compiles `name`, a supernet of `module` whose decisions are operations;
  /// changes it. Emits diagnostics and fails where it cannot be compiled.
  static FailureOr<std::unique_ptr<SupernetEvaluator>>
  create(ModuleOp module, StringRef name, const SearchSpace &space,
         int64_t batch, RunPipelineFn runPipeline);

  const TensorSpec &getDataSpec() const {
    return evaluation->getInputs()[evaluationPorts.data];
  }
  const TensorSpec &getLabelsSpec() const {
    return evaluation->getInputs()[*evaluationPorts.labels];
  }
  /// Reads the samples: `recalibration` of them for the statistics of batch
  /// norms, from those for training, and those put aside for the accuracy.
  /// Both are rounded to whole batches, one at least.
  void load(const TrainingData &data, uint64_t seed, int64_t recalibration);

  /// Accuracy on the samples put aside, after mean and variance of the batch
  /// norms on the path have been measured.
  double evaluate(const Architecture &architecture);

  /// The statistics that the last path had, by the name of the parameter.
  const std::vector<std::pair<std::string, Tensor>> &getStatistics() const {
    return statistics;
  }
  /// A hash of the supernet and its parameters.
  uint64_t getHash() const { return hash; }

private:
  /// Where things go in a compiled function.
  struct Ports {
    unsigned data = 0;
    std::optional<unsigned> labels, correct;
    std::vector<unsigned> decisions;
    /// Arguments and results, in the order of `statistics`.
    std::vector<unsigned> statistics, newStatistics;
  };

  Ports findPorts(func::FuncOp function, const SearchSpace &space);
  void recalibrate();
  void call(const CompiledFunction &function, const Ports &ports,
            const Tensor &data, const Tensor *labels, ArrayRef<void *> outputs);

  std::unique_ptr<CompiledFunction> evaluation, forward;
  Ports evaluationPorts, forwardPorts;
  std::vector<int32_t> selected;
  std::vector<std::pair<std::string, Tensor>> statistics;
  std::vector<Tensor> trainingData, validationData, validationLabels;
  uint64_t hash = 0;
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_NAS_SUPERNETEVALUATOR_H
