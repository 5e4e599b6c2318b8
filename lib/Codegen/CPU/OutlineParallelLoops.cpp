//===- OutlineParallelLoops.cpp - parallel loops as functions -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Outlining.h"
#include "compress/Codegen/CPU/ParallelCalls.h"
#include "compress/Codegen/CPU/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Transforms/RegionUtils.h"

namespace mlir::compress {
#define GEN_PASS_DEF_OUTLINEPARALLELLOOPS
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

struct OutlineParallelLoops
    : public compress::impl::OutlineParallelLoopsBase<OutlineParallelLoops> {
  void runOnOperation() override {
    SmallVector<func::FuncOp> functions(getOperation().getOps<func::FuncOp>());
    for (func::FuncOp function : functions) {
      SmallVector<scf::ParallelOp> loops;
      function.walk<WalkOrder::PreOrder>([&](scf::ParallelOp loop) {
        loops.push_back(loop);
        return WalkResult::skip();
      });
      for (scf::ParallelOp loop : loops)
        outline(function, loop);
    }
  }

private:
  void outline(func::FuncOp function, scf::ParallelOp loop);
};

} // namespace

static func::FuncOp createFunction(func::FuncOp function,
                                   ArrayRef<Value> arguments, Location loc) {
  OpBuilder builder(function);
  SmallVector<Type> types(2, builder.getIndexType());
  llvm::append_range(types, ValueRange(arguments).getTypes());
  auto body = func::FuncOp::create(builder, loc,
                                   (function.getSymName() + "_chunks").str(),
                                   builder.getFunctionType(types, {}));
  body.setPrivate();
  body->setAttr(kParallelBodyName, builder.getUnitAttr());
  for (auto [i, argument] : llvm::enumerate(arguments))
    copyArgumentAttributes(argument, body, i + 2);
  // Functions that call each other's loops need names of their own.
  SymbolTable(function->getParentOp()).insert(body);
  return body;
}

/// Fills the function with the loop, from its first to its second argument.
static void fillFunction(func::FuncOp body, scf::ParallelOp loop,
                         const Captures &captures) {
  Location loc = loop.getLoc();
  Block *entry = body.addEntryBlock();
  OpBuilder builder = OpBuilder::atBlockBegin(entry);
  IRMapping mapping;
  captures.repeat(builder, entry->getArguments().drop_front(2), mapping);
  auto chunks = scf::ForOp::create(builder, loc, entry->getArgument(0),
                                   entry->getArgument(1),
                                   mapping.lookup(loop.getStep().front()));
  func::ReturnOp::create(builder, loc);
  builder.setInsertionPointToStart(chunks.getBody());
  mapping.map(loop.getInductionVars().front(), chunks.getInductionVar());
  for (Operation &op : loop.getBody()->without_terminator())
    builder.clone(op, mapping);
  // Memory on the stack is taken once, not for each chunk.
  SmallVector<memref::AllocaOp> allocas;
  chunks.walk([&](memref::AllocaOp op) {
    if (op->getNumOperands() == 0)
      allocas.push_back(op);
  });
  for (memref::AllocaOp op : allocas)
    op->moveBefore(entry, entry->begin());
}

void OutlineParallelLoops::outline(func::FuncOp function,
                                   scf::ParallelOp loop) {
  auto decline = [&](StringRef why) {
    remark::missed(loop.getLoc(), remark::RemarkOpts::name("loop").category(
                                      "compress-outline-parallel-loops"))
        << why;
    ++numSerial;
  };
  if (loop.getInductionVars().size() != 1 || !loop.getInitVals().empty())
    return decline("has several dimensions or a result: one thread runs it");
  Captures captures;
  llvm::SetVector<Value> values;
  getUsedValuesDefinedAbove(loop.getRegion(), values);
  for (Value bound : {loop.getLowerBound().front(),
                      loop.getUpperBound().front(), loop.getStep().front()})
    values.insert(bound);
  for (Value value : values)
    if (failed(captures.add(function, value)))
      return decline("uses what is computed around it: one thread runs it");
  func::FuncOp body =
      createFunction(function, captures.arguments.getArrayRef(), loop.getLoc());
  fillFunction(body, loop, captures);
  OpBuilder builder(loop);
  SmallVector<Value> operands{loop.getLowerBound().front(),
                              loop.getUpperBound().front()};
  llvm::append_range(operands, captures.arguments);
  func::CallOp::create(builder, loop.getLoc(), body, operands);
  loop.erase();
  ++numOutlined;
}
