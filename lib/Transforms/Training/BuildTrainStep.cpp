//===- BuildTrainStep.cpp - compress-build-train-step ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/EntryFunction.h"
#include "compress/Derivatives/Differentiate.h"
#include "compress/Dialect/Compress/IR/CompressMaskingAttrs.h"
#include "compress/Dialect/Compress/IR/PointwiseBuilder.h"
#include "compress/Support/NamePattern.h"
#include "compress/Transforms/Training/Passes.h"
#include "compress/Transforms/Training/Signature.h"
#include "compress/Transforms/Training/TrainingFunction.h"
#include <cmath>

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSBUILDTRAINSTEP
#include "compress/Transforms/Training/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

/// A parameter that is trained.
struct Trained {
  BlockArgument argument;
  std::string name;
  SmallVector<Value> slots;
  Value gradient;
  /// Null unless something wants to know of masked entries too.
  MaskOp mask;
  /// What the criterion adds up so far; null if it does not.
  Value importance;
};

/// Ends the name of what a criterion adds up.
constexpr StringLiteral kImportanceSuffix = ".importance";

struct CompressBuildTrainStep
    : compress::impl::CompressBuildTrainStepBase<CompressBuildTrainStep> {
  using CompressBuildTrainStepBase::CompressBuildTrainStepBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    CompressBuildTrainStepBase::getDependentDialects(registry);
    losses().getDependentDialects(loss, registry);
    optimizers().getDependentDialects(optimizer, registry);
    gradientRules().getDependentDialects(gradients, registry);
    criteria().getDependentDialects(criterion, registry);
  }
  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry || failed(build(entry)))
      signalPassFailure();
  }

private:
  LogicalResult build(func::FuncOp entry);
  LogicalResult parsePruning(MLIRContext *context);
  FailureOr<SmallVector<Trained, 0>> collect(func::FuncOp step) const;
  LogicalResult findMask(func::FuncOp step, Trained &trained) const;
  LogicalResult emitStep(func::FuncOp step);
  LogicalResult emitGradientsOf(func::FuncOp step, OpBuilder &builder,
                                Value loss, MutableArrayRef<Trained> trained);

  LossAttrInterface lossRule;
  OptimizerAttrInterface updateRule;
  /// Null if gradients stay as they are.
  GradientAttrInterface gradientRule;
  NamePattern penalized;
  /// Null if no criterion looks at gradients.
  GradientImportanceAttrInterface importanceRule;
  NamePattern prunedPattern;
};

} // namespace

LogicalResult CompressBuildTrainStep::initialize(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  lossRule = cast_if_present<LossAttrInterface>(
      losses().parse(loss, context, emitError));
  updateRule = cast_if_present<OptimizerAttrInterface>(
      optimizers().parse(optimizer, context, emitError));
  if (!lossRule || !updateRule)
    return failure();
  if (!gradients.empty()) {
    gradientRule = cast_if_present<GradientAttrInterface>(
        gradientRules().parse(gradients, context, emitError));
    if (!gradientRule)
      return failure();
  }
  if (!(l1.value_or(0.0) >= 0.0) || std::isinf(l1.value_or(0.0)))
    return emitError() << "expected a finite l1 of 0 or more, got "
                       << std::to_string(*l1);
  if (!l1Parameters.empty() && !l1)
    return emitError() << "l1-parameters= needs l1=";
  FailureOr<NamePattern> pattern =
      NamePattern::create("l1-parameters", l1Parameters, emitError);
  if (failed(pattern))
    return failure();
  penalized = std::move(*pattern);
  return parsePruning(context);
}

LogicalResult CompressBuildTrainStep::parsePruning(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  if (!criterion.empty()) {
    Attribute attribute = criteria().parse(criterion, context, emitError);
    if (!attribute)
      return failure();
    importanceRule = dyn_cast<GradientImportanceAttrInterface>(attribute);
    if (!importanceRule)
      return emitError() << "criterion '" << criterion << "' does not look at "
                         << "gradients, so that a step has nothing to add up";
  }
  if (!pruned.empty() && !importanceRule && !updatePruned)
    return emitError() << "pruned= needs criterion= or update-pruned";
  FailureOr<NamePattern> pattern =
      NamePattern::create("pruned", pruned, emitError);
  if (failed(pattern))
    return failure();
  prunedPattern = std::move(*pattern);
  return success();
}

/// Finds the mask of a parameter whose masked entries matter.
LogicalResult CompressBuildTrainStep::findMask(func::FuncOp step,
                                               Trained &trained) const {
  if (!importanceRule && !updatePruned)
    return success();
  auto isMask = [](Operation *user) { return isa<MaskOp>(user); };
  if (prunedPattern.isEmpty()
          ? llvm::none_of(trained.argument.getUsers(), isMask)
          : !prunedPattern.matches(trained.name))
    return success();
  if (trained.argument.hasOneUse())
    trained.mask = dyn_cast<MaskOp>(*trained.argument.user_begin());
  if (trained.mask && trained.mask.getWeight() == trained.argument)
    return success();
  return step.emitError("parameter '")
         << trained.name << "' is not read by one compress.mask alone, which "
         << "criterion= and update-pruned need; leave it out of pruned=";
}

/// The trainable parameters, and a check of the names that must be there.
FailureOr<SmallVector<Trained, 0>>
CompressBuildTrainStep::collect(func::FuncOp step) const {
  SmallVector<Trained, 0> trained;
  std::vector<std::string> names;
  for (BlockArgument argument : step.getArguments()) {
    unsigned index = argument.getArgNumber();
    if (!isTrainable(step, index))
      continue;
    trained.push_back({argument, nameOfArgument(step, index), {}, {}, {}, {}});
    names.push_back(trained.back().name);
    if (failed(findMask(step, trained.back())))
      return failure();
  }
  auto emitError = [&] { return step.emitError(); };
  if (trained.empty())
    return emitError() << "@" << step.getSymName()
                       << " has no argument that is a parameter and not "
                          "frozen; lift parameters with "
                          "compress-lift-parameters first";
  if (failed(penalized.checkAgainst(names, "parameter", emitError)) ||
      failed(prunedPattern.checkAgainst(names, "parameter", emitError)))
    return failure();
  return trained;
}

LogicalResult
CompressBuildTrainStep::emitGradientsOf(func::FuncOp step, OpBuilder &builder,
                                        Value loss,
                                        MutableArrayRef<Trained> trained) {
  SmallVector<Value> values;
  for (Trained &one : trained)
    values.push_back(one.argument);
  // What layers see in the place of a masked parameter has a gradient
  // everywhere.
  for (Trained &one : trained)
    if (one.mask)
      values.push_back(one.mask.getResult());
  FailureOr<SmallVector<Value>> gradients =
      emitGradients(builder, step, loss, values);
  if (failed(gradients))
    return failure();
  size_t next = trained.size();
  for (auto [i, one] : llvm::enumerate(trained)) {
    if (!one.mask)
      continue;
    Value dense = (*gradients)[next++];
    if (one.importance)
      one.importance = importanceRule.emitSum(
          builder, one.argument.getLoc(), one.argument, dense, one.importance);
    if (updatePruned)
      (*gradients)[i] = dense;
  }
  gradients->resize(trained.size());
  Location loc = loss.getLoc();
  for (auto [one, gradient] : llvm::zip_equal(trained, *gradients)) {
    if (l1.value_or(0.0) == 0.0 ||
        (!penalized.isEmpty() && !penalized.matches(one.name)))
      continue;
    // The derivative of the sum of magnitudes.
    PointwiseBuilder points(builder, loc);
    gradient = points.emit(
        {gradient, one.argument}, [&](ScalarBuilder &b, ValueRange x) {
          return b.add(x[0], b.mul(b.sign(x[1]), b.constant(*l1)));
        });
  }
  if (gradientRule)
    *gradients = gradientRule.emitRule(builder, loc, *gradients);
  for (auto [one, gradient] : llvm::zip_equal(trained, *gradients))
    one.gradient = gradient;
  return success();
}

/// Turns a forward function into a step.
LogicalResult CompressBuildTrainStep::emitStep(func::FuncOp step) {
  FailureOr<SmallVector<Trained, 0>> trained = collect(step);
  if (failed(trained))
    return failure();
  FailureOr<BatchLoss> loss = appendLoss(step, lossRule);
  if (failed(loss))
    return failure();
  for (Trained &one : *trained)
    for (StringRef slot : updateRule.getSlotNames())
      one.slots.push_back(appendArgument(step, one.argument.getType(),
                                         (one.name + "." + slot).str(),
                                         Role::Slot));
  for (Trained &one : *trained)
    if (importanceRule && one.mask)
      one.importance =
          appendArgument(step, one.argument.getType(),
                         one.name + kImportanceSuffix.str(), Role::Slot);
  Builder types(&getContext());
  Value rate =
      appendArgument(step, RankedTensorType::get({}, types.getF32Type()),
                     "learning_rate", Role::LearningRate);
  Value number = appendArgument(
      step, RankedTensorType::get({}, types.getI32Type()), "step", Role::Step);

  Operation *terminator = step.getBody().front().getTerminator();
  OpBuilder builder(terminator);
  if (failed(emitGradientsOf(step, builder, loss->loss, *trained)))
    return failure();
  unsigned index = 0;
  auto insertResult = [&](Value value, StringRef name, Role role) {
    NamedAttrList attributes;
    attributes.set(kNameAttr, types.getStringAttr(name));
    attributes.set(kRoleAttr, RoleAttr::get(&getContext(), role));
    (void)step.insertResult(index, value.getType(),
                            attributes.getDictionary(&getContext()));
    terminator->insertOperands(index++, value);
  };
  SmallVector<SmallVector<Value>> updates;
  for (Trained &one : *trained)
    updates.push_back(updateRule.emitUpdate(
        builder, one.argument.getLoc(),
        {one.argument, one.gradient, one.slots, rate, number}));
  // In front of the statistics, which the function returns already.
  for (auto [one, values] : llvm::zip_equal(*trained, updates))
    insertResult(values.front(), one.name, Role::Parameter);
  for (auto [one, values] : llvm::zip_equal(*trained, updates))
    for (auto [slot, value] : llvm::zip_equal(
             updateRule.getSlotNames(), ArrayRef<Value>(values).drop_front()))
      insertResult(value, (one.name + "." + slot).str(), Role::Slot);
  for (Trained &one : *trained)
    if (one.importance)
      insertResult(one.importance, one.name + kImportanceSuffix.str(),
                   Role::Slot);
  returnLoss(step, *loss);
  numTrained += trained->size();
  return success();
}

LogicalResult CompressBuildTrainStep::build(func::FuncOp entry) {
  if (!entry.getBody().hasOneBlock())
    return entry.emitError("expected @")
           << entry.getSymName() << " to have one block";
  if (getOperation().lookupSymbol(kTrainStepName))
    return entry.emitError("there is a @")
           << kTrainStepName << " already; rename or remove it";
  OpBuilder builder(&getContext());
  builder.setInsertionPointAfter(entry);
  auto step = cast<func::FuncOp>(builder.clone(*entry));
  // Until it is complete, messages tell the name that the user knows.
  if (failed(emitStep(step))) {
    step.erase();
    return failure();
  }
  step.setSymName(kTrainStepName);
  return success();
}
