//===- Pointwise.cpp - a thread per result --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Strategies.h"

using namespace mlir;
using namespace mlir::compress;

static constexpr int64_t kThreads = 256;
/// Blocks that keep a large GPU busy: with more, a thread computes several
/// results, whose loads then overlap.
static constexpr int64_t kManyBlocks = 1024;

/// The parallel loops in the order in which the results lie in memory.
static SmallVector<unsigned> getMemoryOrder(KernelBuilder &kernel) {
  AffineMap map =
      kernel.main.getMatchingIndexingMap(kernel.main.getDpsInitOperand(0));
  if (!map.isProjectedPermutation())
    return kernel.parallelDims;
  SmallVector<unsigned> order;
  for (AffineExpr expr : map.getResults())
    order.push_back(cast<AffineDimExpr>(expr).getPosition());
  return order;
}

void compress::emitPointwise(KernelBuilder &kernel) {
  SmallVector<unsigned> order = getMemoryOrder(kernel);
  SmallVector<int64_t> shape;
  for (unsigned dim : order)
    shape.push_back(kernel.sizes[dim]);
  int64_t count = ShapedType::getNumElements(shape);
  int64_t perThread = count >= 4 * kThreads * kManyBlocks ? 4 : 1;
  int64_t threads = std::min<int64_t>(kThreads, llvm::alignTo(count, 32));
  int64_t blocks = llvm::divideCeil(count, threads * perThread);
  kernel.launch({{blocks, 1, 1}, {threads, 1, 1}});

  // Neighbours in a block take neighbours in memory.
  Value first = kernel.add(
      kernel.multiply(kernel.launchOp.getBlockIds().x, threads * perThread),
      kernel.launchOp.getThreadIds().x);
  for (int64_t i = 0; i < perThread; ++i) {
    Value linear = kernel.add(first, kernel.makeIndex(i * threads));
    Value inside =
        kernel.isLess(linear, count, blocks * threads * perThread - 1);
    kernel.buildIf(inside, [&] {
      SmallVector<Value> position(kernel.sizes.size());
      for (auto [dim, index] :
           llvm::zip_equal(order, kernel.delinearize(linear, shape)))
        position[dim] = index;
      SmallVector<Value> accumulators;
      if (!kernel.reductionDims.empty())
        accumulators = kernel.loadAccumulators(position);
      kernel.store(position,
                   kernel.reduce(kernel.reductionDims, position, accumulators));
    });
  }
}
