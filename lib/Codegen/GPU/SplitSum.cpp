//===- SplitSum.cpp - several threads per sum -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For few results of many terms each: a dense layer at batch 1, the mean of an
// image.
//
//===----------------------------------------------------------------------===//

#include "Strategies.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::compress;

/// Results of a block: a warp's, so that neighbours read neighbours.
static constexpr int64_t kResults = 32;
static constexpr int64_t kSlices = 8;

std::optional<Sum> compress::matchSum(linalg::LinalgOp op) {
  if (op.getNumDpsInits() != 1)
    return std::nullopt;
  BlockArgument accumulator = op.getRegionOutputArgs()[0];
  Operation *add =
      op.getBlock()->getTerminator()->getOperand(0).getDefiningOp();
  if (!isa_and_nonnull<arith::AddFOp, arith::AddIOp>(add) ||
      !accumulator.hasOneUse() || accumulator.use_begin()->getOwner() != add)
    return std::nullopt;
  bool isFirst = add->getOperand(0) == accumulator;
  return Sum{add, add->getOperand(isFirst ? 1 : 0)};
}

static int64_t countIterations(const KernelBuilder &kernel,
                               ArrayRef<unsigned> dims) {
  int64_t count = 1;
  for (unsigned dim : dims)
    count *= kernel.sizes[dim];
  return count;
}

bool compress::isSplitSum(const KernelBuilder &kernel) {
  linalg::LinalgOp op = kernel.main;
  return matchSum(op) &&
         op.getMatchingIndexingMap(op.getDpsInitOperand(0))
             .isProjectedPermutation() &&
         countIterations(kernel, kernel.parallelDims) <= 16384 &&
         countIterations(kernel, kernel.reductionDims) >= 4 * kSlices;
}

void compress::emitSplitSum(KernelBuilder &kernel) {
  OpBuilder &b = kernel.builder;
  linalg::LinalgOp op = kernel.main;
  Sum sum = *matchSum(op);
  Type type = sum.term.getType();
  AffineMap map = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  SmallVector<int64_t> shape, depth;
  for (unsigned i = 0; i < map.getNumResults(); ++i)
    shape.push_back(kernel.sizes[map.getDimPosition(i)]);
  for (unsigned dim : kernel.reductionDims)
    depth.push_back(kernel.sizes[dim]);
  int64_t results = ShapedType::getNumElements(shape);
  int64_t terms = ShapedType::getNumElements(depth);
  int64_t blocks = llvm::divideCeil(results, kResults);
  auto shared =
      gpu::AddressSpaceAttr::get(b.getContext(), gpu::AddressSpace::Workgroup);
  kernel.launch({{blocks, 1, 1}, {kResults, kSlices, 1}},
                MemRefType::get({kSlices, kResults}, type,
                                MemRefLayoutAttrInterface(), shared));
  Value partials = kernel.launchOp.getWorkgroupAttributions()[0];
  Value lane = kernel.launchOp.getThreadIds().x;
  Value slice = kernel.launchOp.getThreadIds().y;
  Value linear = kernel.add(
      kernel.multiply(kernel.launchOp.getBlockIds().x, kResults), lane);
  Value inside = kernel.isLess(linear, results, blocks * kResults - 1);
  SmallVector<Value> position =
      getLoopPosition(map, kernel.delinearize(linear, shape));

  Value partial = kernel.buildIfOrZero(inside, type, [&] {
    auto loop =
        scf::ForOp::create(b, kernel.loc, slice, kernel.makeIndex(terms),
                           kernel.makeIndex(kSlices), kernel.makeZero(type));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    SmallVector<Value> place = position;
    for (auto [dim, index] :
         llvm::zip_equal(kernel.reductionDims,
                         kernel.delinearize(loop.getInductionVar(), depth)))
      place[dim] = index;
    scf::YieldOp::create(b, kernel.loc,
                         kernel.evaluate(place, loop.getRegionIterArg(0)));
    return loop.getResult(0);
  });
  memref::StoreOp::create(b, kernel.loc, partial, partials,
                          ValueRange{slice, lane});
  gpu::BarrierOp::create(b, kernel.loc);

  Value isFirst = arith::CmpIOp::create(b, kernel.loc, arith::CmpIPredicate::eq,
                                        slice, kernel.makeIndex(0));
  kernel.buildIf(kernel.both(isFirst, inside), [&] {
    Value total = kernel.loadAccumulators(position)[0];
    for (int64_t i = 0; i < kSlices; ++i) {
      Value part = memref::LoadOp::create(
          b, kernel.loc, partials, ValueRange{kernel.makeIndex(i), lane});
      OperationState state(kernel.loc, sum.add->getName());
      state.addOperands({total, part});
      state.addTypes(type);
      total = b.create(state)->getResult(0);
    }
    kernel.store(position, total);
  });
}
