//===- PruningPlan.cpp - what is pruned during training -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Transforms/Training/PruningPlan.h"
#include "compress/Dialect/Compress/IR/CompressDistillation.h"
#include "mlir/IR/Remarks.h"

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
                       << "needs weights or scales of batch norms";
  if (criterion.getNeed() == ImportanceNeed::Gradients)
    return emitError() << "criterion '" << text << "' needs gradients, which "
                       << "compress-train does not keep; choose one that "
                       << "needs weights or scales of batch norms";
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
  if (!plan.schedule ||
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
      failed(checkRange(plan, arguments, emitError)))
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
  return success();
}

void PruningPlan::print(raw_ostream &os) const {
  const SelectionRule &rule = options.rule;
  os << ' ' << schedule << ' ' << options.criterion << ' ' << options.pattern
     << ' ' << rule.isGlobal << ' ' << options.pruneBias << ' ' << startStep
     << ' ' << endStep << ' ' << frequency;
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
    std::optional<unsigned> mask = state.lookup(weight.name + ".mask");
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
