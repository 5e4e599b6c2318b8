//===- LiftParameters.cpp - compress-lift-parameters ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/EntryFunction.h"
#include "compress/Analysis/TrainedOperands.h"
#include "compress/Dialect/Compress/IR/CompressDistillation.h"
#include "compress/Dialect/Compress/IR/CompressSearch.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Support/NamePattern.h"
#include "compress/Transforms/Training/Passes.h"
#include "compress/Transforms/Training/Signature.h"
#include "mlir/IR/Matchers.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSLIFTPARAMETERS
#include "compress/Transforms/Training/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

/// An operation that becomes an argument.
struct Lifted {
  Operation *op;
  std::string name;
  Role role;
  ElementsAttr value;
  int64_t position;
};

struct CompressLiftParameters
    : compress::impl::CompressLiftParametersBase<CompressLiftParameters> {
  using CompressLiftParametersBase::CompressLiftParametersBase;

  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry || failed(lift(entry)))
      signalPassFailure();
  }

private:
  LogicalResult lift(func::FuncOp entry);
  LogicalResult checkFunction(func::FuncOp entry);
  LogicalResult checkNames(func::FuncOp entry, ArrayRef<Lifted> lifted);
  bool isFrozen(ParameterOp parameter) const;
  SmallVector<Lifted> collect(func::FuncOp entry) const;
  void makeArgument(func::FuncOp entry, const Lifted &lifted);

  NamePattern trainablePattern, frozenPattern;
};

} // namespace

LogicalResult CompressLiftParameters::initialize(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  auto first = NamePattern::create("trainable", trainable, emitError);
  auto second = NamePattern::create("frozen", frozen, emitError);
  if (failed(first) || failed(second))
    return failure();
  trainablePattern = std::move(*first);
  frozenPattern = std::move(*second);
  return success();
}

LogicalResult CompressLiftParameters::checkFunction(func::FuncOp entry) {
  if (failed(checkSignatureMayChange(entry)))
    return failure();
  WalkResult result = entry.walk([&](Operation *op) {
    if (isa<CallOpInterface>(op)) {
      op->emitError("@") << entry.getSymName()
                         << " calls a function, whose parameters cannot be "
                            "lifted; inline it first (--inline)";
      return WalkResult::interrupt();
    }
    auto parameter = dyn_cast<ParameterOp>(op);
    if (!parameter || op->getBlock() == &entry.getBody().front())
      return WalkResult::advance();
    op->emitError("parameter '")
        << parameter.getName()
        << "' is in a nested region; move it to the body of @"
        << entry.getSymName();
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}

bool CompressLiftParameters::isFrozen(ParameterOp parameter) const {
  if (parameter->hasAttr(kTeacherAttr) ||
      frozenPattern.matches(parameter.getName()))
    return true;
  if (!trainablePattern.isEmpty())
    return !trainablePattern.matches(parameter.getName());
  return parameter.getFrozen();
}

/// The parameters that batch norms use as mean or variance.
static DenseSet<Operation *> findStatistics(func::FuncOp entry) {
  DenseSet<Operation *> statistics;
  entry.walk([&](Operation *op) {
    for (const TrainedOperand &trained : getTrainedOperands(op))
      if (trained.isStatistic)
        if (ParameterOp parameter =
                WeightChain::match(getShared(trained.operand->get()))
                    .getParameter())
          statistics.insert(parameter);
  });
  return statistics;
}

/// Gives each mask a constant of its own: CSE merges equal ones, which will
/// soon be different.
static void splitSharedMasks(func::FuncOp entry) {
  for (auto mask : entry.getBody().front().getOps<MaskOp>()) {
    Operation *constant = mask.getMask().getDefiningOp();
    if (!constant || !matchPattern(constant, m_Constant()) ||
        constant->hasOneUse())
      continue;
    OpBuilder builder(mask);
    mask.getMaskMutable().assign(builder.clone(*constant)->getResult(0));
  }
}

/// The parameter whose mask the constant `op` is; null for others.
static ParameterOp getMasked(Operation *op) {
  if (op->getNumResults() != 1 || !op->hasOneUse() ||
      !matchPattern(op, m_Constant()))
    return {};
  auto mask = dyn_cast<MaskOp>(*op->user_begin());
  if (!mask || mask.getMask() != op->getResult(0))
    return {};
  return mask.getWeight().getDefiningOp<ParameterOp>();
}

SmallVector<Lifted> CompressLiftParameters::collect(func::FuncOp entry) const {
  DenseSet<Operation *> statistics = findStatistics(entry);
  SmallVector<Lifted> lifted;
  for (auto [position, op] : llvm::enumerate(entry.getBody().front())) {
    if (auto parameter = dyn_cast<ParameterOp>(op)) {
      bool isStatistic = statistics.contains(parameter);
      if (keepFrozen && !isStatistic && isFrozen(parameter))
        continue;
      lifted.push_back({&op, parameter.getName().str(),
                        isStatistic ? Role::Statistic : Role::Parameter,
                        parameter.getValue(), int64_t(position)});
    } else if (auto decision = dyn_cast<DecisionOp>(op)) {
      lifted.push_back(
          {&op, decision.getName().str(), Role::Decision,
           DenseIntElementsAttr::get(cast<RankedTensorType>(decision.getType()),
                                     {int32_t(decision.getSelected())}),
           int64_t(position)});
    } else if (ParameterOp masked = masks ? getMasked(&op) : ParameterOp()) {
      ElementsAttr value;
      if (matchPattern(&op, m_Constant(&value)))
        lifted.push_back({&op, masked.getName().str() + ".mask", Role::Mask,
                          value, int64_t(position)});
    }
  }
  return lifted;
}

LogicalResult CompressLiftParameters::checkNames(func::FuncOp entry,
                                                 ArrayRef<Lifted> lifted) {
  llvm::StringMap<Location> known;
  for (BlockArgument argument : entry.getArguments())
    known.try_emplace(nameOfArgument(entry, argument.getArgNumber()),
                      argument.getLoc());
  for (const Lifted &one : lifted) {
    auto [it, isNew] = known.try_emplace(one.name, one.op->getLoc());
    if (isNew)
      continue;
    InFlightDiagnostic diagnostic = one.op->emitError("cannot lift '")
                                    << one.name
                                    << "': there are two of this name; rename "
                                       "one of them";
    diagnostic.attachNote(it->second) << "the other one is here";
    return diagnostic;
  }
  std::vector<std::string> names;
  entry.walk([&](ParameterOp parameter) {
    names.push_back(parameter.getName().str());
  });
  auto emitError = [&] { return entry.emitError(); };
  return success(
      succeeded(trainablePattern.checkAgainst(names, "parameter", emitError)) &&
      succeeded(frozenPattern.checkAgainst(names, "parameter", emitError)));
}

void CompressLiftParameters::makeArgument(func::FuncOp entry,
                                          const Lifted &lifted) {
  Builder builder(&getContext());
  NamedAttrList attributes;
  attributes.set(kNameAttr, builder.getStringAttr(lifted.name));
  attributes.set(kRoleAttr, RoleAttr::get(&getContext(), lifted.role));
  attributes.set(kValueAttr, lifted.value);
  attributes.set(kPositionAttr, builder.getI64IntegerAttr(lifted.position));
  if (auto parameter = dyn_cast<ParameterOp>(lifted.op)) {
    if (isFrozen(parameter))
      attributes.set(kFrozenAttr, builder.getUnitAttr());
    if (parameter.getLayout())
      attributes.set(kLayoutAttr, parameter.getLayoutAttr());
  }
  unsigned index = entry.getNumArguments();
  Value result = lifted.op->getResult(0);
  (void)entry.insertArgument(index, result.getType(),
                             attributes.getDictionary(&getContext()),
                             lifted.op->getLoc());
  result.replaceAllUsesWith(entry.getArgument(index));
  lifted.op->erase();
  ++numLifted;
}

LogicalResult CompressLiftParameters::lift(func::FuncOp entry) {
  if (failed(checkFunction(entry)))
    return failure();
  if (masks)
    splitSharedMasks(entry);
  SmallVector<Lifted> lifted = collect(entry);
  if (failed(checkNames(entry, lifted)))
    return failure();
  for (const Lifted &one : lifted)
    makeArgument(entry, one);
  return success();
}
