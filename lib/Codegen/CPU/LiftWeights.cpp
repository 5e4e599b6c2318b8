//===- LiftWeights.cpp - large constants become arguments -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/Passes.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/MapVector.h"

namespace mlir::compress {
#define GEN_PASS_DEF_LIFTWEIGHTS
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {
/// A constant and the operations that hold it.
struct Constant {
  StringAttr name;
  ElementsAttr value;
  SmallVector<Operation *> ops;
};

struct LiftWeights : public compress::impl::LiftWeightsBase<LiftWeights> {
  using LiftWeightsBase::LiftWeightsBase;

  void runOnOperation() override {
    func::FuncOp func = getOperation();
    if (func.isExternal() || func.isPrivate())
      return;
    for (auto &entry : collect(func)) {
      lift(func, entry.second);
      ++numLifted;
    }
  }

private:
  /// The large constants in order of appearance; constants with the same name
  /// and entries together.
  llvm::MapVector<std::pair<Attribute, Attribute>, Constant>
  collect(func::FuncOp func) {
    llvm::MapVector<std::pair<Attribute, Attribute>, Constant> constants;
    func.walk([&](Operation *op) {
      StringAttr name;
      ElementsAttr value;
      if (auto parameter = dyn_cast<ParameterOp>(op)) {
        name = parameter.getNameAttr();
        value = parameter.getValueAttr();
      } else if (!matchPattern(op, m_Constant(&value))) {
        return;
      }
      if (!isa<RankedTensorType>(op->getResult(0).getType()) ||
          value.getNumElements() <= maxElements)
        return;
      Constant &constant = constants[{name, value}];
      constant.name = name;
      constant.value = value;
      constant.ops.push_back(op);
    });
    return constants;
  }

  void lift(func::FuncOp func, const Constant &constant) {
    Builder builder(&getContext());
    SmallVector<NamedAttribute> attributes;
    if (constant.name)
      attributes.push_back(
          builder.getNamedAttr("compress.name", constant.name));
    attributes.push_back(
        builder.getNamedAttr("compress.weight", constant.value));
    Operation *first = constant.ops.front();
    unsigned index = func.getNumArguments();
    (void)func.insertArgument(index, first->getResult(0).getType(),
                              builder.getDictionaryAttr(attributes),
                              first->getLoc());
    for (Operation *op : constant.ops) {
      op->getResult(0).replaceAllUsesWith(func.getArgument(index));
      op->erase();
    }
  }
};
} // namespace
