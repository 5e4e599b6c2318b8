//===- Finalists.h - the best of a search, trained alone --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_NAS_FINALISTS_H
#define COMPRESS_LIB_TRANSFORMS_NAS_FINALISTS_H

#include "CandidateCosts.h"
#include "SearchLog.h"
#include "SupernetEvaluator.h"
#include "compress/Transforms/Training/Passes.h"

namespace mlir::compress {

/// How the best networks of a search are trained, each alone.
struct FinalistPlan {
  int64_t count = 0;
  /// Options of compress-train that the search has no say in.
  std::string options;
  /// The search's own: data, seed, validation, batch size.
  CompressTrainOptions own;
  int64_t recalibration = 0;

  /// Fails where `options` are none of compress-train, or change what has to be
  /// as in the search.
  LogicalResult check(llvm::function_ref<InFlightDiagnostic()> emitError) const;
};

/// Trains the most accurate networks of a search for a short time and chooses
/// among them. Weights that many networks share rank these well on the whole,
/// and less well where they are close: Yu et al., Evaluating the Search Phase
/// of Neural Architecture Search, 2020 (arXiv:1902.08142).
class Finalists {
public:
  /// Networks are made inside of `module`, for the time of their training.
  Finalists(ModuleOp module, const FinalistPlan &plan, CandidateCosts &costs,
            const SearchSpace &space, const TrainingData &samples,
            EvaluationCache &known,
            std::function<LogicalResult(OpPassManager &, ModuleOp)> runPipeline)
      : module(module), plan(plan), costs(costs), space(space),
        samples(samples), known(known), runPipeline(std::move(runPipeline)) {}
  ~Finalists();

  /// Adds the accuracies after training to the log's results.
  LogicalResult run(SearchLog &log);
  /// The parameters of the winner, by name, after its training.
  FailureOr<llvm::StringMap<ElementsAttr>> getParameters(const SearchLog &log);

private:
  FailureOr<ModuleOp> train(const Architecture &architecture);
  FailureOr<double> evaluate(ModuleOp network);
  FailureOr<double> score(const Architecture &architecture);
  void replaceBest(ModuleOp network, const Architecture &architecture);

  ModuleOp module;
  const FinalistPlan &plan;
  CandidateCosts &costs;
  const SearchSpace &space;
  const TrainingData &samples;
  EvaluationCache &known;
  /// Owned, because the object outlives what it was made from.
  std::function<LogicalResult(OpPassManager &, ModuleOp)> runPipeline;
  /// The best one so far that was trained in this run.
  ModuleOp best;
  Architecture bestArchitecture;
  double bestAccuracy = -1.0;
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_NAS_FINALISTS_H
