//===- SplitReduction.cpp - long sums in blocks ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The tiles of a weight's gradient all read the same images. A batch of images
// is larger than a cache, so each tile would read it from memory again.
//
//===----------------------------------------------------------------------===//

#include "SplitReduction.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::compress;

/// Bytes of images that a block reads: half of a usual L2 cache.
static constexpr int64_t kBlockBytes = 512 * 1024;

namespace {
/// Images, and rows of pixels of the gradient, of a block.
struct ImageBlock {
  int64_t images, rows;
};

class ReductionSplitter {
public:
  ReductionSplitter(KernelOp op, ConvWeightGradAttr kind,
                    SmallVectorImpl<KernelOp> &kernels)
      : op(op), kind(kind), kernels(kernels), builder(op), loc(op.getLoc()) {}

  /// The block that fits; nothing if everything does.
  std::optional<ImageBlock> chooseBlock();
  void split(const ImageBlock &block);

private:
  using RangeFn = llvm::function_ref<void(OpFoldResult, int64_t)>;
  void emitRanges(int64_t size, int64_t step, RangeFn body);
  void emitKernel(OpFoldResult image, int64_t images, OpFoldResult row,
                  int64_t rows);
  Value slice(Value value, OpFoldResult image, int64_t images, OpFoldResult row,
              int64_t rows);
  void emitEpilogue();

  KernelOp op;
  ConvWeightGradAttr kind;
  SmallVectorImpl<KernelOp> &kernels;
  OpBuilder builder;
  Location loc;
};
} // namespace

std::optional<ImageBlock> ReductionSplitter::chooseBlock() {
  ShapedType gradient = op.getInputType(), image = op.getWeightType();
  int64_t images = gradient.getDimSize(0), rows = gradient.getDimSize(1);
  int64_t bytes = 4 * (gradient.getNumElements() + image.getNumElements());
  if (bytes <= 2 * kBlockBytes)
    return std::nullopt;
  int64_t perImage = llvm::divideCeilSigned(bytes, images);
  if (perImage <= kBlockBytes)
    return ImageBlock{kBlockBytes / perImage, rows};
  int64_t perRow = llvm::divideCeilSigned(perImage, rows);
  int64_t count = std::clamp<int64_t>(kBlockBytes / perRow, 1, rows);
  // Equal parts.
  count = llvm::divideCeilSigned(rows, llvm::divideCeilSigned(rows, count));
  return ImageBlock{1, count};
}

/// `body` for parts of `step`, and for what is left.
void ReductionSplitter::emitRanges(int64_t size, int64_t step, RangeFn body) {
  int64_t full = size - size % step;
  if (full == step) {
    body(builder.getIndexAttr(0), step);
  } else if (full > 0) {
    auto index = [&](int64_t value) {
      return arith::ConstantIndexOp::create(builder, loc, value);
    };
    auto loop =
        scf::ForOp::create(builder, loc, index(0), index(full), index(step));
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    body(loop.getInductionVar(), step);
  }
  if (full < size)
    body(builder.getIndexAttr(full), size - full);
}

Value ReductionSplitter::slice(Value value, OpFoldResult image, int64_t images,
                               OpFoldResult row, int64_t rows) {
  auto type = cast<MemRefType>(value.getType());
  OpFoldResult zero = builder.getIndexAttr(0), one = builder.getIndexAttr(1);
  SmallVector<int64_t> sizes{images, rows, type.getDimSize(2),
                             type.getDimSize(3)};
  return memref::SubViewOp::create(
      builder, loc, value, {image, row, zero, zero},
      getAsIndexOpFoldResult(builder.getContext(), sizes),
      {one, one, one, one});
}

/// Adds up what one block contributes.
void ReductionSplitter::emitKernel(OpFoldResult image, int64_t images,
                                   OpFoldResult row, int64_t rows) {
  int64_t stride = kind.getStride()[0];
  OpFoldResult imageRow = row;
  if (auto at = dyn_cast<Value>(row); at && stride > 1)
    imageRow = arith::MulIOp::create(
                   builder, loc, at,
                   arith::ConstantIndexOp::create(builder, loc, stride))
                   .getResult();
  else if (!isa<Value>(row))
    imageRow = builder.getIndexAttr(*getConstantIntValue(row) * stride);
  int64_t imageRows = (rows - 1) * stride +
                      (kind.getKernel()[0] - 1) * kind.getDilation()[0] + 1;
  auto part = KernelOp::create(
      builder, loc, TypeRange(), op.getName(), kind,
      slice(op.getInput(), image, images, row, rows),
      slice(op.getWeight(), image, images, imageRow, imageRows),
      /*tables=*/ValueRange(), /*bias=*/Value(), op.getInit(),
      /*inputLimit=*/Value(), op.getColumnLimit(), op.getInit());
  OpBuilder::InsertionGuard guard(builder);
  Type element = op.getInitType().getElementType();
  Block *block = builder.createBlock(&part.getEpilogue(), {},
                                     {element, element}, {loc, loc});
  Value sum = arith::AddFOp::create(builder, loc, block->getArgument(0),
                                    block->getArgument(1));
  YieldOp::create(builder, loc, sum);
  kernels.push_back(part);
}

/// The region of the kernel, on the sums in `init`.
void ReductionSplitter::emitEpilogue() {
  Block &block = op.getEpilogue().front();
  auto yield = cast<YieldOp>(block.getTerminator());
  if (yield.getValue() == block.getArgument(0))
    return;
  unsigned rank = op.getInitType().getRank();
  AffineMap all = builder.getMultiDimIdentityMap(rank);
  SmallVector<AffineMap> maps;
  for (Value extra : op.getExtras())
    maps.push_back(cast<ShapedType>(extra.getType()).getRank() == rank
                       ? all
                       : all.getSubMap({rank - 1}));
  maps.push_back(all);
  SmallVector<utils::IteratorType> iterators(rank,
                                             utils::IteratorType::parallel);
  linalg::GenericOp::create(
      builder, loc, TypeRange(), op.getExtras(), op.getInit(), maps, iterators,
      [&](OpBuilder &b, Location loc, ValueRange entries) {
        IRMapping mapping;
        mapping.map(block.getArgument(0), entries.back());
        for (auto [argument, entry] :
             llvm::zip(block.getArguments().drop_front(), entries.drop_back()))
          mapping.map(argument, entry);
        for (Operation &inner : block.without_terminator())
          b.clone(inner, mapping);
        linalg::YieldOp::create(b, loc,
                                mapping.lookupOrDefault(yield.getValue()));
      });
}

void ReductionSplitter::split(const ImageBlock &block) {
  Value zero = arith::ConstantOp::create(
      builder, loc, builder.getZeroAttr(op.getInitType().getElementType()));
  linalg::FillOp::create(builder, loc, zero, op.getInit());
  ShapedType gradient = op.getInputType();
  emitRanges(gradient.getDimSize(0), block.images,
             [&](OpFoldResult image, int64_t images) {
               emitRanges(gradient.getDimSize(1), block.rows,
                          [&](OpFoldResult row, int64_t rows) {
                            emitKernel(image, images, row, rows);
                          });
             });
  emitEpilogue();
  op.erase();
}

void compress::splitReduction(KernelOp op, SmallVectorImpl<KernelOp> &kernels) {
  auto kind = dyn_cast<ConvWeightGradAttr>(op.getKind());
  if (kind && op.getResults().empty() && !op.getBias()) {
    ReductionSplitter splitter(op, kind, kernels);
    if (std::optional<ImageBlock> block = splitter.chooseBlock())
      return splitter.split(*block);
  }
  kernels.push_back(op);
}
