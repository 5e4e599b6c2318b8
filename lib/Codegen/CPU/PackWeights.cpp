//===- PackWeights.cpp - all weights in one block of memory ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/Arena.h"
#include "compress/Codegen/CPU/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/SymbolTable.h"

namespace mlir::compress {
#define GEN_PASS_DEF_PACKWEIGHTS
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {
/// An argument with known entries, and its place in the blob.
struct Weight {
  BlockArgument argument;
  int64_t offset;
};

struct PackWeights : public compress::impl::PackWeightsBase<PackWeights> {
  void runOnOperation() override {
    func::FuncOp func = getOperation();
    if (func.isExternal() || func.isPrivate())
      return;
    std::vector<Weight> weights;
    FailureOr<int64_t> size = layOut(func, weights);
    if (failed(size))
      return signalPassFailure();
    pack(func, weights, *size);
  }

private:
  /// Finds the weights and a place for each; returns the blob's size.
  FailureOr<int64_t> layOut(func::FuncOp func, std::vector<Weight> &weights);
  void pack(func::FuncOp func, ArrayRef<Weight> weights, int64_t size);
};
} // namespace

FailureOr<int64_t> PackWeights::layOut(func::FuncOp func,
                                       std::vector<Weight> &weights) {
  int64_t end = 0;
  for (BlockArgument argument : func.getArguments()) {
    if (!func.getArgAttr(argument.getArgNumber(), "compress.weight"))
      continue;
    auto type = dyn_cast<MemRefType>(argument.getType());
    if (!type || !type.hasStaticShape() || !type.getLayout().isIdentity() ||
        !type.getElementType().isIntOrFloat())
      return emitError(argument.getLoc(), "cannot pack a weight of type ")
             << argument.getType() << "; expected a row-major buffer";
    weights.push_back({argument, end});
    int64_t bytes = type.getNumElements() *
                    llvm::divideCeil(type.getElementTypeBitWidth(), 8);
    end = llvm::alignTo(end + bytes, kBufferAlignment);
  }
  return end + (weights.empty() ? 0 : kBufferSlack);
}

void PackWeights::pack(func::FuncOp func, ArrayRef<Weight> weights,
                       int64_t size) {
  OpBuilder builder(func.getContext());
  auto unit = builder.getUnitAttr();
  (void)func.insertArgument(
      0, MemRefType::get({size}, builder.getI8Type()),
      builder.getDictionaryAttr(
          {builder.getNamedAttr("compress.blob", unit),
           builder.getNamedAttr(LLVM::LLVMDialect::getAlignAttrName(),
                                builder.getI64IntegerAttr(kBufferAlignment)),
           builder.getNamedAttr(LLVM::LLVMDialect::getNoAliasAttrName(), unit),
           builder.getNamedAttr(LLVM::LLVMDialect::getReadonlyAttrName(),
                                unit)}),
      func.getLoc());
  builder.setInsertionPointToStart(&func.getBody().front());
  SmallVector<Attribute> entries;
  llvm::BitVector packed(func.getNumArguments());
  for (Weight weight : weights) {
    unsigned index = weight.argument.getArgNumber();
    Location loc = weight.argument.getLoc();
    Value shift = arith::ConstantIndexOp::create(builder, loc, weight.offset);
    Value view = memref::ViewOp::create(
        builder, loc, cast<MemRefType>(weight.argument.getType()),
        func.getArgument(0), shift, ValueRange());
    weight.argument.replaceAllUsesWith(view);
    NamedAttrList entry;
    if (Attribute name = func.getArgAttr(index, "compress.name"))
      entry.set("name", name);
    entry.set("offset", builder.getI64IntegerAttr(weight.offset));
    entry.set("value", func.getArgAttr(index, "compress.weight"));
    entries.push_back(entry.getDictionary(func.getContext()));
    packed.set(index);
  }
  (void)func.eraseArguments(packed);
  // Bufferization made them; AnnotateArguments could not know them.
  for (unsigned i = 0, e = func.getNumArguments(); i < e; ++i)
    if (func.getArgAttr(i, "bufferize.result"))
      func.setArgAttr(i, LLVM::LLVMDialect::getNoAliasAttrName(), unit);
  func->setAttr("compress.weights", builder.getArrayAttr(entries));
  func->setAttr("compress.weight_bytes", builder.getI64IntegerAttr(size));
  numWeights += weights.size();
}
