//===- MapToGpu.cpp - linalg on buffers as GPU launches -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Strategies.h"
#include "compress/Codegen/GPU/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

namespace mlir::compress {
#define GEN_PASS_DEF_MAPTOGPU
#include "compress/Codegen/GPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// The limit of the second and third dimension of a grid.
static constexpr int64_t kMaxBlocks = 65535;

//===----------------------------------------------------------------------===//
// What can be mapped
//===----------------------------------------------------------------------===//

/// Indices are 32 bits wide in a kernel.
static LogicalResult verifyBuffers(Operation *op) {
  for (Value operand : op->getOperands()) {
    auto type = dyn_cast<MemRefType>(operand.getType());
    if (!type)
      continue;
    if (!type.hasStaticShape())
      return op->emitOpError("has an operand of dynamic shape, ")
             << type
             << "; code is generated for static shapes only, give the "
                "function's arguments static types";
    auto root = dyn_cast<MemRefType>(getRootBuffer(operand).getType());
    if (!root || !root.getLayout().isIdentity())
      return op->emitOpError("uses a buffer that is not contiguous, ")
             << getRootBuffer(operand).getType()
             << "; bufferize with identity layouts at function boundaries";
    if (root.getNumElements() > std::numeric_limits<int32_t>::max())
      return op->emitOpError("uses a buffer of ")
             << root.getNumElements()
             << " entries; kernels number them with 32 bits, make the batch "
                "smaller";
  }
  return success();
}

/// The loops must say which results are whose.
static LogicalResult verifyLoops(linalg::LinalgOp op) {
  for (OpOperand &output : op.getDpsInitsMutable()) {
    AffineMap map = op.getMatchingIndexingMap(&output);
    for (auto [dim, iterator] : llvm::enumerate(op.getIteratorTypesArray()))
      if (iterator == utils::IteratorType::parallel &&
          !map.isFunctionOfDim(dim) && op.getStaticLoopRanges()[dim] != 1)
        return op.emitOpError("writes an entry from several iterations of "
                              "parallel loop ")
               << dim << "; make it a reduction loop";
  }
  return success();
}

static LogicalResult verifyOperation(Operation &op) {
  if (failed(verifyBuffers(&op)))
    return failure();
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op)) {
    if (!linalgOp.hasPureBufferSemantics())
      return op.emitOpError("works on tensors; bufferize the function first");
    return verifyLoops(linalgOp);
  }
  if (isa<memref::AllocOp, memref::CopyOp, gpu::LaunchOp, func::ReturnOp>(op) ||
      isa<ViewLikeOpInterface>(op) || op.hasTrait<OpTrait::ConstantLike>())
    return success();
  return op.emitOpError("has no form on a GPU; only linalg operations and "
                        "copies become kernels, run this part on the CPU");
}

/// True if there is nothing to compute.
static bool isEmpty(linalg::LinalgOp op) {
  return llvm::any_of(
      llvm::zip_equal(op.getIteratorTypesArray(), op.getStaticLoopRanges()),
      [](auto loop) {
        return std::get<0>(loop) == utils::IteratorType::parallel &&
               std::get<1>(loop) == 0;
      });
}

/// A copy as the loops it is.
static void convertCopy(memref::CopyOp op) {
  OpBuilder builder(op);
  int64_t rank = cast<MemRefType>(op.getTarget().getType()).getRank();
  AffineMap map = builder.getMultiDimIdentityMap(rank);
  SmallVector<utils::IteratorType> iterators(rank,
                                             utils::IteratorType::parallel);
  linalg::GenericOp::create(builder, op.getLoc(), op.getSource(),
                            op.getTarget(), ArrayRef{map, map}, iterators,
                            [](OpBuilder &b, Location loc, ValueRange args) {
                              linalg::YieldOp::create(b, loc, args[0]);
                            });
  op.erase();
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

/// `main_3_conv_2d_nhwc_hwcf`.
static std::string getKernelName(func::FuncOp func, unsigned index,
                                 linalg::LinalgOp op) {
  StringRef kind = op->getName().stripDialect();
  return (func.getSymName() + "_" + Twine(index) + "_" + kind).str();
}

/// Emits the kernel of `group` and says how it was made.
static std::string emitKernel(const KernelGroup &group, StringRef name) {
  KernelBuilder kernel(group, name);
  std::optional<Product> product = matchProduct(group.main);
  if (product && product->numRows >= 8 && product->numColumns >= 8 &&
      product->numDepth >= 8 && product->numBatches <= kMaxBlocks) {
    ProductTile tile = chooseProductTile(*product);
    if (llvm::divideCeil(product->numColumns, tile.columns) <= kMaxBlocks) {
      emitTiledProduct(kernel, *product, tile);
      return llvm::formatv("tile {0}x{1}x{2}, {3}x{4} per thread", tile.rows,
                           tile.columns, tile.depth * product->pack,
                           tile.threadRows, tile.threadColumns);
    }
  }
  if (isSplitSum(kernel)) {
    emitSplitSum(kernel);
    return "8 threads per sum";
  }
  emitPointwise(kernel);
  return "a thread per result";
}

namespace {
struct MapToGpu : public compress::impl::MapToGpuBase<MapToGpu> {
  void runOnOperation() override {
    func::FuncOp func = getOperation();
    if (func.isExternal())
      return;
    if (!func.getBody().hasOneBlock()) {
      func.emitOpError("has control flow; only straight code becomes kernels");
      return signalPassFailure();
    }
    Block &block = func.getBody().front();
    for (Operation &op : block)
      if (failed(verifyOperation(op)))
        return signalPassFailure();
    for (auto copy : llvm::make_early_inc_range(block.getOps<memref::CopyOp>()))
      convertCopy(copy);

    SmallVector<KernelGroup> groups = groupIntoKernels(block);
    llvm::sort(groups, [](const KernelGroup &a, const KernelGroup &b) {
      return a.last()->isBeforeInBlock(b.last());
    });
    unsigned index = 0;
    for (KernelGroup &group : groups) {
      if (isEmpty(group.main))
        continue;
      std::string how =
          emitKernel(group, getKernelName(func, index++, group.main));
      remark::passed(
          group.main.getLoc(),
          remark::RemarkOpts::name("kernel").category("compress-map-to-gpu"))
          << remark::reason("{0}", how);
      ++numKernels;
      numFused += group.ops().size() - 1;
    }
    for (KernelGroup &group : groups)
      for (linalg::LinalgOp op : group.ops())
        op->erase();
  }
};
} // namespace
