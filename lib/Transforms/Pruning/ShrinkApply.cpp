//===- ShrinkApply.cpp - make tensors smaller -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShrinkApply.h"
#include "compress/Analysis/LayerNames.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Interfaces/PrunableOpInterface.h"
#include "compress/Support/Elements.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace mlir::compress;

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

static bool isDeadSource(Operation *op) {
  return op->getNumOperands() == 0 && op->use_empty() &&
         op->getNumResults() == 1 && isOpTriviallyDead(op);
}

SeparateConstants::SeparateConstants(ModuleOp module) : module(module) {
  SmallVector<Operation *> constants;
  module.walk([&](Operation *op) {
    if (isDeadSource(op))
      deadBefore.insert(op);
    if (op->getNumResults() != 1 || op->hasOneUse() ||
        !op->hasTrait<OpTrait::ConstantLike>())
      return;
    auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType());
    if (type && type.hasStaticShape() && type.getNumElements() > 1)
      constants.push_back(op);
  });
  for (Operation *op : constants)
    for (OpOperand &use :
         llvm::make_early_inc_range(llvm::drop_begin(op->getUses()))) {
      OpBuilder builder(op);
      builder.setInsertionPointAfter(op);
      Operation *copy = builder.clone(*op);
      use.set(copy->getResult(0));
      copies.push_back({copy, op});
    }
}

SeparateConstants::~SeparateConstants() {
  for (auto [copy, original] : copies)
    if (OperationEquivalence::isEquivalentTo(
            copy, original, OperationEquivalence::IgnoreLocations)) {
      copy->replaceAllUsesWith(original);
      copy->erase();
    }
  module.walk([&](Operation *op) {
    if (isDeadSource(op) && !deadBefore.contains(op))
      op->erase();
  });
}

/// The entries of a constant that stay.
static ElementsAttr keepConstant(ElementsAttr elements, Value value,
                                 const RemovedEntries &removed,
                                 StringRef name) {
  ArrayRef<int64_t> before = elements.getShapedType().getShape();
  auto type = RankedTensorType::get(removed.getShape(value, before),
                                    elements.getElementType());
  if (elements.isSplat())
    if (auto dense = dyn_cast<DenseElementsAttr>(elements))
      return dense.resizeSplat(type);
  if (auto floats = getF32Elements(elements))
    return makeF32Elements(type, keepEntries(*floats, before, removed, value),
                           name);
  if (auto bools = getBoolElements(elements))
    return makeBoolElements(type, keepEntries(*bools, before, removed, value));
  return makeIntElements(
      type, keepEntries(*getIntElements(elements), before, removed, value),
      name);
}

/// Rewrites the attribute that holds the entries of a constant or parameter.
static void shrinkSource(Operation *op, const RemovedEntries &removed,
                         OpBuilder &builder) {
  Value value = op->getResult(0);
  ElementsAttr elements = getConstantEntries(value);
  auto name = op->getAttrOfType<StringAttr>("name");
  ElementsAttr kept = keepConstant(elements, value, removed,
                                   name ? name.getValue() : "constant");
  for (NamedAttribute attribute : llvm::to_vector(op->getAttrs()))
    if (attribute.getValue() == elements)
      op->setAttr(attribute.getName(), kept);
  value.setType(kept.getShapedType());
}

//===----------------------------------------------------------------------===//
// Biases
//===----------------------------------------------------------------------===//

/// A name that no parameter of the function has.
static std::string makeName(Operation *layer, StringRef suffix) {
  auto function = layer->getParentOfType<func::FuncOp>();
  llvm::StringSet<> taken;
  function.walk(
      [&](ParameterOp parameter) { taken.insert(parameter.getName()); });
  std::string base = (LayerNames(function).lookup(layer) + suffix).str(),
              name = base;
  for (int i = 1; taken.contains(name); ++i)
    name = base + "_" + std::to_string(i);
  return name;
}

static Value makeParameter(Operation *layer, ArrayRef<float> data,
                           OpBuilder &builder) {
  std::string name = makeName(layer, ".bias");
  builder.setInsertionPoint(layer);
  auto type = RankedTensorType::get({static_cast<int64_t>(data.size())},
                                    builder.getF32Type());
  return ParameterOp::create(builder, layer->getLoc(), name, /*frozen=*/false,
                             LayoutAttr(), makeF32Elements(type, data, name));
}

/// Adds `loss`, by output channel, to the parameter at the start of a bias; a
/// masked entry that gets something is masked no more.
static void addToParameter(const WeightChain &bias, ArrayRef<float> loss,
                           OpBuilder &builder) {
  ParameterOp parameter = bias.getParameter();
  std::vector<float> data = *getF32Elements(bias.value);
  std::vector<bool> keep = *bias.getMask();
  for (auto [i, number] : llvm::enumerate(loss)) {
    if (number == 0.0f)
      continue;
    data[i] = (keep[i] ? data[i] : 0.0f) + number;
    keep[i] = true;
  }
  parameter.setValueAttr(
      makeF32Elements(parameter.getType(), data, parameter.getName()));
  MaskOp mask = bias.mask;
  if (!mask)
    return;
  auto type = RankedTensorType::get(parameter.getType().getShape(),
                                    builder.getI1Type());
  builder.setInsertionPoint(mask);
  mask.getMaskMutable().assign(tosa::ConstOp::create(
      builder, mask.getLoc(), type, makeBoolElements(type, keep)));
}

/// Makes up for what a layer, which has its new shape, no longer sums.
static void addToBias(Operation *layer, ArrayRef<float> loss,
                      OpBuilder &builder) {
  OpOperand *operand = cast<PrunableOpInterface>(layer).getBiasOperand();
  if (!operand) {
    (void)cast<ChannelRemovalOpInterface>(layer).addBias(
        makeParameter(layer, loss, builder));
    return;
  }
  WeightChain bias = WeightChain::match(operand->get());
  bool isOwn = bias.source.hasOneUse() && operand->get().hasOneUse();
  if (bias.getParameter() && isOwn)
    return addToParameter(bias, loss, builder);
  std::vector<float> data = *bias.getMaskedValues();
  // TOSA lets one number stand for all channels.
  data.resize(loss.size(), data.front());
  for (auto [number, more] : llvm::zip_equal(data, loss))
    number += more;
  if (bias.getParameter()) {
    Operation *old = operand->get().getDefiningOp();
    operand->set(makeParameter(layer, data, builder));
    if (old->getNumOperands() > 0 && isOpTriviallyDead(old))
      old->erase();
    return;
  }
  builder.setInsertionPoint(layer);
  auto type = RankedTensorType::get({static_cast<int64_t>(data.size())},
                                    builder.getF32Type());
  operand->set(tosa::ConstOp::create(builder, layer->getLoc(), type,
                                     makeF32Elements(type, data, "bias")));
}

//===----------------------------------------------------------------------===//
// The whole
//===----------------------------------------------------------------------===//

static void updateOperations(const ShrinkPlan &plan, OpBuilder &builder) {
  const RemovedEntries &removed = plan.getRemoved();
  auto isTouched = [&](Value value) { return removed.contains(value); };
  for (func::FuncOp function : plan.getFunctions()) {
    Block &body = function.getBody().front();
    for (Operation &op : llvm::make_early_inc_range(body)) {
      if (op.getNumOperands() == 0 ||
          (!llvm::any_of(op.getOperands(), isTouched) &&
           !llvm::any_of(op.getResults(), isTouched)))
        continue;
      if (auto removal = dyn_cast<ChannelRemovalOpInterface>(op))
        removal.removeEntries(removed, builder);
      else
        compress::detail::updateCoupledShapes(&op, builder);
    }
    function.setFunctionType(builder.getFunctionType(
        body.getArgumentTypes(), body.getTerminator()->getOperandTypes()));
  }
}

void compress::applyShrinkPlan(const ShrinkPlan &plan, OpBuilder &builder) {
  const RemovedEntries &removed = plan.getRemoved();
  SmallVector<std::pair<Operation *, std::vector<float>>> losses;
  for (Operation *layer : plan.getLayers()) {
    SumRule rule(plan.getKnown());
    std::vector<float> loss = rule.getLoss(layer, removed);
    if (loss.empty())
      continue;
    Value result = layer->getResult(0);
    unsigned dim = getOutputChannels(layer)->dim;
    std::vector<float> kept;
    for (auto [index, number] : llvm::enumerate(loss))
      if (!removed.contains(result, dim, index))
        kept.push_back(number);
    losses.push_back({layer, std::move(kept)});
  }
  for (Value value : removed.getValues()) {
    Operation *source = value.getDefiningOp();
    if (source && source->getNumOperands() == 0) {
      if (auto removal = dyn_cast<ChannelRemovalOpInterface>(source))
        removal.removeEntries(removed, builder);
      shrinkSource(source, removed, builder);
      continue;
    }
    auto type = cast<RankedTensorType>(value.getType());
    value.setType(type.clone(removed.getShape(value, type.getShape())));
  }
  updateOperations(plan, builder);
  for (auto &[layer, loss] : losses)
    addToBias(layer, loss, builder);
}
