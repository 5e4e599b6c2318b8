//===- PruningPlan.cpp - what is pruned during training -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Transforms/Training/PruningPlan.h"
#include "compress/Dialect/Compress/IR/CompressDistillation.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/Regex.h"

using namespace mlir;
using namespace mlir::compress;

static constexpr StringLiteral kCategory = "compress-train";

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

/// Fails if the criterion needs what a training does not have.
static LogicalResult checkNeed(ImportanceAttrInterface criterion,
                               StringRef text, EmitErrorFn emitError) {
  if (needsActivations(criterion))
    return emitError() << "criterion '" << text << "' needs activations, which "
                       << "compress-train does not observe; choose one that "
                       << "needs weights, gradients or scales of batch norms";
  if (criterion.getNeed() == ImportanceNeed::Gradients &&
      !isa<GradientImportanceAttrInterface>(criterion))
    return emitError() << "criterion '" << text << "' needs gradients, but has "
                       << "no GradientImportanceAttrInterface that says what "
                       << "to add up in training";
  return success();
}

/// Steps at which the method or the criterion cannot work.
static LogicalResult checkStart(const PruningPlan &plan,
                                const PruningArguments &arguments,
                                EmitErrorFn emitError) {
  double final = plan.options.rule.sparsity.value_or(1.0);
  if (plan.getGradientRule() && plan.startStep == 0 &&
      plan.schedule.getSparsity(0.0, plan.initial, final) > 0.0)
    return emitError()
           << "criterion '" << arguments.criterion
           << "' has seen no gradient before step 0, where schedule '"
           << arguments.schedule << "' begins to prune; give start-step=";
  return success();
}

/// The range of fractions that the schedule goes through.
static LogicalResult checkRange(const PruningPlan &plan,
                                const PruningArguments &arguments,
                                EmitErrorFn emitError) {
  if (plan.options.pattern.fixesSparsity()) {
    if (arguments.initialSparsity)
      return emitError() << "pattern '" << arguments.pattern
                         << "' says how many weights stay; leave out "
                            "initial-sparsity=";
    return success();
  }
  double final = *plan.options.rule.sparsity;
  if (!(plan.initial >= 0.0 && plan.initial <= final))
    return emitError()
           << "expected 0 <= initial-sparsity <= sparsity <= 1, got "
           << std::to_string(plan.initial) << " and " << std::to_string(final);
  return success();
}

FailureOr<PruningPlan> PruningPlan::parse(const PruningArguments &arguments,
                                          MLIRContext *context,
                                          EmitErrorFn emitError) {
  PruningPlan plan;
  if (arguments.schedule.empty()) {
    if (arguments.sparsity || arguments.initialSparsity)
      return emitError() << "sparsity= and initial-sparsity= need schedule=";
    return plan;
  }
  plan.schedule = cast_if_present<SparsityScheduleAttrInterface>(
      sparsitySchedules().parse(arguments.schedule, context, emitError));
  plan.method = cast_if_present<PruningMethodAttrInterface>(
      pruningMethods().parse(arguments.method, context, emitError));
  if (!plan.schedule || !plan.method ||
      failed(parseCriterion(plan.options, arguments.criterion,
                            arguments.pattern, context, emitError)) ||
      failed(checkNeed(plan.options.criterion, arguments.criterion, emitError)))
    return failure();
  if (!arguments.sparsity && !plan.options.pattern.fixesSparsity())
    return emitError() << "schedule= needs sparsity=";
  plan.options.rule = {arguments.isGlobal, arguments.sparsity, std::nullopt,
                       arguments.minSparsity, arguments.maxSparsity};
  plan.options.rule.countsRemoved = true;
  plan.options.pruneBias = arguments.pruneBias;
  plan.initial = arguments.initialSparsity.value_or(0.0);
  plan.startStep = arguments.startStep;
  plan.endStep = arguments.endStep;
  plan.frequency = arguments.frequency;
  if (failed(checkAmounts(plan.options, arguments.pattern, emitError)) ||
      failed(checkRange(plan, arguments, emitError)) ||
      failed(checkStart(plan, arguments, emitError)))
    return failure();
  FailureOr<NameFilter> names =
      NameFilter::create(arguments.include, arguments.exclude, emitError);
  if (failed(names))
    return failure();
  plan.filter.emplace(std::move(*names));
  return plan;
}

LogicalResult PruningPlan::fit(int64_t totalSteps, EmitErrorFn emitError) {
  if (endStep < 0)
    endStep = std::max<int64_t>(startStep, totalSteps * 2 / 3);
  if (schedule && (startStep > endStep || endStep >= totalSteps))
    return emitError() << "expected start-step <= end-step < " << totalSteps
                       << ", the number of steps, got " << startStep << " and "
                       << endStep;
  std::optional<int64_t> rewind =
      schedule ? method.getRewindStep() : std::nullopt;
  if (rewind && *rewind >= endStep)
    return emitError() << "expected the step that " << method
                       << " goes back to to lie before end-step, " << endStep;
  return success();
}

bool PruningPlan::isDue(int64_t step) const {
  return step >= startStep && step <= endStep &&
         (step == endStep || (step - startStep) % frequency == 0);
}

double PruningPlan::getProgress(int64_t step) const {
  if (endStep == startStep)
    return 1.0;
  return static_cast<double>(step - startStep) /
         static_cast<double>(endStep - startStep);
}

int64_t PruningPlan::getUpdate(int64_t step) const {
  std::optional<int64_t> rewind = method.getRewindStep();
  if (!rewind || step < startStep)
    return step;
  int64_t last =
      step >= endStep ? endStep : step - (step - startStep) % frequency;
  return last > *rewind ? *rewind + step - last : step;
}

int64_t PruningPlan::countUpdates(int64_t totalSteps) const {
  if (!method.getRewindStep())
    return totalSteps;
  int64_t most = getUpdate(totalSteps - 1);
  for (int64_t step = startStep; step <= endStep; ++step)
    if (isDue(step) && step > 0)
      most = std::max(most, getUpdate(step - 1));
  return most + 1;
}

void PruningPlan::print(raw_ostream &os) const {
  const SelectionRule &rule = options.rule;
  os << ' ' << schedule << ' ' << method << ' ' << options.criterion << ' '
     << options.pattern << ' ' << rule.isGlobal << ' ' << options.pruneBias
     << ' ' << startStep << ' ' << endStep << ' ' << frequency;
  for (std::optional<double> number : {std::optional(initial), rule.sparsity,
                                       rule.minSparsity, rule.maxSparsity})
    os << llvm::format(" %a", number.value_or(-1.0));
}

//===----------------------------------------------------------------------===//
// Masks
//===----------------------------------------------------------------------===//

/// What scales the results of the weight's layers; empty, with a reason, where
/// nothing does.
static SmallVector<NormScale> findNormScales(const PrunedWeight &weight,
                                             std::string &reason) {
  SmallVector<NormScale> scales;
  for (BatchNormOp norm : findNorms(weight, reason)) {
    WeightChain chain = WeightChain::match(norm.getScale());
    std::optional<std::vector<float>> values = chain.getMaskedValues();
    if (!values) {
      reason = ("the scale of batch norm '" + norm.getName() +
                "' behind it is not constant")
                   .str();
      return {};
    }
    ParameterOp parameter = chain.getParameter();
    scales.push_back({parameter ? parameter.getName().str() : "", *values});
  }
  return scales;
}

std::string compress::matchNames(ArrayRef<ScheduledWeight> weights) {
  SmallVector<std::string> names;
  for (const ScheduledWeight &weight : weights)
    names.push_back(llvm::Regex::escape(weight.groups.name));
  return llvm::join(names, "|");
}

FailureOr<std::vector<ScheduledWeight>>
compress::prepareMasks(func::FuncOp function, const PruningPlan &plan) {
  SkippedLayers skipped(kCategory);
  const PruningOptions &options = plan.options;
  FailureOr<PrunedWeights> weights =
      collectWeights(function, *plan.filter, options.pattern, skipped);
  if (failed(weights))
    return failure();
  std::vector<ScheduledWeight> scheduled;
  for (PrunedWeight &weight : *weights) {
    ScheduledWeight one;
    std::string reason;
    ParameterOp parameter = weight.chain.getParameter();
    if (parameter && parameter->hasAttr(kTeacherAttr))
      continue;
    if (!parameter)
      reason = "its weight is no compress.parameter";
    else if (options.criterion.getNeed() == ImportanceNeed::NormScale)
      one.normScales = findNormScales(weight, reason);
    if (!reason.empty()) {
      skipped.add(weight, reason);
      continue;
    }
    for (ParameterOp bias :
         insertMasks(weight, options.pruneBias, options.pattern.getUnit()))
      one.biases.push_back(bias.getName().str());
    one.groups = std::move(static_cast<GroupedWeight &>(weight));
    scheduled.push_back(std::move(one));
  }
  if (!scheduled.empty())
    return scheduled;
  InFlightDiagnostic diagnostic = emitError(function.getLoc());
  if (!skipped.getFirstUnfit().empty())
    return diagnostic << "nothing can be pruned: " << skipped.getFirstUnfit();
  return diagnostic << "@" << function.getSymName()
                    << " has no layer to prune, whose weight is a parameter";
}

LogicalResult compress::dropFrozen(std::vector<ScheduledWeight> &weights,
                                   const TrainStepLayout &layout,
                                   func::FuncOp function) {
  std::vector<ScheduledWeight> trained;
  std::string reason;
  for (ScheduledWeight &weight : weights) {
    if (llvm::any_of(layout.entries, [&](const TrainStepLayout::Entry &entry) {
          return entry.name == weight.groups.name;
        })) {
      trained.push_back(std::move(weight));
      continue;
    }
    reason = "parameter '" + weight.groups.name +
             "' is not pruned: it is not trained";
    remark::missed(function.getLoc(),
                   remark::RemarkOpts::name("skipped").category(kCategory))
        << reason;
  }
  if (trained.empty())
    return emitError(function.getLoc()) << "nothing can be pruned: " << reason;
  weights = std::move(trained);
  return success();
}

LogicalResult compress::writeMasks(func::FuncOp function,
                                   const PruningPlan &plan,
                                   const TrainingState &state) {
  SkippedLayers quiet("");
  PruningUnit unit = plan.options.pattern.getUnit();
  FailureOr<PrunedWeights> weights =
      collectWeights(function, *plan.filter, plan.options.pattern, quiet);
  if (failed(weights))
    return failure();
  for (PrunedWeight &weight : *weights) {
    std::optional<unsigned> mask = state.lookup(nameMask(weight.name));
    if (!mask || !state.lookup(weight.name))
      continue;
    int64_t kept = weight.countKept(), groups = weight.countAlive();
    ArrayRef<char> bytes = state.getTensor(*mask).bytes;
    weight.keep.assign(bytes.begin(), bytes.end());
    weight.findAlive();
    maskWeight(weight, plan.options.pruneBias, unit);
    for (Operation *layer : weight.layers)
      remark::passed(layer->getLoc(),
                     remark::RemarkOpts::name("pruned").category(kCategory))
          << describePruning(weight, kept, groups, unit);
  }
  return success();
}
