//===- PlanArena.cpp - all buffers in one block of memory -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/Arena.h"
#include "compress/Codegen/CPU/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/Transforms/BufferViewFlowAnalysis.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Remarks.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

namespace mlir::compress {
#define GEN_PASS_DEF_PLANARENA
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

/// An allocation and when it is needed.
struct PlannedBuffer {
  memref::AllocOp alloc;
  BufferLife life;
};

struct PlanArena : public compress::impl::PlanArenaBase<PlanArena> {
  void runOnOperation() override {
    func::FuncOp func = getOperation();
    if (func.isExternal())
      return;
    if (failed(collect(func)))
      return signalPassFailure();
    bool isCalled = func.isPrivate();
    if (isCalled) {
      // A caller would have to pass the arena on.
      if (buffers.empty())
        return;
      buffers.front().alloc.emitError("cannot plan the buffers of @")
          << func.getSymName() << ", which is called; inline it first";
      return signalPassFailure();
    }
    place(func);
  }

private:
  LogicalResult collect(func::FuncOp func);
  LogicalResult check(memref::AllocOp alloc);
  LogicalResult checkLoops(memref::AllocOp alloc,
                           const BufferViewFlowAnalysis::ValueSetT &aliases);
  BufferLife getLife(memref::AllocOp alloc, Block &body,
                     const BufferViewFlowAnalysis::ValueSetT &aliases);
  void place(func::FuncOp func);

  std::vector<PlannedBuffer> buffers;
  llvm::DenseMap<Operation *, int64_t> steps;
};

} // namespace

LogicalResult PlanArena::check(memref::AllocOp alloc) {
  MemRefType type = alloc.getType();
  if (!type.hasStaticShape() || !type.getLayout().isIdentity())
    return alloc.emitError("cannot plan a buffer of type ")
           << type << "; give all shapes static sizes";
  if (alloc.getAlignment().value_or(1) > kBufferAlignment)
    return alloc.emitError("cannot plan a buffer aligned to ")
           << *alloc.getAlignment() << " bytes; at most " << kBufferAlignment
           << " are possible";
  return success();
}

/// One place is enough for a buffer in a loop if no iteration sees that of
/// another.
LogicalResult
PlanArena::checkLoops(memref::AllocOp alloc,
                      const BufferViewFlowAnalysis::ValueSetT &aliases) {
  for (auto loop = alloc->getParentOfType<LoopLikeOpInterface>(); loop;
       loop = loop->getParentOfType<LoopLikeOpInterface>()) {
    if (isa<scf::ParallelOp, scf::ForallOp>(loop))
      return alloc.emitError("cannot plan a buffer in iterations that run at "
                             "the same time; allocate it before the loop");
    auto escapes = [&](Value alias) {
      Block *block = alias.getParentBlock();
      return alias.getDefiningOp() == loop.getOperation() ||
             (isa<BlockArgument>(alias) && block->getParentOp() == loop);
    };
    if (llvm::any_of(aliases, escapes))
      return alloc.emitError("cannot plan a buffer that one iteration of a "
                             "loop hands to the next; copy its contents");
  }
  return success();
}

BufferLife
PlanArena::getLife(memref::AllocOp alloc, Block &body,
                   const BufferViewFlowAnalysis::ValueSetT &aliases) {
  BufferLife life;
  MemRefType type = alloc.getType();
  life.size = type.getNumElements() *
              llvm::divideCeil(DataLayout::closest(alloc).getTypeSizeInBits(
                                   type.getElementType()),
                               8);
  life.first = steps.size();
  life.last = -1;
  auto extend = [&](Operation *op) {
    int64_t step = steps.lookup(body.findAncestorOpInBlock(*op));
    life.first = std::min(life.first, step);
    life.last = std::max(life.last, step);
  };
  // Where a buffer is allocated and looked at through views does not matter,
  // only where it is used: those that producers write into begin early.
  for (Value alias : aliases)
    for (Operation *user : alias.getUsers())
      if (!isa<ViewLikeOpInterface>(user))
        extend(user);
  // In a nested block, operations before the first use may still be in the
  // same step.
  if (alloc->getBlock() != &body || life.last < 0)
    extend(alloc);
  return life;
}

LogicalResult PlanArena::collect(func::FuncOp func) {
  buffers.clear();
  steps.clear();
  SmallVector<memref::AllocOp> allocs;
  func.walk([&](memref::AllocOp alloc) {
    if (!alloc.getType().getMemorySpace())
      allocs.push_back(alloc);
  });
  if (!func.getBody().hasOneBlock() && !allocs.empty())
    return allocs.front().emitError("cannot plan the buffers of @")
           << func.getSymName()
           << ", which has branches; use structured control flow";
  Block &body = func.getBody().front();
  for (auto [step, op] : llvm::enumerate(body))
    steps[&op] = step;
  BufferViewFlowAnalysis analysis(func);
  for (memref::AllocOp alloc : allocs) {
    BufferViewFlowAnalysis::ValueSetT aliases = analysis.resolve(alloc);
    if (failed(check(alloc)) || failed(checkLoops(alloc, aliases)))
      return failure();
    for (Value alias : aliases)
      for (Operation *user : llvm::make_early_inc_range(alias.getUsers()))
        if (isa<memref::DeallocOp>(user))
          user->erase();
    buffers.push_back({alloc, getLife(alloc, body, aliases)});
  }
  return success();
}

void PlanArena::place(func::FuncOp func) {
  std::vector<BufferLife> lives;
  int64_t sum = 0;
  for (const PlannedBuffer &buffer : buffers) {
    lives.push_back(buffer.life);
    sum += buffer.life.size;
  }
  ArenaPlan plan = planArena(lives);
  OpBuilder builder(func.getContext());
  auto type = MemRefType::get({plan.size}, builder.getI8Type());
  (void)func.insertArgument(
      0, type,
      builder.getDictionaryAttr(
          {builder.getNamedAttr("compress.arena", builder.getUnitAttr()),
           builder.getNamedAttr(LLVM::LLVMDialect::getAlignAttrName(),
                                builder.getI64IntegerAttr(kBufferAlignment)),
           builder.getNamedAttr(LLVM::LLVMDialect::getNoAliasAttrName(),
                                builder.getUnitAttr())}),
      func.getLoc());
  func->setAttr("compress.arena_bytes", builder.getI64IntegerAttr(plan.size));
  for (auto [buffer, offset] : llvm::zip_equal(buffers, plan.offsets)) {
    builder.setInsertionPoint(buffer.alloc);
    Value shift =
        arith::ConstantIndexOp::create(builder, buffer.alloc.getLoc(), offset);
    Value view = memref::ViewOp::create(
        builder, buffer.alloc.getLoc(), buffer.alloc.getType(),
        func.getArgument(0), shift, ValueRange());
    buffer.alloc.replaceAllUsesWith(view);
    buffer.alloc.erase();
  }
  numBuffers += buffers.size();
  remark::passed(func.getLoc(), remark::RemarkOpts::name("plan-arena")
                                    .category("compress-plan-arena")
                                    .function(func.getSymName()))
      << llvm::formatv("arena of {0} bytes; {1} buffers of {2} bytes together, "
                       "at most {3} at a time",
                       plan.size, buffers.size(), sum, getPeakBytes(lives))
             .str();
}
