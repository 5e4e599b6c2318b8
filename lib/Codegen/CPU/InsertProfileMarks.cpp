//===- InsertProfileMarks.cpp - calls where the layer changes -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/LayerLocations.h"
#include "compress/Codegen/CPU/Passes.h"
#include "compress/Codegen/CPU/ProfileMarks.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::compress {
#define GEN_PASS_DEF_INSERTPROFILEMARKS
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// True for what reads or writes memory, rather than only naming or
/// allocating it.
static bool doesWork(Operation *op) {
  std::optional<SmallVector<MemoryEffects::EffectInstance>> effects =
      getEffectsRecursively(op);
  return !effects ||
         llvm::any_of(*effects, [](const MemoryEffects::EffectInstance &it) {
           return !isa<MemoryEffects::Allocate, MemoryEffects::Free>(
               it.getEffect());
         });
}

namespace {
struct InsertProfileMarks
    : public compress::impl::InsertProfileMarksBase<InsertProfileMarks> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    if (Operation *taken = module.lookupSymbol(kProfileMarkName)) {
      taken->emitError("the name '")
          << kProfileMarkName << "' is taken by the profiler; rename it";
      return signalPassFailure();
    }
    // Index 0: no layer.
    layers.clear();
    layers.insert(StringAttr::get(&getContext()));
    for (auto function : module.getOps<func::FuncOp>())
      if (function.isPublic())
        for (Block &block : function.getBody())
          markBlock(block);
    Builder builder(&getContext());
    module->setAttr(kProfiledLayersName,
                    builder.getArrayAttr(
                        SmallVector<Attribute>(layers.begin(), layers.end())));
    OpBuilder declaration = OpBuilder::atBlockBegin(module.getBody());
    func::FuncOp::create(declaration, module.getLoc(), kProfileMarkName,
                         builder.getFunctionType(builder.getI32Type(), {}))
        .setPrivate();
  }

private:
  /// What was before the block is not known, so it starts with a mark.
  void markBlock(Block &block) {
    std::optional<unsigned> current;
    for (Operation &op : block) {
      bool isEnd = op.hasTrait<OpTrait::IsTerminator>();
      if (!isEnd && !doesWork(&op))
        continue;
      StringAttr label = isEnd ? StringAttr() : getLayerLabel(op.getLoc());
      unsigned index = 0;
      if (label) {
        layers.insert(label);
        index = llvm::find(layers, label) - layers.begin();
      }
      if (index == current)
        continue;
      current = index;
      OpBuilder builder(&op);
      Value argument = arith::ConstantIntOp::create(
          builder, op.getLoc(), builder.getI32Type(), index);
      func::CallOp::create(builder, op.getLoc(), kProfileMarkName, TypeRange(),
                           argument);
      ++numMarks;
    }
  }

  llvm::SetVector<StringAttr> layers;
};
} // namespace
