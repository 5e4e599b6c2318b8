//===- EmitEntry.cpp - the function that C calls --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The body stays in a function of its own, since LLVM learns from attributes
// of arguments that buffers do not overlap.
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/Passes.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

namespace mlir::compress {
#define GEN_PASS_DEF_EMITENTRY
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// Where an argument of the body comes from.
enum class Origin { Weights, Arena, Input, Output };

static Origin getOrigin(LLVM::LLVMFuncOp body, unsigned index) {
  if (body.getArgAttr(index, "compress.blob"))
    return Origin::Weights;
  if (body.getArgAttr(index, "compress.arena"))
    return Origin::Arena;
  return body.getArgAttr(index, "bufferize.result") ? Origin::Output
                                                    : Origin::Input;
}

namespace {
struct EmitEntry : public compress::impl::EmitEntryBase<EmitEntry> {
  void runOnOperation() override {
    SmallVector<LLVM::LLVMFuncOp> bodies;
    for (auto function : getOperation().getOps<LLVM::LLVMFuncOp>())
      if (function->hasAttr("compress.arena_bytes"))
        bodies.push_back(function);
    for (LLVM::LLVMFuncOp body : bodies)
      if (failed(check(body)))
        return signalPassFailure();
    for (LLVM::LLVMFuncOp body : bodies)
      emit(body);
  }

private:
  LogicalResult check(LLVM::LLVMFuncOp body);
  void emit(LLVM::LLVMFuncOp body);
};
} // namespace

LogicalResult EmitEntry::check(LLVM::LLVMFuncOp body) {
  for (auto [index, type] : llvm::enumerate(body.getArgumentTypes()))
    if (!isa<LLVM::LLVMPointerType>(type))
      return body.emitError("cannot make a C function of @")
             << body.getSymName() << ": argument " << index << " has type "
             << type << "; use tensors only";
  if (!isa<LLVM::LLVMVoidType>(body.getFunctionType().getReturnType()))
    return body.emitError("cannot make a C function of @")
           << body.getSymName() << ": it returns "
           << body.getFunctionType().getReturnType() << "; use tensors only";
  std::string name = (body.getSymName() + "_run").str();
  if (getOperation().lookupSymbol(name))
    return body.emitError("cannot make a C function of @")
           << body.getSymName() << ": the module has a @" << name
           << " already; rename it";
  return success();
}

void EmitEntry::emit(LLVM::LLVMFuncOp body) {
  OpBuilder builder(body);
  Location loc = body.getLoc();
  auto pointer = LLVM::LLVMPointerType::get(&getContext());
  auto type = LLVM::LLVMFunctionType::get(
      LLVM::LLVMVoidType::get(&getContext()), SmallVector<Type>(4, pointer));
  auto entry = LLVM::LLVMFuncOp::create(
      builder, loc, (body.getSymName() + "_run").str(), type);
  for (StringRef name :
       {"compress.arena_bytes", "compress.weight_bytes", "compress.weights"})
    if (Attribute value = body->removeAttr(name))
      entry->setAttr(name, value);
  Block *block = entry.addEntryBlock(builder);
  builder.setInsertionPointToStart(block);
  int32_t numInputs = 0, numOutputs = 0;
  auto load = [&](Value table, int32_t index) -> Value {
    Value place = LLVM::GEPOp::create(builder, loc, pointer, pointer, table,
                                      ArrayRef<LLVM::GEPArg>{index});
    return LLVM::LoadOp::create(builder, loc, pointer, place);
  };
  SmallVector<Value> arguments;
  for (unsigned i = 0, e = body.getNumArguments(); i < e; ++i) {
    switch (getOrigin(body, i)) {
    case Origin::Weights:
      arguments.push_back(block->getArgument(0));
      break;
    case Origin::Arena:
      arguments.push_back(block->getArgument(1));
      break;
    case Origin::Input:
      arguments.push_back(load(block->getArgument(2), numInputs++));
      break;
    case Origin::Output:
      arguments.push_back(load(block->getArgument(3), numOutputs++));
      break;
    }
    // They have served their purpose; LLVM does not know them.
    for (NamedAttribute attribute :
         llvm::to_vector(FunctionOpInterface(body).getArgAttrs(i)))
      if (StringRef name = attribute.getName();
          name.starts_with("compress.") || name == "bufferize.result")
        body.removeArgAttr(i, name);
  }
  LLVM::CallOp::create(builder, loc, body, arguments);
  LLVM::ReturnOp::create(builder, loc, ValueRange());
  body.setLinkage(LLVM::Linkage::Internal);
  body.setNoInline(true);
}
