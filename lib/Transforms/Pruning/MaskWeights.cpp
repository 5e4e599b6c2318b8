//===- MaskWeights.cpp - masks behind weights and biases ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/LayerNames.h"
#include "compress/Support/Elements.h"
#include "compress/Transforms/Pruning/WeightPruning.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::compress;

/// Shrinks `keep`, of this shape, along dimension `dim` to a size of 1, if all
/// entries along it agree.
static void collapse(std::vector<bool> &keep, SmallVectorImpl<int64_t> &shape,
                     size_t dim) {
  int64_t size = shape[dim], inner = 1;
  for (int64_t later : ArrayRef(shape).drop_front(dim + 1))
    inner *= later;
  std::vector<bool> result;
  for (size_t begin = 0; begin < keep.size(); begin += size * inner)
    for (int64_t i = 0; i < inner; ++i) {
      for (int64_t j = 1; j < size; ++j)
        if (keep[begin + j * inner + i] != keep[begin + i])
          return;
      result.push_back(keep[begin + i]);
    }
  keep = std::move(result);
  shape[dim] = 1;
}

/// Puts a mask with these entries behind the chain's source, for `uses`, or
/// gives them to the mask that is there. Dimensions along which all entries
/// agree become 1 where `collapses` is set.
static void setMask(const WeightChain &chain, ArrayRef<OpOperand *> uses,
                    std::vector<bool> keep, bool collapses) {
  auto type = cast<RankedTensorType>(chain.source.getType());
  SmallVector<int64_t> shape(type.getShape());
  for (size_t dim = 0; collapses && dim < shape.size(); ++dim)
    collapse(keep, shape, dim);
  MaskOp existing = chain.mask;
  OpBuilder builder(chain.source.getContext());
  if (existing)
    builder.setInsertionPoint(existing);
  else
    builder.setInsertionPointAfterValue(chain.source);
  Location loc = chain.source.getLoc();
  auto maskType = RankedTensorType::get(shape, builder.getI1Type());
  Value state = tosa::ConstOp::create(builder, loc, maskType,
                                      makeBoolElements(maskType, keep));
  if (existing) {
    Operation *old = existing.getMask().getDefiningOp();
    existing.getMaskMutable().assign(state);
    if (isOpTriviallyDead(old))
      old->erase();
    return;
  }
  Value masked = MaskOp::create(builder, loc, chain.source, state);
  for (OpOperand *use : uses) {
    use->set(masked);
    // A range that follows the weight follows what is left of it.
    auto rounded = dyn_cast<FakeQuantOp>(use->getOwner());
    Value scale = rounded ? rounded.getScale() : Value();
    auto fitted =
        scale ? scale.getDefiningOp<FittedScaleOp>() : FittedScaleOp();
    if (fitted && fitted.getInput() == chain.source)
      fitted.getInputMutable().assign(masked);
  }
}

static void remarkBias(Operation *layer, StringRef reason) {
  LayerNames names(layer->getParentOp());
  remark::missed(layer->getLoc(),
                 remark::RemarkOpts::name("bias").category("compress-prune"))
      << ("bias of layer '" + names.lookup(layer) +
          "' keeps the entries of pruned filters: " + reason)
             .str();
}

/// True if masking the chain's source changes nothing but these operands. An
/// unmasked constant may be shared, a parameter not: several masks of one
/// parameter could not be made real.
static bool isReadOnlyBy(const WeightChain &chain, ArrayRef<OpOperand *> uses) {
  auto isOurs = [&](OpOperand &use) {
    return llvm::is_contained(uses, &use) ||
           (chain.fakeQuant && use.getOwner() == chain.fakeQuant);
  };
  Value masked = chain.mask ? MaskOp(chain.mask).getResult() : chain.source;
  if (chain.fakeQuant &&
      !llvm::all_of(FakeQuantOp(chain.fakeQuant)->getUses(), isOurs))
    return false;
  return (!chain.mask && !chain.getParameter()) ||
         llvm::all_of(masked.getUses(), isOurs);
}

/// Masks a bias where the output channel is gone. `uses` are all operands of
/// pruned layers that read the same bias. Returns its parameter, if it has one
/// and was masked.
static ParameterOp maskBias(ArrayRef<OpOperand *> uses,
                            const std::vector<bool> &live) {
  WeightChain chain = WeightChain::match(uses.front()->get());
  std::optional<std::vector<bool>> keep = chain.getMask();
  StringRef reason;
  if (!chain.value || !chain.value.getElementType().isF32() || !keep)
    reason = "it is not constant f32";
  else if (keep->size() != live.size())
    reason = "it has no entry for each of them";
  else if (!isReadOnlyBy(chain, uses))
    reason = "it has other uses";
  if (!reason.empty()) {
    for (OpOperand *use : uses)
      remarkBias(use->getOwner(), reason);
    return {};
  }
  for (size_t i = 0; i < live.size(); ++i)
    (*keep)[i] = (*keep)[i] && live[i];
  if (chain.fakeQuant)
    setMask(chain, &chain.fakeQuant.getInputMutable(), std::move(*keep), false);
  else
    setMask(chain, uses, std::move(*keep), false);
  return chain.getParameter();
}

/// Masks all biases of the weight's layers; returns those that are parameters.
static SmallVector<ParameterOp> maskBiases(const PrunedWeight &weight) {
  std::vector<bool> live = weight.findLiveOutputs();
  llvm::MapVector<Value, SmallVector<OpOperand *>> biases;
  for (Operation *layer : weight.layers)
    if (OpOperand *bias = cast<PrunableOpInterface>(layer).getBiasOperand())
      biases[bias->get()].push_back(bias);
  SmallVector<ParameterOp> masked;
  for (auto &[value, uses] : biases)
    if (ParameterOp parameter = maskBias(uses, live))
      masked.push_back(parameter);
  return masked;
}

void compress::maskWeight(const PrunedWeight &weight, bool pruneBias,
                          PruningUnit unit) {
  setMask(weight.chain, weight.uses.getArrayRef(), weight.keep,
          unit == PruningUnit::Filter || unit == PruningUnit::Channel);
  if (pruneBias && unit == PruningUnit::Filter &&
      llvm::is_contained(weight.findLiveOutputs(), false))
    maskBiases(weight);
}

std::string compress::describePruning(const PrunedWeight &weight,
                                      int64_t keptBefore, int64_t groupsBefore,
                                      PruningUnit unit) {
  int64_t kept = weight.countKept();
  std::string message =
      llvm::formatv("parameter '{0}': pruned {1} of {2} weights, {3} kept",
                    weight.name, keptBefore - kept, weight.keep.size(), kept);
  if (unit != PruningUnit::Entry)
    message += llvm::formatv("; {0} of {1} {2} removed",
                             groupsBefore - weight.countAlive(),
                             weight.partition.getNumGroups(), describe(unit));
  return message;
}

SmallVector<ParameterOp> compress::insertMasks(const PrunedWeight &weight,
                                               bool pruneBias,
                                               PruningUnit unit) {
  setMask(weight.chain, weight.uses.getArrayRef(), weight.keep, false);
  if (!pruneBias || unit != PruningUnit::Filter)
    return {};
  return maskBiases(weight);
}
