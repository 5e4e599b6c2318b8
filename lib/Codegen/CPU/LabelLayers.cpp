//===- LabelLayers.cpp - locations that say for which layer ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/LayerLocations.h"
#include "compress/Analysis/LayerNames.h"
#include "compress/Codegen/CPU/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::compress {
#define GEN_PASS_DEF_LABELLAYERS
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {
struct LabelLayers : public compress::impl::LabelLayersBase<LabelLayers> {
  void runOnOperation() override {
    LayerNames names(getOperation());
    for (auto [i, layer] : llvm::enumerate(names.getLayers()))
      layerIndices[layer] = i;
    for (Block &block : getOperation().getBody())
      for (Operation &op : block)
        if (std::optional<unsigned> index = findLayer(&op)) {
          for (Value result : op.getResults())
            valueIndices[result] = *index;
          StringRef name = names.lookup(names.getLayers()[*index]);
          op.setLoc(
              labelLocation(op.getLoc(), StringAttr::get(&getContext(), name)));
        }
    layerIndices.clear();
    valueIndices.clear();
    markAllAnalysesPreserved();
  }

private:
  /// The layer that `op` is or contains; else the latest one whose values it
  /// takes. Nothing before the first layer.
  std::optional<unsigned> findLayer(Operation *op) {
    std::optional<unsigned> index;
    op->walk<WalkOrder::PreOrder>([&](Operation *inner) {
      auto it = layerIndices.find(inner);
      if (it == layerIndices.end())
        return WalkResult::advance();
      index = it->second;
      return WalkResult::interrupt();
    });
    if (index)
      return index;
    for (Value operand : op->getOperands())
      if (auto it = valueIndices.find(operand); it != valueIndices.end())
        index = std::max(index.value_or(0), it->second);
    return index;
  }

  DenseMap<Operation *, unsigned> layerIndices;
  DenseMap<Value, unsigned> valueIndices;
};
} // namespace
