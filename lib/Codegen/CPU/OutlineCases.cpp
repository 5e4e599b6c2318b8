//===- OutlineCases.cpp - alternatives as functions -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Outlining.h"
#include "compress/Codegen/CPU/Passes.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Transforms/RegionUtils.h"

namespace mlir::compress {
#define GEN_PASS_DEF_OUTLINECASES
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {
struct OutlineCases : public compress::impl::OutlineCasesBase<OutlineCases> {
  using OutlineCasesBase::OutlineCasesBase;

  void runOnOperation() override {
    SmallVector<func::FuncOp> functions(getOperation().getOps<func::FuncOp>());
    // Choices inside of an alternative are in the function that it becomes.
    for (size_t i = 0; i < functions.size(); ++i)
      functions[i].walk<WalkOrder::PreOrder>([&](scf::IndexSwitchOp choice) {
        for (Region &region : choice->getRegions())
          if (func::FuncOp made = outline(functions[i], region.front()))
            functions.push_back(made);
      });
  }

private:
  func::FuncOp outline(func::FuncOp function, Block &block);
};
} // namespace

static int64_t countOperations(Block &block) {
  int64_t count = 0;
  block.walk([&](Operation *) { ++count; });
  return count;
}

/// Operations of the block that say where its results are; nothing if that
/// depends on what the block does.
static std::optional<DenseSet<Operation *>> getPlaces(Block &block) {
  DenseSet<Operation *> places;
  SmallVector<Value> values(block.getTerminator()->getOperands());
  while (!values.empty()) {
    Operation *op = values.pop_back_val().getDefiningOp();
    if (!op || op->getBlock() != &block || !places.insert(op).second)
      continue;
    if (op->getNumRegions() != 0 || !isMemoryEffectFree(op))
      return std::nullopt;
    llvm::append_range(values, op->getOperands());
  }
  return places;
}

static func::FuncOp createFunction(func::FuncOp function, Block &block,
                                   const Captures &captures) {
  OpBuilder builder(function);
  Location loc = block.getParentOp()->getLoc();
  ValueRange arguments(captures.arguments.getArrayRef());
  auto body = func::FuncOp::create(
      builder, loc, (function.getSymName() + "_case").str(),
      builder.getFunctionType(arguments.getTypes(), {}));
  body.setPrivate();
  body->setAttr(
      "llvm.linkage",
      LLVM::LinkageAttr::get(builder.getContext(), LLVM::Linkage::Internal));
  body->setAttr("passthrough", builder.getStrArrayAttr({"noinline"}));
  // Another buffer may be part of an argument.
  if (captures.hasOnlyArguments())
    for (auto [i, argument] : llvm::enumerate(arguments))
      copyArgumentAttributes(argument, body, i);
  SymbolTable(function->getParentOp()).insert(body);
  builder.setInsertionPointToStart(body.addEntryBlock());
  IRMapping mapping;
  captures.repeat(builder, body.getArguments(), mapping);
  for (Operation &op : block.without_terminator())
    builder.clone(op, mapping);
  func::ReturnOp::create(builder, loc);
  return body;
}

func::FuncOp OutlineCases::outline(func::FuncOp function, Block &block) {
  auto places = getPlaces(block);
  if (!places || countOperations(block) < minOperations)
    return {};
  Captures captures;
  captures.takesOthers = true;
  llvm::SetVector<Value> values;
  getUsedValuesDefinedAbove(*block.getParent(), values);
  for (Value value : values)
    if (failed(captures.add(function, value)))
      return {};
  func::FuncOp body = createFunction(function, block, captures);
  for (Operation &op :
       llvm::make_early_inc_range(llvm::drop_begin(llvm::reverse(block))))
    if (!places->contains(&op))
      op.erase();
  OpBuilder builder(block.getTerminator());
  func::CallOp::create(builder, body.getLoc(), body,
                       captures.arguments.getArrayRef());
  ++numOutlined;
  return body;
}
