//===- GradualPruning.cpp - masks that change during training -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Transforms/Training/GradualPruning.h"
#include "compress/Analysis/LayerNames.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Importance/Selection.h"
#include "compress/Support/Elements.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace mlir::compress;

/// The state of a mask with one entry for each of the parameter's.
static Value makeState(OpBuilder &builder, ParameterOp parameter,
                       const std::vector<bool> &keep) {
  auto type = cast<RankedTensorType>(parameter.getType());
  RankedTensorType maskType = type.clone(builder.getI1Type());
  return tosa::ConstOp::create(builder, parameter.getLoc(), maskType,
                               makeBoolElements(maskType, keep));
}

/// A mask of the parameter that is true everywhere.
static MaskOp makeMask(ParameterOp parameter) {
  OpBuilder builder(parameter.getContext());
  builder.setInsertionPointAfter(parameter);
  int64_t size = cast<RankedTensorType>(parameter.getType()).getNumElements();
  Value state = makeState(builder, parameter, std::vector<bool>(size, true));
  return MaskOp::create(builder, parameter.getLoc(), parameter, state);
}

/// Gives a mask that is broadcast one entry for each of the weight's.
static LogicalResult expandMask(const WeightChain &chain,
                                ParameterOp parameter) {
  MaskOp mask = chain.mask;
  if (mask.getMask().getType().getShape() == mask.getType().getShape())
    return success();
  std::optional<std::vector<bool>> keep = chain.getMask();
  if (!keep)
    return mask.emitError("mask of '")
           << parameter.getName() << "' is not constant";
  OpBuilder builder(mask);
  mask.getMaskMutable().assign(makeState(builder, parameter, *keep));
  return success();
}

FailureOr<SmallVector<std::string>>
compress::insertMasks(func::FuncOp function, const NameFilter &filter) {
  LayerNames names(function);
  std::vector<std::string> prunable;
  llvm::SetVector<ParameterOp> parameters;
  DenseMap<ParameterOp, MaskOp> made;
  auto emitError = [&] { return mlir::emitError(function.getLoc()); };
  for (Operation *layer : names.getLayers()) {
    auto op = dyn_cast<PrunableOpInterface>(layer);
    if (!op)
      continue;
    WeightChain chain = WeightChain::match(op.getWeightOperand().get());
    ParameterOp parameter = chain.getParameter();
    if (!parameter || !parameter.getType().getElementType().isF32())
      continue;
    prunable.push_back(names.lookup(layer).str());
    if (!filter.matches(prunable.back()))
      continue;
    parameters.insert(parameter);
    if (chain.mask) {
      if (failed(expandMask(chain, parameter)))
        return failure();
      continue;
    }
    MaskOp &mask = made[parameter];
    if (!mask)
      mask = makeMask(parameter);
    OpOperand &use = chain.fakeQuant ? chain.fakeQuant.getInputMutable()
                                     : op.getWeightOperand();
    use.set(mask);
  }
  if (failed(filter.checkAgainst(prunable, emitError)))
    return failure();
  if (parameters.empty())
    return emitError() << "@" << function.getSymName()
                       << " has no layer to prune, whose weight is a parameter";
  SmallVector<std::string> result;
  for (ParameterOp parameter : parameters)
    result.push_back(parameter.getName().str());
  return result;
}

GradualPruning::GradualPruning(const PruningPlan &plan,
                               const TrainingState &state,
                               ArrayRef<std::string> names)
    : plan(plan) {
  for (const std::string &name : names) {
    std::optional<unsigned> weight = state.lookup(name);
    std::optional<unsigned> mask = state.lookup(name + ".mask");
    if (weight && mask)
      weights.emplace_back(*weight, *mask);
  }
}

void GradualPruning::prune(TrainingState &state, ArrayRef<Entries> selected,
                           double fraction) {
  std::vector<double> scores;
  std::vector<bool> keep;
  for (auto [weight, mask] : selected) {
    ArrayRef<float> values =
        static_cast<const Tensor &>(state.getTensor(weight)).data<float>();
    size_t first = scores.size();
    scores.resize(first + values.size());
    plan.criterion.score({values, 1},
                         MutableArrayRef<double>(scores).drop_front(first));
    for (char bit : state.getTensor(mask).bytes)
      keep.push_back(bit != 0);
  }
  int64_t pruned = llvm::count(keep, false);
  int64_t wanted = countForFraction(fraction, keep.size());
  if (wanted <= pruned)
    return;
  removeLowest(scores, wanted - pruned, keep);
  auto next = keep.begin();
  for (auto [weight, mask] : selected)
    for (char &bit : state.getTensor(mask).bytes)
      bit = *next++;
}

void GradualPruning::update(TrainingState &state, int64_t step) {
  if (step < plan.startStep || step > plan.endStep ||
      (step != plan.endStep && (step - plan.startStep) % plan.frequency != 0))
    return;
  double progress =
      plan.endStep == plan.startStep
          ? 1.0
          : static_cast<double>(step - plan.startStep) /
                static_cast<double>(plan.endStep - plan.startStep);
  double fraction =
      plan.schedule.getSparsity(progress, plan.initial, plan.final);
  if (plan.isGlobal)
    return prune(state, weights, fraction);
  for (const Entries &one : weights)
    prune(state, one, fraction);
}

double GradualPruning::getSparsity(const TrainingState &state) const {
  int64_t pruned = 0, all = 0;
  for (auto [weight, mask] : weights) {
    pruned += llvm::count(state.getTensor(mask).bytes, 0);
    all += state.getTensor(mask).bytes.size();
  }
  return all ? static_cast<double>(pruned) / all : 0.0;
}
