//===- Chunks.cpp - work that threads share -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Chunks.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;
using namespace mlir::compress;

/// More chunks than this balance no better.
static constexpr int64_t kMaxChunks = 64;

LoopRange compress::getWholeRange(Builder &builder, int64_t size) {
  return {builder.getIndexAttr(0), builder.getIndexAttr(size)};
}

int64_t compress::getNumChunks(double cycles, int64_t chunkCycles) {
  if (chunkCycles <= 0)
    return 1;
  return std::clamp<double>(cycles / chunkCycles, 1, kMaxChunks);
}

template <typename OpT>
static OpFoldResult emitExtreme(OpBuilder &builder, Location loc,
                                OpFoldResult a, OpFoldResult b,
                                bool takesFirst) {
  if (getConstantIntValue(a) && getConstantIntValue(b))
    return takesFirst ? a : b;
  return OpT::create(builder, loc,
                     getValueOrCreateConstantIndexOp(builder, loc, a),
                     getValueOrCreateConstantIndexOp(builder, loc, b))
      .getResult();
}

OpFoldResult compress::emitMin(OpBuilder &builder, Location loc, OpFoldResult a,
                               OpFoldResult b) {
  return emitExtreme<arith::MinSIOp>(
      builder, loc, a, b, getConstantIntValue(a) <= getConstantIntValue(b));
}

OpFoldResult compress::emitMax(OpBuilder &builder, Location loc, OpFoldResult a,
                               OpFoldResult b) {
  return emitExtreme<arith::MaxSIOp>(
      builder, loc, a, b, getConstantIntValue(a) >= getConstantIntValue(b));
}

LoopRange compress::getChunk(OpBuilder &builder, Location loc,
                             const LoopCut &cut, Value chunk) {
  if (cut.getNumChunks() == 1)
    return getWholeRange(builder, cut.size);
  int64_t entries = cut.steps * cut.step;
  auto makeIndex = [&](int64_t value) {
    return arith::ConstantIndexOp::create(builder, loc, value);
  };
  Value lower = arith::MulIOp::create(builder, loc, chunk, makeIndex(entries));
  Value upper = arith::AddIOp::create(builder, loc, lower, makeIndex(entries));
  if (cut.size % entries == 0)
    return {lower, upper};
  return {lower, emitMin(builder, loc, upper, builder.getIndexAttr(cut.size))};
}

void compress::emitParallel(OpBuilder &builder, Location loc, int64_t count,
                            llvm::function_ref<void(Value chunk)> body) {
  auto makeIndex = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(builder, loc, value);
  };
  auto loop = scf::ParallelOp::create(builder, loc, ValueRange{makeIndex(0)},
                                      ValueRange{makeIndex(count)},
                                      ValueRange{makeIndex(1)});
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  body(loop.getInductionVars().front());
}

void compress::emitSteps(OpBuilder &builder, Location loc,
                         const LoopRange &range, int64_t size, int64_t full,
                         int64_t step, StepsFn body) {
  OpFoldResult end = builder.getIndexAttr(full);
  if (full > 0)
    body({range.lower,
          full < size ? emitMin(builder, loc, range.upper, end) : range.upper},
         step, /*isRest=*/false);
  if (full < size)
    body({emitMax(builder, loc, range.lower, end), range.upper}, size - full,
         /*isRest=*/true);
}

void compress::emitLoop(OpBuilder &builder, Location loc,
                        const LoopRange &range, int64_t step,
                        llvm::function_ref<void(Value)> body) {
  std::optional<int64_t> lower = getConstantIntValue(range.lower),
                         upper = getConstantIntValue(range.upper);
  auto materialize = [&](OpFoldResult value) {
    return getValueOrCreateConstantIndexOp(builder, loc, value);
  };
  if (lower && upper && *lower >= *upper)
    return;
  if (lower && upper && *lower + step >= *upper)
    return body(materialize(range.lower));
  Value increment = arith::ConstantIndexOp::create(builder, loc, step);
  auto loop = scf::ForOp::create(builder, loc, materialize(range.lower),
                                 materialize(range.upper), increment);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  body(loop.getInductionVar());
}

void compress::keepRolled(scf::ForOp loop) {
  MLIRContext *context = loop.getContext();
  auto unroll = LLVM::LoopUnrollAttr::get(context, BoolAttr::get(context, true),
                                          {}, {}, {}, {}, {}, {});
  loop->setDiscardableAttr(
      "llvm.loop_annotation",
      LLVM::LoopAnnotationAttr::get(context, {}, {}, {}, unroll, {}, {}, {}, {},
                                    {}, {}, {}, {}, {}, {}, {}));
}
