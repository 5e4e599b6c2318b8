//===- KernelBuilder.cpp - the inside of a GPU kernel ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelBuilder.h"
#include "mlir/Dialect/Affine/Utils.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;
using namespace mlir::compress;

KernelBuilder::KernelBuilder(const KernelGroup &group, StringRef kernelName)
    : builder(group.last()), loc(group.main->getLoc()), main(group.main),
      sizes(main.getStaticLoopRanges()), group(group), kernelName(kernelName) {
  for (auto [dim, iterator] : llvm::enumerate(main.getIteratorTypesArray()))
    (iterator == utils::IteratorType::parallel ? parallelDims : reductionDims)
        .push_back(dim);
}

void KernelBuilder::launch(const LaunchShape &shape,
                           ArrayRef<Type> sharedTypes) {
  SmallVector<Value> sizes;
  for (int64_t size : llvm::concat<const int64_t>(shape.grid, shape.block))
    sizes.push_back(makeIndex(size));
  launchOp = gpu::LaunchOp::create(
      builder, loc, sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5],
      /*dynamicSharedMemorySize=*/nullptr, /*asyncTokenType=*/nullptr,
      /*asyncDependencies=*/{}, /*workgroupAttributions=*/sharedTypes,
      /*privateAttributions=*/{}, nullptr, nullptr, nullptr,
      FlatSymbolRefAttr::get(builder.getContext(), "kernels"),
      FlatSymbolRefAttr::get(builder.getContext(), kernelName));
  builder.setInsertionPointToEnd(&launchOp.getBody().front());
  auto terminator = gpu::TerminatorOp::create(builder, loc);
  builder.setInsertionPoint(terminator);
}

//===----------------------------------------------------------------------===//
// Index arithmetic
//===----------------------------------------------------------------------===//

Value KernelBuilder::makeIndex(int64_t value) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}

Value KernelBuilder::add(Value a, Value b) {
  return builder.createOrFold<arith::AddIOp>(loc, a, b);
}

Value KernelBuilder::multiply(Value a, int64_t b) {
  return b == 1 ? a : builder.createOrFold<arith::MulIOp>(loc, a, makeIndex(b));
}

Value KernelBuilder::divide(Value a, int64_t b) {
  return b == 1 ? a
                : builder.createOrFold<arith::DivUIOp>(loc, a, makeIndex(b));
}

Value KernelBuilder::remainder(Value a, int64_t b) {
  return b == 1 ? makeIndex(0)
                : builder.createOrFold<arith::RemUIOp>(loc, a, makeIndex(b));
}

SmallVector<Value> KernelBuilder::delinearize(Value linear,
                                              ArrayRef<int64_t> sizes) {
  SmallVector<Value> indices(sizes.size());
  int64_t rest = ShapedType::getNumElements(sizes);
  for (size_t i = sizes.size(); i-- > 0;) {
    // The last quotient is smaller than the size that is left.
    indices[i] = rest == sizes[i] ? linear : remainder(linear, sizes[i]);
    if (sizes[i] == 1)
      indices[i] = makeIndex(0);
    rest /= sizes[i];
    linear = divide(linear, sizes[i]);
  }
  return indices;
}

Value KernelBuilder::linearize(ArrayRef<Value> indices,
                               ArrayRef<int64_t> sizes) {
  Value sum = makeIndex(0);
  for (auto [index, size] : llvm::zip_equal(indices, sizes))
    sum = size == 1 ? sum : add(multiply(sum, size), index);
  return sum;
}

Value KernelBuilder::isLess(Value value, int64_t limit, int64_t largest) {
  if (largest < limit)
    return {};
  return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult, value,
                               makeIndex(limit));
}

Value KernelBuilder::both(Value a, Value b) {
  if (!a || !b)
    return a ? a : b;
  return arith::AndIOp::create(builder, loc, a, b);
}

void KernelBuilder::buildIf(Value condition, function_ref<void()> body) {
  if (!condition)
    return body();
  auto op = scf::IfOp::create(builder, loc, condition, /*withElse=*/false);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(op.thenBlock());
  body();
}

Value KernelBuilder::buildIfOrZero(Value condition, Type type,
                                   function_ref<Value()> body) {
  if (!condition)
    return body();
  auto op = scf::IfOp::create(builder, loc, type, condition, /*withElse=*/true);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(op.thenBlock());
  Value value = body();
  scf::YieldOp::create(builder, loc, value);
  builder.setInsertionPointToStart(op.elseBlock());
  Value zero = makeZero(type);
  scf::YieldOp::create(builder, loc, zero);
  return op.getResult(0);
}

Value KernelBuilder::makeZero(Type type) {
  return arith::ConstantOp::create(builder, loc, builder.getZeroAttr(type));
}

//===----------------------------------------------------------------------===//
// Buffers
//===----------------------------------------------------------------------===//

/// `buffer` inside the kernel, whose arguments are whole allocations: views are
/// taken again there.
Value KernelBuilder::getView(Value buffer) {
  if (Value known = views.lookupOrNull(buffer))
    return known;
  auto view = buffer.getDefiningOp<ViewLikeOpInterface>();
  if (!view)
    return buffer;
  Value source = getView(view.getViewSource());
  OpBuilder::InsertionGuard guard(builder);
  if (Operation *op = source.getDefiningOp();
      op && launchOp->isProperAncestor(op))
    builder.setInsertionPointAfter(op);
  else
    builder.setInsertionPointToStart(&launchOp.getBody().front());
  views.map(view.getViewSource(), source);
  Operation *clone = builder.clone(*view, views);
  views.map(view->getResults(), clone->getResults());
  return clone->getResult(0);
}

/// The indices into `to` of the entry that `indices` name in `from`: two whole
/// views of one allocation.
SmallVector<Value>
KernelBuilder::convertIndices(Value from, ArrayRef<Value> indices, Value to) {
  ArrayRef<int64_t> shape = cast<MemRefType>(from.getType()).getShape();
  ArrayRef<int64_t> target = cast<MemRefType>(to.getType()).getShape();
  if (shape == target)
    return SmallVector<Value>(indices);
  auto dropUnits = [](ArrayRef<int64_t> sizes) {
    return llvm::filter_to_vector(sizes,
                                  [](int64_t size) { return size != 1; });
  };
  if (dropUnits(shape) != dropUnits(target))
    return delinearize(linearize(indices, shape), target);
  SmallVector<Value> result;
  unsigned next = 0;
  for (int64_t size : target) {
    if (size == 1) {
      result.push_back(makeIndex(0));
      continue;
    }
    while (shape[next] == 1)
      ++next;
    result.push_back(indices[next++]);
  }
  return result;
}

SmallVector<Value> KernelBuilder::getIndices(OpOperand &operand,
                                             ArrayRef<Value> position,
                                             linalg::LinalgOp op) {
  SmallVector<Value> dims(position);
  for (Value &dim : dims)
    if (!dim)
      dim = makeIndex(0);
  SmallVector<Value> indices;
  for (AffineExpr expr : op.getMatchingIndexingMap(&operand).getResults())
    indices.push_back(affine::expandAffineExpr(builder, loc, expr, dims, {}));
  return indices;
}

Value KernelBuilder::loadOf(linalg::LinalgOp op, OpOperand &operand,
                            ArrayRef<Value> position) {
  Value buffer = operand.get();
  if (!isa<MemRefType>(buffer.getType()))
    return bringIn(buffer);
  SmallVector<Value> indices = getIndices(operand, position, op);
  auto producer =
      op == main ? group.producers.find(buffer) : group.producers.end();
  if (producer == group.producers.end())
    return memref::LoadOp::create(builder, loc, getView(buffer), indices);
  linalg::LinalgOp source = producer->second;
  OpOperand *output = source.getDpsInitOperand(0);
  indices = convertIndices(buffer, indices, output->get());
  IRMapping mapping;
  return evaluateBody(
      source, getLoopPosition(source.getMatchingIndexingMap(output), indices),
      mapping)[0];
}

Value KernelBuilder::load(OpOperand &operand, ArrayRef<Value> position) {
  return loadOf(main, operand, position);
}

/// A value of the host as the kernel sees it: buffers through their views,
/// constants as constants, all else as an argument.
Value KernelBuilder::bringIn(Value value) {
  if (isa<MemRefType>(value.getType()))
    return getView(value);
  Operation *op = value.getDefiningOp();
  return op && op->hasTrait<OpTrait::ConstantLike>()
             ? builder.clone(*op)->getResult(0)
             : value;
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

/// Clones one operation of a region, and of its nested regions what comes from
/// outside of the kernel.
void KernelBuilder::evaluateOperation(Operation *op, ArrayRef<Value> position,
                                      IRMapping &mapping) {
  if (auto index = dyn_cast<linalg::IndexOp>(op)) {
    mapping.map(index.getResult(), position[index.getDim()]);
    return;
  }
  Region &body = *op->getParentRegion();
  op->walk([&](Operation *inner) {
    for (Value operand : inner->getOperands()) {
      if (mapping.contains(operand) ||
          body.isAncestor(operand.getParentRegion()))
        continue;
      mapping.map(operand, bringIn(operand));
    }
  });
  Operation *clone = builder.clone(*op, mapping);
  // One rounding per product and sum, as the hardware does it.
  if (!reductionDims.empty() && op->getParentOp() == main &&
      isa<arith::MulFOp, arith::AddFOp>(clone))
    clone->setAttr("fastmath",
                   arith::FastMathFlagsAttr::get(
                       builder.getContext(), arith::FastMathFlags::contract));
}

/// The region of `op` at `position`. Values of arguments that are in `mapping`
/// are used, the others loaded.
SmallVector<Value> KernelBuilder::evaluateBody(linalg::LinalgOp op,
                                               ArrayRef<Value> position,
                                               IRMapping &mapping) {
  for (OpOperand &operand : op->getOpOperands()) {
    BlockArgument argument = op.getMatchingBlockArgument(&operand);
    if (!argument.use_empty() && !mapping.contains(argument))
      mapping.map(argument, loadOf(op, operand, position));
  }
  for (Operation &inner : op.getBlock()->without_terminator())
    evaluateOperation(&inner, position, mapping);
  SmallVector<Value> results;
  for (Value result : op.getBlock()->getTerminator()->getOperands()) {
    Value value = mapping.lookupOrNull(result);
    results.push_back(value ? value : bringIn(result));
  }
  return results;
}

SmallVector<Value> KernelBuilder::loadAccumulators(ArrayRef<Value> position) {
  SmallVector<Value> values;
  for (OpOperand &output : main.getDpsInitsMutable()) {
    if (!group.init) {
      values.push_back(loadOf(main, output, position));
      continue;
    }
    OpOperand *target = linalg::LinalgOp(group.init).getDpsInitOperand(0);
    SmallVector<Value> indices = convertIndices(
        output.get(), getIndices(output, position, main), target->get());
    IRMapping mapping;
    linalg::LinalgOp init = group.init;
    values.push_back(evaluateBody(
        init, getLoopPosition(init.getMatchingIndexingMap(target), indices),
        mapping)[0]);
  }
  return values;
}

SmallVector<Value> KernelBuilder::evaluate(ArrayRef<Value> position,
                                           ValueRange accumulators) {
  IRMapping mapping;
  for (auto [argument, value] :
       llvm::zip(main.getRegionOutputArgs(), accumulators))
    mapping.map(argument, value);
  return evaluateBody(main, position, mapping);
}

Value KernelBuilder::evaluate(Value value, ArrayRef<Value> position,
                              IRMapping &mapping) {
  if (Value known = mapping.lookupOrNull(value))
    return known;
  if (value.getParentBlock() != main.getBlock())
    return bringIn(value);
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    OpOperand *operand = main.getMatchingOpOperand(argument);
    mapping.map(value, loadOf(main, *operand, position));
    return mapping.lookup(value);
  }
  Operation *op = value.getDefiningOp();
  for (Value operand : op->getOperands())
    evaluate(operand, position, mapping);
  evaluateOperation(op, position, mapping);
  return mapping.lookup(value);
}

void KernelBuilder::store(ArrayRef<Value> position, ValueRange results) {
  linalg::LinalgOp epilogue = group.epilogue;
  if (!epilogue) {
    for (auto [output, result] :
         llvm::zip_equal(main.getDpsInitsMutable(), results)) {
      SmallVector<Value> indices = getIndices(output, position, main);
      memref::StoreOp::create(builder, loc, result, getView(output.get()),
                              indices);
    }
    return;
  }
  OpOperand *sum = main.getDpsInitOperand(0);
  Value root = getRootBuffer(sum->get());
  for (OpOperand *operand : epilogue.getDpsInputOperands()) {
    if (!isa<MemRefType>(operand->get().getType()) ||
        getRootBuffer(operand->get()) != root)
      continue;
    SmallVector<Value> indices = convertIndices(
        sum->get(), getIndices(*sum, position, main), operand->get());
    SmallVector<Value> place =
        getLoopPosition(epilogue.getMatchingIndexingMap(operand), indices);
    IRMapping mapping;
    mapping.map(epilogue.getMatchingBlockArgument(operand), results[0]);
    Value result = evaluateBody(epilogue, place, mapping)[0];
    OpOperand *output = epilogue.getDpsInitOperand(0);
    SmallVector<Value> target = getIndices(*output, place, epilogue);
    memref::StoreOp::create(builder, loc, result, getView(output->get()),
                            target);
    return;
  }
  llvm_unreachable("an epilogue reads the sum");
}

SmallVector<Value> KernelBuilder::reduce(ArrayRef<unsigned> dims,
                                         SmallVector<Value> position,
                                         SmallVector<Value> accumulators) {
  if (dims.empty())
    return evaluate(position, accumulators);
  unsigned dim = dims.front();
  if (sizes[dim] == 1) {
    position[dim] = makeIndex(0);
    return reduce(dims.drop_front(), position, accumulators);
  }
  auto loop =
      scf::ForOp::create(builder, loc, makeIndex(0), makeIndex(sizes[dim]),
                         makeIndex(1), accumulators);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  position[dim] = loop.getInductionVar();
  SmallVector<Value> results =
      reduce(dims.drop_front(), position,
             llvm::to_vector_of<Value>(loop.getRegionIterArgs()));
  scf::YieldOp::create(builder, loc, results);
  return llvm::to_vector_of<Value>(loop.getResults());
}
