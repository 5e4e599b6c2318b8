//===- CompressSparseAttrs.cpp - kinds of kernels that skip zeros ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/CompressSparseAttrs.h"
#include "KernelLoops.h"

using namespace mlir;
using namespace mlir::compress;

LogicalResult SparseAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                 int64_t block, int64_t pitch) {
  if (block < 1 || pitch < 1)
    return emitError() << "expected a block and a pitch of 1 or more, got "
                       << block << " and " << pitch;
  return success();
}

/// Weight [E, block, group] with its tables of offsets and `numStarts` starts,
/// for as many channels as the blocks divide.
static LogicalResult verifySparseTables(KernelOp op, int64_t block,
                                        int64_t numStarts) {
  int64_t channels = op.getInitType().getShape().back();
  if (channels % block != 0)
    return op.emitOpError("expected channels in groups of ")
           << block << ", got " << channels;
  ShapedType weight = op.getWeightType();
  if (weight.getRank() != 3)
    return op.emitOpError("expected a weight of rank 3, got ") << weight;
  if (op.getTables().size() != 2)
    return op.emitOpError("expected tables of offsets and starts");
  auto offsets = cast<ShapedType>(op.getTables()[0].getType());
  auto starts = cast<ShapedType>(op.getTables()[1].getType());
  int64_t entries = weight.getDimSize(0), group = weight.getDimSize(2);
  if (failed(expectType(op, "a weight", weight, {entries, block, group})) ||
      failed(expectType(op, "offsets", offsets, {entries, group})) ||
      failed(expectType(op, "starts", starts, {numStarts})))
    return failure();
  bool isShort = offsets.getElementType().isInteger(16);
  if ((!isShort && !offsets.getElementType().isInteger(32)) ||
      !starts.getElementType().isInteger(32))
    return op.emitOpError("expected offsets of i16 or i32 and starts of i32, "
                          "got ")
           << offsets << " and " << starts;
  return verifyUnitStride(op);
}

/// As loops that do the same work: all channels with as many entries.
static Contraction describeSparse(KernelOp op, int64_t block) {
  Contraction result;
  result.columns = op.getInitType().getShape().back();
  for (int64_t dim = 0; dim + 1 < op.getInitType().getRank(); ++dim)
    result.rows.push_back(makeResultLoop(op, dim, /*inputStride=*/0));
  ShapedType weight = op.getWeightType();
  result.group = weight.getDimSize(2);
  result.reduction = {makeReductionLoop(
      op, llvm::divideCeilSigned(weight.getDimSize(0) * block, result.columns),
      0, 0)};
  return result;
}

LogicalResult SparseAttr::verifyKernel(Operation *kernel) const {
  auto op = cast<KernelOp>(kernel);
  ShapedType init = op.getInitType(), input = op.getInputType();
  if (init.getRank() != 4)
    return op.emitOpError("expected 'outs' of rank 4, got ") << init;
  int64_t images = init.getDimSize(0);
  if (input.getRank() != 2 || input.getDimSize(0) != images)
    return op.emitOpError("expected planes of ")
           << images << " images as input, got " << input;
  int64_t width = init.getDimSize(2);
  if (width > getPitch())
    return op.emitOpError("expected rows of at most ")
           << getPitch() << " pixels, got " << width;
  return verifySparseTables(op, getBlock(),
                            init.getShape().back() / getBlock() + 1);
}

Contraction SparseAttr::describe(Operation *kernel) const {
  return describeSparse(cast<KernelOp>(kernel), getBlock());
}

LogicalResult
SparseRowsAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                       int64_t block, int64_t tile, int64_t depth) {
  if (block < 1 || tile < 1 || depth < 1)
    return emitError()
           << "expected a block, a tile and a depth of 1 or more, got " << block
           << ", " << tile << " and " << depth;
  return success();
}

LogicalResult SparseRowsAttr::verifyKernel(Operation *kernel) const {
  auto op = cast<KernelOp>(kernel);
  ShapedType init = op.getInitType(), input = op.getInputType();
  if (init.getRank() < 2)
    return op.emitOpError("expected 'outs' of rank 2 or more, got ") << init;
  if (input.getRank() != init.getRank() ||
      input.getShape().drop_back() != init.getShape().drop_back())
    return op.emitOpError("expected as many pixels in input and result, got ")
           << input << " and " << init;
  int64_t slices = llvm::divideCeilSigned(input.getShape().back(), getDepth());
  return verifySparseTables(op, getBlock(),
                            slices * (init.getShape().back() / getBlock()) + 1);
}

Contraction SparseRowsAttr::describe(Operation *kernel) const {
  return describeSparse(cast<KernelOp>(kernel), getBlock());
}
