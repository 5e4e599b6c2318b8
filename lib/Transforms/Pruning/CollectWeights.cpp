//===- CollectWeights.cpp - what can be pruned ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/LayerNames.h"
#include "compress/Support/Elements.h"
#include "compress/Transforms/Pruning/WeightPruning.h"
#include "mlir/IR/Remarks.h"
#include "llvm/ADT/MapVector.h"
#include <numeric>

using namespace mlir;
using namespace mlir::compress;

void SkippedLayers::add(Operation *layer, StringRef name, StringRef reason) {
  if (category.empty())
    return;
  remark::missed(layer->getLoc(),
                 remark::RemarkOpts::name("skipped").category(category))
      << ("layer '" + name + "' is not pruned: " + reason).str();
}

void SkippedLayers::add(const PrunedWeight &weight, StringRef reason) {
  LayerNames names(weight.layers.front()->getParentOp());
  for (Operation *layer : weight.layers) {
    StringRef name = names.lookup(layer);
    add(layer, name, reason);
    if (firstUnfit.empty())
      firstUnfit = ("layer '" + name + "' is not pruned: " + reason).str();
  }
}

/// The sizes of a layer's weight; nothing where the number of input channels is
/// not known.
static std::optional<WeightSizes> getSizes(PrunableOpInterface layer) {
  auto input =
      dyn_cast<RankedTensorType>(layer.getInputOperand().get().getType());
  auto type = cast<ShapedType>(layer.getWeightOperand().get().getType());
  if (!input || input.getRank() == 0 || !type.hasStaticShape() ||
      input.isDynamicDim(input.getRank() - 1))
    return std::nullopt;
  WeightSizes sizes;
  for (auto [size, role] :
       llvm::zip_equal(type.getShape(), layer.getWeightDimRoles())) {
    if (role == DimRole::Kernel)
      sizes.positions *= size;
    else if (role == DimRole::Input)
      sizes.inputs *= size;
    else
      sizes.outputs *= size;
  }
  if (sizes.inputs > 0)
    sizes.groups = input.getShape().back() / sizes.inputs;
  return sizes;
}

/// Where the entries of `sizes` are in a weight with these dimensions.
static std::vector<int64_t> getOrder(PrunableOpInterface layer) {
  SmallVector<DimRole> roles = layer.getWeightDimRoles();
  SmallVector<int64_t> permutation;
  for (DimRole wanted :
       {DimRole::Group, DimRole::Output, DimRole::Kernel, DimRole::Input})
    for (auto [dim, role] : llvm::enumerate(roles))
      if (role == wanted)
        permutation.push_back(dim);
  auto type = cast<ShapedType>(layer.getWeightOperand().get().getType());
  std::vector<int64_t> indices(type.getNumElements());
  std::iota(indices.begin(), indices.end(), 0);
  return transposeElements<int64_t>(indices, type.getShape(), permutation);
}

namespace {

class WeightCollector {
public:
  WeightCollector(const NameFilter &filter, SkippedLayers &skipped)
      : filter(filter), skipped(skipped) {}

  LogicalResult addLayer(PrunableOpInterface layer, StringRef name);
  /// Weights of layers that are not selected are there with an empty name.
  llvm::MapVector<Value, PrunedWeight> weights;

private:
  const NameFilter &filter;
  SkippedLayers &skipped;
};

} // namespace

/// Adds a layer's weight, or the layer to those that share its weight.
LogicalResult WeightCollector::addLayer(PrunableOpInterface layer,
                                        StringRef name) {
  bool isSelected = filter.matches(name);
  OpOperand &operand = layer.getWeightOperand();
  WeightChain chain = WeightChain::match(operand.get());
  std::optional<std::vector<bool>> keep = chain.getMask();
  std::optional<WeightSizes> sizes;
  StringRef reason;
  if (!chain.value)
    reason = "its weight is not constant";
  else if (!chain.value.getElementType().isF32())
    reason = "its weight is not f32";
  else if (chain.value.empty())
    reason = "its weight has no entries";
  else if (!keep)
    reason = "its mask is not constant";
  else if (!(sizes = getSizes(layer)))
    reason = "the number of its input channels is not known";
  if (!reason.empty()) {
    if (isSelected)
      skipped.add(layer, name, reason);
    return success();
  }
  PrunedWeight &weight =
      weights[chain.mask ? chain.mask.getResult() : chain.source];
  if (!weight.layers.empty() && isSelected == weight.name.empty())
    return layer->emitError()
           << "layer '" << name << "' shares its weight with a layer that "
           << (isSelected ? "is not" : "is")
           << " selected; let include and exclude take both or none";
  if (!weight.layers.empty() && sizes->groups != weight.sizes.groups)
    return layer->emitError() << "layer '" << name
                              << "' shares its weight with a layer of another "
                              << "number of groups; exclude both";
  weight.layers.push_back(layer);
  weight.sizes = *sizes;
  if (!isSelected)
    return success();
  if (ParameterOp parameter = chain.getParameter())
    weight.name = parameter.getName().str();
  else if (weight.name.empty())
    weight.name = (name + ".weight").str();
  weight.uses.insert(chain.mask        ? &chain.mask.getWeightMutable()
                     : chain.fakeQuant ? &chain.fakeQuant.getInputMutable()
                                       : &operand);
  weight.keep = std::move(*keep);
  weight.chain = chain;
  return success();
}

/// Divides the weight and finds out which groups are left; false if it cannot
/// be divided.
static bool divide(PrunedWeight &weight, PatternAttrInterface pattern,
                   SkippedLayers &skipped) {
  std::string reason;
  std::optional<WeightPartition> partition =
      pattern.partition(weight.sizes, reason);
  if (!partition) {
    skipped.add(weight, reason);
    return false;
  }
  weight.partition = std::move(*partition);
  weight.order = getOrder(cast<PrunableOpInterface>(weight.layers.front()));
  weight.findAlive();
  return true;
}

FailureOr<PrunedWeights> compress::collectWeights(func::FuncOp function,
                                                  const NameFilter &filter,
                                                  PatternAttrInterface pattern,
                                                  SkippedLayers &skipped) {
  LayerNames names(function);
  SmallVector<std::string> prunable;
  for (Operation *layer : names.getLayers())
    if (isa<PrunableOpInterface>(layer))
      prunable.push_back(names.lookup(layer).str());
  // At the location, because tools print the operation of an error, weights
  // and all.
  auto emitError = [&] { return mlir::emitError(function.getLoc()); };
  if (prunable.empty())
    return emitError() << "function '" << function.getName()
                       << "' has no layer to prune";
  if (failed(filter.checkAgainst(prunable, emitError)))
    return failure();

  WeightCollector collector(filter, skipped);
  for (Operation *layer : names.getLayers())
    if (auto prunableLayer = dyn_cast<PrunableOpInterface>(layer))
      if (failed(collector.addLayer(prunableLayer, names.lookup(layer))))
        return failure();
  PrunedWeights selected;
  for (auto &[key, weight] : collector.weights)
    if (!weight.name.empty() && divide(weight, pattern, skipped))
      selected.push_back(std::move(weight));
  return selected;
}
