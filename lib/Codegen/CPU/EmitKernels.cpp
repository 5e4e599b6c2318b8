//===- EmitKernels.cpp - kernels on buffers as vector loops ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelEmitter.h"
#include "KernelSparse.h"
#include "SplitReduction.h"
#include "compress/Codegen/CPU/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"

namespace mlir::compress {
#define GEN_PASS_DEF_EMITKERNELS
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

static StringRef getInstruction(DotKind dot, Isa isa) {
  switch (dot) {
  case DotKind::Float:
    return "multiply-add of f32";
  case DotKind::Widened:
    return "multiply-add of i32";
  case DotKind::Words:
    return hasByteDots(isa) ? "vpdpwssd" : "vpmaddwd";
  case DotKind::Bytes:
    return "vpdpbusd";
  }
  llvm_unreachable("a DotKind without a name");
}

namespace {
struct EmitKernels : public compress::impl::EmitKernelsBase<EmitKernels> {
  using EmitKernelsBase::EmitKernelsBase;

  LogicalResult emit(KernelOp op) {
    if (!op.getResults().empty())
      return op.emitOpError("is on tensors; kernels are written after "
                            "bufferization");
    Contraction contraction = op.describe();
    std::optional<DotKind> dot = getDotKind(op, contraction, isa);
    if (!dot)
      return op.emitOpError("multiplies ")
             << contraction.group << " entries of type "
             << op.getInputType().getElementType()
             << " at a time, for which isa=" << stringifyIsa(isa)
             << " has no instruction";
    OpBuilder builder(op);
    if (mlir::isa<SparseAttr>(op.getKind())) {
      SparsePlanesEmitter(builder, op, *dot, isa).emit(chunkCycles);
      op.erase();
      ++numEmitted;
      return success();
    }
    if (mlir::isa<SparseRowsAttr>(op.getKind())) {
      if (failed(SparseRowsEmitter::check(op, isa)))
        return failure();
      SparseRowsEmitter(builder, op, *dot, isa).emit(chunkCycles);
      op.erase();
      ++numEmitted;
      return success();
    }
    int64_t lanes = getVectorBits(isa) / 32;
    if (contraction.lanes && contraction.lanes != lanes)
      return op.emitOpError("has weights in vectors of ")
             << contraction.lanes << " entries, isa=" << stringifyIsa(isa)
             << " computes " << lanes << " at a time";
    collapseLoops(contraction.rows);
    collapseLoops(contraction.reduction);
    while (contraction.rows.size() < 2)
      contraction.rows.insert(
          contraction.rows.begin(),
          KernelLoop{1, SmallVector<int64_t>(op->getNumOperands(), 0)});
    KernelTile tile = chooseTile(contraction, *dot, isa);
    remark::passed(op.getLoc(), remark::RemarkOpts::name("tile").category(
                                    "compress-emit-kernels"))
        << llvm::formatv("{0}: {1} rows x {2} vectors of {3}, {4}",
                         op.getName(), tile.getNumRows(), tile.vectors, lanes,
                         getInstruction(*dot, isa))
               .str();
    KernelChunks chunks = chooseChunks(op, contraction, tile, isa, chunkCycles);
    if (int64_t count = chunks.getNumChunks(); count > 1)
      remark::passed(op.getLoc(), remark::RemarkOpts::name("chunks").category(
                                      "compress-emit-kernels"))
          << llvm::formatv("{0}: {1} chunks for threads ({2} of rows, {3} of "
                           "columns)",
                           op.getName(), count,
                           count / chunks.columns.getNumChunks(),
                           chunks.columns.getNumChunks())
                 .str();
    KernelEmitter(builder, op, std::move(contraction), tile, chunks, isa)
        .emit();
    op.erase();
    ++numEmitted;
    return success();
  }

  void runOnOperation() override {
    SmallVector<KernelOp> whole, kernels;
    getOperation().walk([&](KernelOp op) { whole.push_back(op); });
    for (KernelOp op : whole)
      splitReduction(op, kernels);
    for (KernelOp op : kernels)
      if (failed(emit(op)))
        return signalPassFailure();
  }
};
} // namespace
