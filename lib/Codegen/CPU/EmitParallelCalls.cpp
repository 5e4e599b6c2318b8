//===- EmitParallelCalls.cpp - calls that several threads share -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/ParallelCalls.h"
#include "compress/Codegen/CPU/Passes.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

namespace mlir::compress {
#define GEN_PASS_DEF_EMITPARALLELCALLS
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {
struct EmitParallelCalls
    : public compress::impl::EmitParallelCallsBase<EmitParallelCalls> {
  void runOnOperation() override {
    SmallVector<LLVM::LLVMFuncOp> bodies;
    for (auto function : getOperation().getOps<LLVM::LLVMFuncOp>())
      if (function->hasAttr(kParallelBodyName))
        bodies.push_back(function);
    for (LLVM::LLVMFuncOp body : bodies)
      if (failed(check(body)))
        return signalPassFailure();
    if (bodies.empty())
      return;
    if (Operation *taken = getOperation().lookupSymbol(kParallelForName)) {
      taken->emitError("the name '")
          << kParallelForName << "' is taken by the thread pool; rename it";
      return signalPassFailure();
    }
    pointer = LLVM::LLVMPointerType::get(&getContext());
    declareRuntime();
    for (LLVM::LLVMFuncOp body : bodies)
      emit(body);
  }

private:
  LogicalResult check(LLVM::LLVMFuncOp body);
  void declareRuntime();
  LLVM::LLVMFuncOp emitEntry(LLVM::LLVMFuncOp body);
  void emit(LLVM::LLVMFuncOp body);

  LLVM::LLVMPointerType pointer;
  LLVM::LLVMFuncOp parallelFor;
};
} // namespace

LogicalResult EmitParallelCalls::check(LLVM::LLVMFuncOp body) {
  auto isInteger = [](Type type) { return type.isInteger(64); };
  ArrayRef<Type> types = body.getArgumentTypes();
  bool isRange =
      types.size() >= 2 && llvm::all_of(types.take_front(2), isInteger);
  if (!isRange || body.isExternal() ||
      !llvm::all_of(types.drop_front(2),
                    llvm::IsaPred<LLVM::LLVMPointerType>) ||
      !isa<LLVM::LLVMVoidType>(body.getFunctionType().getReturnType()))
    return body.emitError("threads cannot share @")
           << body.getSymName()
           << ": expected a body that takes i64, i64 and pointers, and returns "
              "nothing";
  std::optional<SymbolTable::UseRange> uses =
      SymbolTable::getSymbolUses(body, getOperation());
  for (const SymbolTable::SymbolUse &use : *uses)
    if (!isa<LLVM::CallOp>(use.getUser()))
      return use.getUser()->emitError("threads cannot share @")
             << body.getSymName() << ": it is used by other than calls";
  return success();
}

void EmitParallelCalls::declareRuntime() {
  OpBuilder builder = OpBuilder::atBlockBegin(getOperation().getBody());
  Type i64 = builder.getI64Type();
  parallelFor = LLVM::LLVMFuncOp::create(
      builder, getOperation().getLoc(), kParallelForName,
      LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(&getContext()),
                                  {i64, i64, pointer, pointer}));
}

/// A function that finds the buffers in a table.
LLVM::LLVMFuncOp EmitParallelCalls::emitEntry(LLVM::LLVMFuncOp body) {
  OpBuilder builder(body);
  Location loc = body.getLoc();
  Type i64 = builder.getI64Type();
  auto entry = LLVM::LLVMFuncOp::create(
      builder, loc, (body.getSymName() + "_entry").str(),
      LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(&getContext()),
                                  {i64, i64, pointer}),
      LLVM::Linkage::Internal);
  SymbolTable(getOperation()).insert(entry);
  Block *block = entry.addEntryBlock(builder);
  builder.setInsertionPointToStart(block);
  SmallVector<Value> operands{block->getArgument(0), block->getArgument(1)};
  for (unsigned i = 2; i < body.getNumArguments(); ++i) {
    Value place = LLVM::GEPOp::create(
        builder, loc, pointer, pointer, block->getArgument(2),
        ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(i - 2)});
    operands.push_back(LLVM::LoadOp::create(builder, loc, pointer, place));
  }
  LLVM::CallOp::create(builder, loc, body, operands);
  LLVM::ReturnOp::create(builder, loc, ValueRange());
  return entry;
}

void EmitParallelCalls::emit(LLVM::LLVMFuncOp body) {
  SmallVector<LLVM::CallOp> calls;
  std::optional<SymbolTable::UseRange> uses =
      SymbolTable::getSymbolUses(body, getOperation());
  for (const SymbolTable::SymbolUse &use : *uses)
    calls.push_back(cast<LLVM::CallOp>(use.getUser()));
  LLVM::LLVMFuncOp entry = emitEntry(body);
  for (LLVM::CallOp call : calls) {
    Location loc = call.getLoc();
    OpBuilder builder(
        &call->getParentOfType<LLVM::LLVMFuncOp>().front(),
        call->getParentOfType<LLVM::LLVMFuncOp>().front().begin());
    ValueRange buffers = call.getArgOperands().drop_front(2);
    Value size = LLVM::ConstantOp::create(
        builder, loc, builder.getI64IntegerAttr(buffers.size()));
    Value table = LLVM::AllocaOp::create(builder, loc, pointer, pointer, size);
    builder.setInsertionPoint(call);
    for (auto [i, buffer] : llvm::enumerate(buffers)) {
      Value place =
          LLVM::GEPOp::create(builder, loc, pointer, pointer, table,
                              ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(i)});
      LLVM::StoreOp::create(builder, loc, buffer, place);
    }
    Value run = LLVM::AddressOfOp::create(builder, loc, entry);
    LLVM::CallOp::create(
        builder, loc, parallelFor,
        {call.getArgOperands()[0], call.getArgOperands()[1], run, table});
    call.erase();
    ++numCalls;
  }
  // LLVM learns from attributes of its arguments that buffers do not overlap.
  body.setLinkage(LLVM::Linkage::Internal);
  body.setNoInline(true);
  body->removeAttr(kParallelBodyName);
}
