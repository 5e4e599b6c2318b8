//===- Train.cpp - compress-train -----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgressLine.h"
#include "TrainingBuild.h"
#include "compress/Analysis/EntryFunction.h"
#include "compress/Execution/SampleRun.h"
#include "compress/Interfaces/InitializerAttrInterface.h"
#include "compress/Transforms/Training/GradualPruning.h"
#include "compress/Transforms/Training/StudentGraph.h"
#include "mlir/IR/Remarks.h"
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
  InFlightDiagnostic emitFailure() {
    return mlir::emitError(getOperation().getLoc());
  }
  FailureOr<CompiledTraining> build(func::FuncOp entry);
  TrainerOptions makeOptions(const CompiledTraining &compiled,
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

FailureOr<CompiledTraining> CompressTrain::build(func::FuncOp entry) {
  TrainingBuild build{lossRule, getFiles(), plan, pathPlan};
  build.initializer = initializer;
  build.trainable = include;
  build.frozen = exclude;
  build.batchSize = batchSize;
  build.step.optimizer = optimizer;
  build.step.gradients = gradients;
  build.step.l1 = l1;
  build.step.l1Parameters = l1Parameters;
  build.step.criterion = criterion;
  build.runPipeline = [&](OpPassManager &pm, Operation *op) {
    return runPipeline(pm, op);
  };
  return build.run(graph ? graph : entry, graph != nullptr);
}

TrainerOptions CompressTrain::makeOptions(const CompiledTraining &compiled,
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
  for (const ScheduledWeight &weight : compiled.pruned)
    os << ' ' << weight.groups.name;
  if (pathPlan.rule)
    os << ' ' << pathPlan.rule;
  options.recipe = llvm::xxh3_64bits(ArrayRef(
      reinterpret_cast<const uint8_t *>(recipe.data()), recipe.size()));
  return options;
}

LogicalResult CompressTrain::train(func::FuncOp entry) {
  graph = findDistillation(getOperation(), entry);
  if (failed(checkSampleInput(entry)) ||
      failed(checkTeaching(graph, entry, getFiles(),
                           {bool(targetAccuracy), bool(targetAgreement)},
                           lossRule)))
    return failure();
  FailureOr<CompiledTraining> compiled = build(entry);
  if (failed(compiled))
    return failure();
  auto output = cast<RankedTensorType>(entry.getResultTypes()[0]);
  FailureOr<TrainingData> samples =
      openFiles(getOperation().getLoc(), getFiles(), *compiled->step,
                compiled->layout, output.getShape().back());
  if (failed(samples) || failed(askTeachers(getOperation().getLoc(), getFiles(),
                                            compiled->teacher, *samples)))
    return failure();
  if (plan.schedule &&
      failed(dropFrozen(compiled->pruned, compiled->layout, entry)))
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
  GradualPruning pruning(plan, state, compiled->pruned);
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
