//===- Train.cpp - compress-train -----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgressLine.h"
#include "Teaching.h"
#include "TrainingFiles.h"
#include "compress/Analysis/Choices.h"
#include "compress/Analysis/EntryFunction.h"
#include "compress/Conversion/Passes.h"
#include "compress/Dialect/Compress/IR/CompressSearchAttrs.h"
#include "compress/Execution/SampleRun.h"
#include "compress/Interfaces/InitializerAttrInterface.h"
#include "compress/Support/NamePattern.h"
#include "compress/Transforms/Common/Passes.h"
#include "compress/Transforms/Training/GradualPruning.h"
#include "compress/Transforms/Training/Passes.h"
#include "compress/Transforms/Training/StudentGraph.h"
#include "compress/Transforms/Training/SupernetPaths.h"
#include "compress/Transforms/Training/TrainingModule.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/xxhash.h"
#include <cmath>

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSTRAIN
#include "compress/Transforms/Training/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

/// The functions of a training, compiled.
struct Compiled {
  std::unique_ptr<CompiledFunction> step, evaluation;
  CachedTeacher teacher;
  TrainStepLayout layout;
  Evaluation inputs;
  /// A hash of the step and what it starts from.
  uint64_t hash = 0;
};

struct CompressTrain : compress::impl::CompressTrainBase<CompressTrain> {
  using CompressTrainBase::CompressTrainBase;

  void getDependentDialects(DialectRegistry &registry) const override;
  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry || failed(train(entry)))
      signalPassFailure();
  }

private:
  LogicalResult checkNumbers(MLIRContext *context);
  LogicalResult parsePlan(MLIRContext *context);
  LogicalResult parsePaths(MLIRContext *context);
  LogicalResult planPaths(func::FuncOp function);
  InFlightDiagnostic emitFailure() {
    return mlir::emitError(getOperation().getLoc());
  }
  LogicalResult checkFunction(func::FuncOp entry);
  FailureOr<Compiled> build(func::FuncOp entry);
  LogicalResult compile(ModuleOp copy, func::FuncOp evaluation,
                        Compiled &compiled);
  LogicalResult lift(ModuleOp copy, StringRef name);
  LogicalResult buildStep(ModuleOp copy, StringRef name);
  TrainerOptions makeOptions(const Compiled &compiled,
                             const TrainingData &data) const;
  LogicalResult train(func::FuncOp entry);
  LogicalResult finish(func::FuncOp entry, const TrainingState &state,
                       const Trainer &trainer);

  LossAttrInterface lossRule;
  LearningRateAttrInterface rateRule;
  TrainingFiles getFiles() const;

  /// Null where nobody teaches.
  func::FuncOp graph;
  PruningPlan plan;
  PathPlan pathPlan;
  /// What changes its masks.
  std::vector<ScheduledWeight> pruned;
};

} // namespace

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

void CompressTrain::getDependentDialects(DialectRegistry &registry) const {
  CompressTrainBase::getDependentDialects(registry);
  losses().getDependentDialects(loss, registry);
  optimizers().getDependentDialects(optimizer, registry);
  gradientRules().getDependentDialects(gradients, registry);
  learningRates().getDependentDialects(rateSchedule, registry);
  initializers().getDependentDialects(initializer, registry);
  sparsitySchedules().getDependentDialects(schedule, registry);
  criteria().getDependentDialects(criterion, registry);
  patterns().getDependentDialects(pattern, registry);
  pruningMethods().getDependentDialects(method, registry);
  pathSamplings().getDependentDialects(paths, registry);
}

LogicalResult CompressTrain::checkNumbers(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  if (data.empty())
    return emitError() << "expected data= and labels=, files of samples and "
                          "labels";
  if (!unlabelled.empty() && labels.empty())
    return emitError() << "unlabelled= stands beside samples with labels=; "
                          "name samples in data= where none has a label";
  if (!teacherCache.empty() && (flip || shift > 0))
    return emitError() << "teacher-cache= holds what the teacher says about "
                          "samples as they are; leave out flip and shift, or "
                          "the cache";
  for (double target :
       {targetAccuracy.value_or(1.0), targetAgreement.value_or(1.0)})
    if (!(target > 0.0 && target <= 1.0))
      return emitError() << "expected target-accuracy and target-agreement "
                            "above 0 and up to 1, got "
                         << std::to_string(target);
  std::pair<StringRef, int64_t> counts[] = {
      {"epochs", epochs}, {"batch-size", batchSize}, {"frequency", frequency}};
  for (auto [name, count] : counts)
    if (count < 1)
      return emitError() << "expected " << name << " of 1 or more, got "
                         << count;
  if (shift < 0 || checkpointSteps < 0 || startStep < 0)
    return emitError()
           << "expected shift, checkpoint-steps and start-step of 0 "
              "or more";
  double rate = learningRate.value_or(1e-3);
  if (!(rate >= 0.0) || std::isinf(rate))
    return emitError() << "expected a finite learning-rate of 0 or more, got "
                       << std::to_string(rate);
  double aside = validation.value_or(0.0);
  if (!(aside >= 0.0 && aside < 1.0))
    return emitError() << "expected validation in [0, 1), got "
                       << std::to_string(aside);
  if (restoreBest && aside == 0.0)
    return emitError() << "restore-best needs validation=";
  if ((resume || checkpointSteps > 0) && checkpoint.empty())
    return emitError() << "resume and checkpoint-steps need checkpoint=";
  return success();
}

/// Reads the options of pruning.
LogicalResult CompressTrain::parsePlan(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  PruningArguments arguments;
  arguments.schedule = schedule;
  arguments.criterion = criterion;
  arguments.pattern = pattern;
  arguments.method = method;
  arguments.include = pruneInclude;
  arguments.exclude = pruneExclude;
  arguments.isGlobal = globalScope == PruningScope::Global;
  arguments.pruneBias = pruneBias;
  arguments.sparsity = sparsity;
  arguments.initialSparsity = initialSparsity;
  arguments.minSparsity = minSparsity;
  arguments.maxSparsity = maxSparsity;
  arguments.startStep = startStep;
  arguments.endStep = endStep;
  arguments.frequency = frequency;
  FailureOr<PruningPlan> parsed =
      PruningPlan::parse(arguments, context, emitError);
  if (failed(parsed))
    return failure();
  plan = std::move(*parsed);
  return success();
}

LogicalResult CompressTrain::parsePaths(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  if (paths.empty())
    return success();
  pathPlan.rule = cast_if_present<PathSamplingAttrInterface>(
      pathSamplings().parse(paths, context, emitError));
  pathPlan.seed = seed;
  if (pathPlan.rule && plan.schedule)
    return emitError() << "paths= and schedule= do not go together; prune the "
                          "network that a search has found";
  return success(pathPlan.rule != nullptr);
}

LogicalResult CompressTrain::initialize(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  if (failed(checkNumbers(context)) || failed(parsePlan(context)) ||
      failed(parsePaths(context)))
    return failure();
  lossRule = cast_if_present<LossAttrInterface>(
      losses().parse(loss, context, emitError));
  rateRule = cast_if_present<LearningRateAttrInterface>(
      learningRates().parse(rateSchedule, context, emitError));
  if (!lossRule || !rateRule ||
      !optimizers().parse(optimizer, context, emitError))
    return failure();
  if (!gradients.empty() &&
      !gradientRules().parse(gradients, context, emitError))
    return failure();
  if (initializer != "none" &&
      !initializers().parse(initializer, context, emitError))
    return failure();
  return success();
}

//===----------------------------------------------------------------------===//
// The functions
//===----------------------------------------------------------------------===//

LogicalResult CompressTrain::checkFunction(func::FuncOp entry) {
  auto type = entry.getNumArguments() == 1
                  ? dyn_cast<RankedTensorType>(entry.getArgumentTypes()[0])
                  : RankedTensorType();
  if (!type || type.getRank() == 0 || !type.getElementType().isF32())
    return mlir::emitError(entry.getLoc())
           << "expected @" << entry.getSymName()
           << " to have one argument, an f32 tensor with the batch in "
              "dimension 0";
  return success();
}

/// Lowers mixtures, and reads what there is to choose.
LogicalResult CompressTrain::planPaths(func::FuncOp function) {
  OpPassManager pm("func.func");
  CompressLowerChoicesOptions options;
  options.mixtures = true;
  pm.addPass(createCompressLowerChoices(options));
  if (failed(runPipeline(pm, function)))
    return failure();
  if (!pathPlan.rule)
    return success();
  FailureOr<SearchSpace> space = getSearchSpace(function);
  if (succeeded(space))
    pathPlan.space = std::move(*space);
  return success(succeeded(space));
}

/// From the function as it is to one with a batch and lifted parameters.
LogicalResult CompressTrain::lift(ModuleOp copy, StringRef name) {
  OpPassManager pm("builtin.module");
  if (initializer != "none") {
    CompressInitializeParametersOptions options;
    options.function = OptionText(name.str().c_str());
    options.initializer = initializer;
    options.seed = seed;
    pm.addPass(createCompressInitializeParameters(options));
  }
  CompressSetBatchOptions batch;
  batch.size = batchSize;
  batch.function = name.str();
  pm.addPass(createCompressSetBatch(batch));
  CompressLiftParametersOptions lifted;
  lifted.function = OptionText(name.str().c_str());
  lifted.trainable = include;
  lifted.frozen = exclude;
  lifted.keepFrozen = true;
  lifted.masks = true;
  pm.addPass(createCompressLiftParameters(lifted));
  return runPipeline(pm, copy);
}

LogicalResult CompressTrain::buildStep(ModuleOp copy, StringRef name) {
  OpPassManager pm("builtin.module");
  CompressUseBatchStatisticsOptions statistics;
  statistics.function = OptionText(name.str().c_str());
  pm.addPass(createCompressUseBatchStatistics(statistics));
  CompressBuildTrainStepOptions step;
  step.function = OptionText(name.str().c_str());
  Attribute trained = lossRule;
  if (pathPlan.rule && pathPlan.rule.getNumPaths() > 1)
    trained = RepeatedLossAttr::get(&getContext(), lossRule,
                                    pathPlan.rule.getNumPaths());
  std::string text;
  llvm::raw_string_ostream(text) << trained;
  step.loss = OptionText(text.c_str());
  step.optimizer = optimizer;
  step.gradients = gradients;
  step.l1 = l1;
  step.l1Parameters = l1Parameters;
  if (plan.schedule) {
    step.updatePruned = plan.method.updatesPruned();
    if (plan.getGradientRule())
      step.criterion = criterion;
    if (step.updatePruned || !step.criterion.empty())
      step.pruned = OptionText(matchNames(pruned).c_str());
  }
  pm.addPass(createCompressBuildTrainStep(step));
  return runPipeline(pm, copy);
}

FailureOr<Compiled> CompressTrain::build(func::FuncOp entry) {
  // Nested, because only operations of this module may be changed meanwhile.
  ModuleOp copy = getOperation().clone();
  getOperation().push_back(copy);
  llvm::scope_exit cleanUp([&] { copy.erase(); });
  StringRef name = (graph ? graph : entry).getSymName();
  auto function = [&] { return copy.lookupSymbol<func::FuncOp>(name); };
  Compiled compiled;
  if (graph && failed(setUpTeaching(
                   function(), getFiles(), batchSize, compiled.teacher,
                   [&](OpPassManager &pm) { return runPipeline(pm, copy); })))
    return failure();
  if (plan.schedule) {
    FailureOr<std::vector<ScheduledWeight>> weights =
        prepareMasks(function(), plan);
    if (failed(weights))
      return failure();
    pruned = std::move(*weights);
  }
  if (failed(planPaths(function())) || failed(lift(copy, name)))
    return failure();
  FailureOr<func::FuncOp> evaluation = makeEvaluation(function(), lossRule);
  if (failed(evaluation))
    return failure();
  int64_t numPaths = pathPlan.rule ? pathPlan.rule.getNumPaths() : 1;
  if (numPaths > 1)
    repeatPaths(function(), numPaths);
  if (failed(buildStep(copy, name)))
    return failure();
  function().erase();
  if (failed(compile(copy, *evaluation, compiled)))
    return failure();
  return std::move(compiled);
}

LogicalResult CompressTrain::compile(ModuleOp copy, func::FuncOp evaluation,
                                     Compiled &compiled) {
  auto step = copy.lookupSymbol<func::FuncOp>(kTrainStepName);
  FailureOr<TrainStepLayout> layout = takeLayout(step);
  if (failed(layout))
    return failure();
  compiled.layout = std::move(*layout);
  compiled.hash = hashStep(step, compiled.layout);
  compiled.inputs = matchEvaluation(evaluation, compiled.layout);
  CompileOptions options;
  if (validation.value_or(0.0) > 0.0) {
    options.function = evaluation.getSymName().str();
    auto result = CompiledFunction::compile(copy, options);
    if (failed(result))
      return failure();
    compiled.evaluation = std::move(*result);
    compiled.inputs.function = compiled.evaluation.get();
  }
  options.function = kTrainStepName.str();
  auto result = CompiledFunction::compile(copy, options);
  if (failed(result))
    return failure();
  compiled.step = std::move(*result);
  return success();
}

//===----------------------------------------------------------------------===//
// The training
//===----------------------------------------------------------------------===//

TrainingFiles CompressTrain::getFiles() const {
  TrainingFiles files;
  files.data = data;
  files.labels = labels;
  files.unlabelled = unlabelled;
  files.teacherCache = teacherCache;
  files.normalization = makeNormalization(mean, deviation);
  files.validation = validation.value_or(0.0);
  files.seed = seed;
  files.augmentation = {flip, shift};
  return files;
}

TrainerOptions CompressTrain::makeOptions(const Compiled &compiled,
                                          const TrainingData &data) const {
  TrainerOptions options;
  options.epochs = epochs;
  options.seed = seed;
  options.checkpoint = checkpoint;
  options.checkpointSteps = checkpointSteps;
  options.resume = resume;
  options.log = log;
  options.curve = curve;
  options.restoreBest = restoreBest;
  options.targetAccuracy = targetAccuracy.value_or(0.0);
  options.targetAgreement = targetAgreement.value_or(0.0);
  options.isa = stringifyIsa(CpuTarget::getHost().isa).str();
  std::string recipe;
  llvm::raw_string_ostream os(recipe);
  os << compiled.hash << ' ' << data.getHash() << ' ' << options.epochs << ' '
     << options.seed << ' ' << learningRate.getValue() << ' ' << rateRule << ' '
     << bool(flip) << ' ' << int64_t(shift) << ' ' << validation.getValue()
     << ' ' << options.restoreBest << ' ' << compiled.teacher.hash << ' '
     << targetAccuracy.getValue() << ' ' << targetAgreement.getValue();
  if (plan.schedule)
    plan.print(os);
  for (const ScheduledWeight &weight : pruned)
    os << ' ' << weight.groups.name;
  if (pathPlan.rule)
    os << ' ' << pathPlan.rule;
  options.recipe = llvm::xxh3_64bits(ArrayRef(
      reinterpret_cast<const uint8_t *>(recipe.data()), recipe.size()));
  return options;
}

LogicalResult CompressTrain::train(func::FuncOp entry) {
  graph = findDistillation(getOperation(), entry);
  if (failed(checkFunction(entry)) ||
      failed(checkTeaching(graph, entry, getFiles(),
                           {bool(targetAccuracy), bool(targetAgreement)},
                           lossRule)))
    return failure();
  FailureOr<Compiled> compiled = build(entry);
  if (failed(compiled))
    return failure();
  auto output = cast<RankedTensorType>(entry.getResultTypes()[0]);
  FailureOr<TrainingData> samples =
      openFiles(getOperation().getLoc(), getFiles(), *compiled->step,
                compiled->layout, output.getShape().back());
  if (failed(samples) || failed(askTeachers(getOperation().getLoc(), getFiles(),
                                            compiled->teacher, *samples)))
    return failure();
  if (plan.schedule && failed(dropFrozen(pruned, compiled->layout, entry)))
    return failure();
  TrainingState state(*compiled->step, compiled->layout);
  TrainingLength length;
  length.baseRate = learningRate.value_or(1e-3);
  length.epochSteps = samples->getNumTraining() / batchSize;
  length.totalSteps = epochs * length.epochSteps;
  int64_t totalSteps = length.totalSteps;
  if (failed(plan.fit(length.totalSteps, [&] { return emitFailure(); })))
    return failure();
  if (plan.schedule)
    length.totalSteps = plan.countUpdates(totalSteps);
  LearningRatePtr rates = rateRule.makeRates(length);
  Trainer trainer(state, *samples, *rates, makeOptions(*compiled, *samples));
  trainer.setEvaluation(compiled->inputs);
  GradualPruning pruning(plan, state, pruned);
  if (plan.schedule)
    trainer.setMaskSchedule(&pruning);
  std::optional<PathSchedule> pathSchedule;
  if (pathPlan.rule)
    trainer.setMaskSchedule(&pathSchedule.emplace(pathPlan, state));
  ProgressLine line(epochs);
  llvm::Error error = trainer.run(line, [&](const Twine &warning) {
    mlir::emitWarning(entry.getLoc()) << warning;
  });
  if (error)
    return mlir::emitError(entry.getLoc()) << llvm::toString(std::move(error));
  numSteps += trainer.getHistory().back().step;
  return finish(entry, state, trainer);
}

LogicalResult CompressTrain::finish(func::FuncOp entry,
                                    const TrainingState &state,
                                    const Trainer &trainer) {
  if (plan.schedule && failed(writeMasks(entry, plan, state)))
    return failure();
  numTrained += writeBack(entry, state);
  if (graph)
    graph.erase();
  const EpochRecord &last = trainer.getHistory().back();
  std::string text =
      llvm::formatv("epoch {0}: loss {1:f4}", last.epoch, last.loss);
  std::pair<StringRef, double> shares[] = {
      {"accuracy", last.accuracy},
      {"validation accuracy", last.validationAccuracy},
      {"agreement", last.agreement},
      {"validation agreement", last.validationAgreement},
      {"sparsity", last.sparsity}};
  for (auto [name, share] : shares)
    if (std::isfinite(share))
      text += llvm::formatv(", {0} {1:f2} %", name, 100.0 * share);
  text += llvm::formatv(", {0:f3} ms per step, {1} bytes of tensors",
                        1e3 * trainer.getSecondsPerStep(), state.getNumBytes());
  remark::passed(entry.getLoc(), remark::RemarkOpts::name("trained")
                                     .category("compress-train")
                                     .function(entry.getSymName()))
      << text;
  return success();
}
