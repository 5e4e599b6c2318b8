//===- TrainingBuild.cpp - the functions of a training --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TrainingBuild.h"
#include "compress/Analysis/Choices.h"
#include "compress/Conversion/Passes.h"
#include "compress/Dialect/Compress/IR/CompressSearchAttrs.h"
#include "compress/Transforms/Common/Passes.h"
#include "compress/Transforms/Training/GradualPruning.h"
#include "llvm/ADT/ScopeExit.h"

using namespace mlir;
using namespace mlir::compress;

/// Lowers mixtures, and reads what there is to choose.
LogicalResult TrainingBuild::lowerChoices(func::FuncOp function) {
  OpPassManager pm("func.func");
  CompressLowerChoicesOptions options;
  options.mixtures = true;
  pm.addPass(createCompressLowerChoices(options));
  if (failed(runPipeline(pm, function)))
    return failure();
  if (!paths.rule)
    return success();
  FailureOr<SearchSpace> space = getSearchSpace(function);
  if (succeeded(space))
    paths.space = std::move(*space);
  return success(succeeded(space));
}

/// From the function as it is to one with a batch and lifted parameters.
LogicalResult TrainingBuild::lift(ModuleOp copy, StringRef name) {
  OpPassManager pm("builtin.module");
  if (initializer != "none") {
    CompressInitializeParametersOptions options;
    options.function = OptionText(name.str().c_str());
    options.initializer = initializer;
    options.seed = files.seed;
    pm.addPass(createCompressInitializeParameters(options));
  }
  CompressSetBatchOptions batch;
  batch.size = batchSize;
  batch.function = name.str();
  pm.addPass(createCompressSetBatch(batch));
  CompressLiftParametersOptions lifted;
  lifted.function = OptionText(name.str().c_str());
  lifted.trainable = trainable;
  lifted.frozen = frozen;
  lifted.keepFrozen = true;
  lifted.masks = true;
  pm.addPass(createCompressLiftParameters(lifted));
  return runPipeline(pm, copy);
}

LogicalResult TrainingBuild::buildStep(ModuleOp copy, StringRef name) {
  OpPassManager pm("builtin.module");
  CompressUseBatchStatisticsOptions statistics;
  statistics.function = OptionText(name.str().c_str());
  pm.addPass(createCompressUseBatchStatistics(statistics));
  CompressBuildTrainStepOptions options = step;
  options.function = OptionText(name.str().c_str());
  Attribute trained = loss;
  if (paths.getNumPaths() > 1)
    trained =
        RepeatedLossAttr::get(copy.getContext(), loss, paths.getNumPaths(),
                              paths.rule.distillsInPlace());
  std::string text;
  llvm::raw_string_ostream(text) << trained;
  options.loss = OptionText(text.c_str());
  if (!plan.schedule || !plan.getGradientRule())
    options.criterion.clear();
  if (plan.schedule) {
    options.updatePruned = plan.method.updatesPruned();
    if (options.updatePruned || !options.criterion.empty())
      options.pruned = OptionText(matchNames(result.pruned).c_str());
  }
  pm.addPass(createCompressBuildTrainStep(options));
  return runPipeline(pm, copy);
}

LogicalResult TrainingBuild::buildFunctions(ModuleOp copy, StringRef name,
                                            bool isGraph) {
  auto function = [&] { return copy.lookupSymbol<func::FuncOp>(name); };
  if (isGraph && failed(setUpTeaching(
                     function(), files, batchSize, result.teacher,
                     [&](OpPassManager &pm) { return runPipeline(pm, copy); })))
    return failure();
  if (plan.schedule) {
    FailureOr<std::vector<ScheduledWeight>> weights =
        prepareMasks(function(), plan);
    if (failed(weights))
      return failure();
    result.pruned = std::move(*weights);
  }
  if (failed(lowerChoices(function())) || failed(lift(copy, name)))
    return failure();
  FailureOr<func::FuncOp> evaluation = makeEvaluation(function(), loss);
  if (failed(evaluation))
    return failure();
  if (paths.getNumPaths() > 1)
    repeatPaths(function(), paths.getNumPaths());
  if (failed(buildStep(copy, name)))
    return failure();
  function().erase();
  return compile(copy, *evaluation);
}

LogicalResult TrainingBuild::compile(ModuleOp copy, func::FuncOp evaluation) {
  auto step = copy.lookupSymbol<func::FuncOp>(kTrainStepName);
  FailureOr<TrainStepLayout> layout = takeLayout(step);
  if (failed(layout))
    return failure();
  result.layout = std::move(*layout);
  result.hash = hashStep(step, result.layout);
  result.inputs = matchEvaluation(evaluation, result.layout);
  auto compileFunction = [&](StringRef name,
                             std::unique_ptr<CompiledFunction> &compiled) {
    CompileOptions options;
    options.function = name.str();
    auto function = CompiledFunction::compile(copy, options);
    if (succeeded(function))
      compiled = std::move(*function);
    return success(succeeded(function));
  };
  if (files.validation > 0.0) {
    if (failed(compileFunction(evaluation.getSymName(), result.evaluation)))
      return failure();
    result.inputs.function = result.evaluation.get();
  }
  return compileFunction(kTrainStepName, result.step);
}

FailureOr<CompiledTraining> TrainingBuild::run(func::FuncOp entry,
                                               bool isGraph) {
  // Nested, because only operations of this module may be changed meanwhile.
  auto module = entry->getParentOfType<ModuleOp>();
  ModuleOp copy = module.clone();
  module.push_back(copy);
  llvm::scope_exit cleanUp([&] { copy.erase(); });
  std::string name = entry.getSymName().str();
  if (failed(buildFunctions(copy, name, isGraph)))
    return failure();
  return std::move(result);
}
