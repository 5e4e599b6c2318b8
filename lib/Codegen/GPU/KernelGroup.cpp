//===- KernelGroup.cpp - what becomes one GPU kernel ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Buffers hold several values one after the other, so that what may move is
// read off the order in which operations touch them.
//
//===----------------------------------------------------------------------===//

#include "KernelGroup.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;
using namespace mlir::compress;

SmallVector<linalg::LinalgOp> KernelGroup::ops() const {
  SmallVector<linalg::LinalgOp> result;
  for (auto [buffer, producer] : producers)
    result.push_back(producer);
  if (init)
    result.push_back(init);
  result.push_back(main);
  if (epilogue)
    result.push_back(epilogue);
  return result;
}

Value compress::getRootBuffer(Value buffer) {
  while (auto view = buffer.getDefiningOp<ViewLikeOpInterface>())
    buffer = view.getViewSource();
  return buffer;
}

SmallVector<Value> compress::getLoopPosition(AffineMap map,
                                             ArrayRef<Value> indices) {
  SmallVector<Value> position(map.getNumDims());
  for (auto [i, index] : llvm::enumerate(indices))
    position[map.getDimPosition(i)] = index;
  return position;
}

namespace {

/// What an operation of the block does to buffers.
struct Access {
  Operation *op;
  DenseSet<Value> reads, writes;

  bool touches(Value root) const {
    return reads.contains(root) || writes.contains(root);
  }
};

/// Finds groups in one block.
class Grouping {
public:
  explicit Grouping(Block &block);
  SmallVector<KernelGroup> run();

private:
  std::optional<unsigned> findNext(unsigned from, Value root) const;
  std::optional<unsigned> findPrevious(unsigned from, Value root) const;
  bool isOverwritten(unsigned from, Value root) const;
  bool anyWrites(unsigned from, unsigned to,
                 const DenseSet<Value> &roots) const;
  void addInit(KernelGroup &group, unsigned index);
  void addProducers(KernelGroup &group, unsigned index);
  void addEpilogue(KernelGroup &group, unsigned index);

  SmallVector<Access> accesses;
  DenseSet<Operation *> taken;
};

} // namespace

/// True if the buffer is the whole of its root, entries in order.
static bool isWhole(Value buffer) {
  auto type = cast<MemRefType>(buffer.getType());
  auto root = cast<MemRefType>(getRootBuffer(buffer).getType());
  return type.getLayout().isIdentity() && root.getLayout().isIdentity() &&
         type.getNumElements() == root.getNumElements() &&
         type.getElementType() == root.getElementType();
}

/// True if `op` computes every entry of the one buffer it writes from others.
static bool isElementwise(linalg::LinalgOp op) {
  if (op.getNumParallelLoops() != op.getNumLoops() || op.getNumDpsInits() != 1)
    return false;
  OpOperand *output = op.getDpsInitOperand(0);
  return op.getMatchingBlockArgument(output).use_empty() &&
         op.getMatchingIndexingMap(output).isPermutation() &&
         isWhole(output->get());
}

/// True if `op` only moves entries, as padding does: cheap to do again wherever
/// one is used.
static bool isMove(linalg::LinalgOp op) {
  return llvm::all_of(*op.getBlock(), [](Operation &inner) {
    return isa<linalg::IndexOp, linalg::YieldOp, memref::LoadOp,
               arith::SelectOp, arith::AndIOp, arith::CmpIOp>(inner) ||
           inner.hasTrait<OpTrait::ConstantLike>() ||
           llvm::all_of(inner.getResultTypes(),
                        [](Type type) { return type.isIndex(); });
  });
}

Grouping::Grouping(Block &block) {
  for (Operation &op : block) {
    if (isa<ViewLikeOpInterface, memref::AllocOp>(op))
      continue;
    Access access{&op, {}, {}};
    auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
    op.walk([&](Operation *inner) {
      for (OpOperand &operand : inner->getOpOperands()) {
        if (!isa<MemRefType>(operand.get().getType()))
          continue;
        Value root = getRootBuffer(operand.get());
        bool isOutput =
            linalgOp && inner == &op && linalgOp.isDpsInit(&operand);
        if (isOutput || !linalgOp)
          access.writes.insert(root);
        if (!isOutput ||
            !linalgOp.getMatchingBlockArgument(&operand).use_empty())
          access.reads.insert(root);
      }
    });
    accesses.push_back(std::move(access));
  }
}

std::optional<unsigned> Grouping::findNext(unsigned from, Value root) const {
  for (unsigned i = from + 1; i < accesses.size(); ++i)
    if (accesses[i].touches(root))
      return i;
  return std::nullopt;
}

std::optional<unsigned> Grouping::findPrevious(unsigned from,
                                               Value root) const {
  for (unsigned i = from; i-- > 0;)
    if (accesses[i].touches(root))
      return i;
  return std::nullopt;
}

/// True if nobody reads after `from` what `root` holds there.
bool Grouping::isOverwritten(unsigned from, Value root) const {
  if (!root.getDefiningOp<memref::AllocOp>())
    return false;
  std::optional<unsigned> next = findNext(from, root);
  if (!next)
    return true;
  auto op = dyn_cast<linalg::LinalgOp>(accesses[*next].op);
  return op && isElementwise(op) && !accesses[*next].reads.contains(root);
}

bool Grouping::anyWrites(unsigned from, unsigned to,
                         const DenseSet<Value> &roots) const {
  for (unsigned i = from + 1; i < to; ++i)
    for (Value root : roots)
      if (accesses[i].writes.contains(root))
        return true;
  return false;
}

void Grouping::addInit(KernelGroup &group, unsigned index) {
  if (group.main.getNumDpsInits() != 1)
    return;
  Value output = group.main.getDpsInitOperand(0)->get();
  std::optional<unsigned> before = findPrevious(index, getRootBuffer(output));
  if (!before || !isWhole(output))
    return;
  auto init = dyn_cast<linalg::LinalgOp>(accesses[*before].op);
  if (!init || taken.contains(init) || !isElementwise(init) ||
      accesses[*before].reads.contains(getRootBuffer(output)) ||
      anyWrites(*before, index, accesses[*before].reads))
    return;
  group.init = init;
  taken.insert(init);
}

void Grouping::addProducers(KernelGroup &group, unsigned index) {
  for (OpOperand *operand : group.main.getDpsInputOperands()) {
    Value buffer = operand->get();
    if (!isa<MemRefType>(buffer.getType()) || !isWhole(buffer))
      continue;
    Value root = getRootBuffer(buffer);
    std::optional<unsigned> before = findPrevious(index, root);
    auto producer = before ? dyn_cast<linalg::LinalgOp>(accesses[*before].op)
                           : linalg::LinalgOp();
    if (!producer || taken.contains(producer) || !isMove(producer) ||
        !isElementwise(producer) || !isOverwritten(index, root) ||
        accesses[*before].reads.contains(root) ||
        accesses[index].writes.contains(root) ||
        anyWrites(*before, index + 1, accesses[*before].reads))
      continue;
    group.producers[buffer] = producer;
    taken.insert(producer);
  }
}

void Grouping::addEpilogue(KernelGroup &group, unsigned index) {
  if (group.main.getNumDpsInits() != 1)
    return;
  Value output = group.main.getDpsInitOperand(0)->get();
  Value root = getRootBuffer(output);
  std::optional<unsigned> after = findNext(index, root);
  if (!after || !isWhole(output))
    return;
  auto epilogue = dyn_cast<linalg::LinalgOp>(accesses[*after].op);
  if (!epilogue || taken.contains(epilogue) || !isElementwise(epilogue))
    return;
  // It must read the sum once, entry by entry, and nothing else of the buffer.
  OpOperand *sum = nullptr;
  for (OpOperand *operand : epilogue.getDpsInputOperands()) {
    if (!isa<MemRefType>(operand->get().getType()) ||
        getRootBuffer(operand->get()) != root)
      continue;
    if (sum || !isWhole(operand->get()) ||
        !epilogue.getMatchingIndexingMap(operand).isPermutation())
      return;
    sum = operand;
  }
  if (!sum || epilogue.hasIndexSemantics())
    return;
  OpOperand *stored = epilogue.getDpsInitOperand(0);
  Value target = getRootBuffer(stored->get());
  if (target == root) {
    if (epilogue.getMatchingIndexingMap(stored) !=
            epilogue.getMatchingIndexingMap(sum) ||
        stored->get() != sum->get())
      return;
  } else if (!isOverwritten(*after, root)) {
    return;
  }
  // The whole group moves there.
  DenseSet<Value> reads;
  for (linalg::LinalgOp op : group.ops())
    for (const Access &access : accesses)
      if (access.op == op)
        reads.insert(access.reads.begin(), access.reads.end());
  reads.erase(root);
  if (reads.contains(target) || anyWrites(index, *after, reads))
    return;
  group.epilogue = epilogue;
  taken.insert(epilogue);
}

SmallVector<KernelGroup> Grouping::run() {
  SmallVector<KernelGroup> groups;
  for (auto [index, access] : llvm::enumerate(accesses)) {
    auto op = dyn_cast<linalg::LinalgOp>(access.op);
    if (!op || op.getNumParallelLoops() == op.getNumLoops())
      continue;
    KernelGroup group(op);
    addInit(group, index);
    addProducers(group, index);
    addEpilogue(group, index);
    taken.insert(op);
    groups.push_back(std::move(group));
  }
  for (Access &access : accesses)
    if (auto op = dyn_cast<linalg::LinalgOp>(access.op))
      if (!taken.contains(op))
        groups.push_back(KernelGroup(op));
  return groups;
}

SmallVector<KernelGroup> compress::groupIntoKernels(Block &block) {
  return Grouping(block).run();
}
