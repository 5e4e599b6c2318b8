//===- Parameters.cpp - constants of layers become named parameters -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PopulatePatterns.h"
#include "compress/Analysis/LayerNames.h"
#include "compress/Analysis/TrainedOperands.h"
#include "compress/Conversion/ConstantView.h"
#include "llvm/ADT/StringSet.h"
#include <map>

using namespace mlir;
using namespace mlir::compress;

namespace {

class ParameterRaiser {
public:
  explicit ParameterRaiser(Operation *function) : function(function) {}
  LogicalResult run();

private:
  LogicalResult raise(Operation *layer, const TrainedOperand &trained);
  StringRef makeUnique(std::string name);

  Operation *function;
  llvm::StringSet<> names;
  /// By constant, layout and type.
  std::map<std::tuple<Operation *, const void *, const void *>, Value> shared;
};

} // namespace

StringRef ParameterRaiser::makeUnique(std::string name) {
  std::string unique = name;
  for (unsigned suffix = 1; names.contains(unique); ++suffix)
    unique = name + "_" + std::to_string(suffix);
  return names.insert(unique).first->getKey();
}

LogicalResult ParameterRaiser::raise(Operation *layer,
                                     const TrainedOperand &trained) {
  Value value = trained.operand->get();
  std::optional<ConstantView> view = ConstantView::match(value);
  if (!view || value.getDefiningOp<ParameterOp>())
    return success();
  LayoutAttr layout = view->getLayout();
  // Equal biases and statistics are shared only because an importer merged
  // equal constants.
  bool canBeShared = trained.role == "weight";
  Value &known = shared[{view->getSource(), layout.getAsOpaquePointer(),
                         value.getType().getAsOpaquePointer()}];
  if (known && canBeShared) {
    trained.operand->set(known);
    return success();
  }
  auto layerName = layer->getAttrOfType<StringAttr>("name").getValue();
  std::string name = (layerName + "." + trained.role).str();
  ElementsAttr elements = view->getElements(name);
  if (!elements)
    return layer->emitError("cannot read the ")
           << trained.role << " of layer '" << layerName
           << "': its data is missing or does not match its type "
           << view->getImported().getType();
  OpBuilder builder(layer);
  Value parameter = ParameterOp::create(builder, view->getSource()->getLoc(),
                                        makeUnique(name), trained.isStatistic,
                                        layout, elements);
  trained.operand->set(parameter);
  if (canBeShared)
    known = parameter;
  return success();
}

LogicalResult ParameterRaiser::run() {
  function->walk(
      [&](ParameterOp parameter) { names.insert(parameter.getName()); });
  LayerNames layerNames(function);
  for (Operation *layer : layerNames.getLayers()) {
    if (!isa_and_present<CompressDialect>(layer->getDialect()))
      continue;
    layer->setAttr(
        "name", StringAttr::get(layer->getContext(), layerNames.lookup(layer)));
    for (const TrainedOperand &trained : getTrainedOperands(layer))
      if (failed(raise(layer, trained)))
        return failure();
  }
  // What is left are constants of other operations.
  foldConstantMovement(function);
  return success();
}

LogicalResult compress::raiseParameters(Operation *function) {
  return ParameterRaiser(function).run();
}
