//===- IntegerPartition.cpp - what fake_quant makes integer ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/IntegerPartition.h"
#include "compress/Analysis/QuantizationPoints.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"

using namespace mlir;
using namespace mlir::compress;

/// The per-tensor type of a `fake_quant`, or null.
static quant::QuantizedType getTensorType(FakeQuantOp op) {
  return dyn_cast<quant::UniformQuantizedType>(op.getQtype());
}

/// True for a `fake_quant` of a constant.
static bool isConstant(FakeQuantOp op) {
  return WeightChain::match(op.getResult()).value != nullptr;
}

/// The type that all uses of `value` want it in, or null.
quant::QuantizedType IntegerPartition::demandOf(Value value) const {
  quant::QuantizedType demand;
  for (OpOperand &use : value.getUses()) {
    quant::QuantizedType wanted;
    if (auto fakeQuant = dyn_cast<FakeQuantOp>(use.getOwner()))
      wanted = getTensorType(fakeQuant);
    else if (QuantizableOpInterface user = getQuantizable(use.getOwner());
             user && user.selectsValues() &&
             llvm::is_contained(user.getActivationOperands(), &use))
      wanted = demands.lookup(user->getResult(0));
    if (!wanted || (demand && demand != wanted))
      return {};
    demand = wanted;
  }
  return demand;
}

/// True if `operand` is a quantized constant.
static bool isQuantizedConstant(OpOperand *operand) {
  WeightChain chain = WeightChain::match(operand->get());
  return chain.fakeQuant && chain.value;
}

/// True if all operands are there in the form that `buildInteger` takes.
bool IntegerPartition::isLowerable(QuantizableOpInterface op) const {
  SmallVector<OpOperand *> activations = op.getActivationOperands();
  OpOperand *weight = op.getQuantizedWeight(), *bias = op.getQuantizedBias();
  return llvm::all_of(op->getOpOperands(), [&](OpOperand &operand) {
    if (llvm::is_contained(activations, &operand))
      return types.contains(operand.get());
    if (&operand == weight || &operand == bias)
      return isQuantizedConstant(&operand);
    Operation *def = operand.get().getDefiningOp();
    return def && def->hasTrait<OpTrait::ConstantLike>();
  });
}

IntegerPartition::IntegerPartition(func::FuncOp function) {
  Block &block = function.getBody().front();
  for (Operation &op : llvm::reverse(block))
    if (getQuantizable(&op))
      if (quant::QuantizedType demand = demandOf(op.getResult(0)))
        demands[op.getResult(0)] = demand;

  for (Operation &op : block) {
    if (auto fakeQuant = dyn_cast<FakeQuantOp>(op)) {
      if (quant::QuantizedType type = getTensorType(fakeQuant)) {
        types[fakeQuant.getResult()] = type;
        if (isInteger(fakeQuant.getInput()))
          operations.insert(&op);
      }
      continue;
    }
    QuantizableOpInterface quantizable = getQuantizable(&op);
    if (!quantizable || !isLowerable(quantizable))
      continue;
    Value result = op.getResult(0);
    quant::QuantizedType type = demands.lookup(result);
    if (!type && quantizable.hasSameScale())
      type = types.lookup(quantizable.getActivationOperands().front()->get());
    if (!type)
      continue;
    types[result] = type;
    operations.insert(&op);
  }
  findEntries(block);
  findSandwiched(block);
}

void IntegerPartition::findEntries(Block &block) {
  for (auto op : block.getOps<FakeQuantOp>())
    if (types.contains(op.getResult()) && !operations.contains(op) &&
        !isConstant(op) && llvm::any_of(op->getUsers(), [&](Operation *user) {
          return operations.contains(user);
        }))
      entries.insert(op);
}

void IntegerPartition::findSandwiched(Block &block) {
  // For each float operation behind integer ones, the first of its kind.
  llvm::DenseMap<Operation *, Operation *> first;
  for (Operation &op : block) {
    if (operations.contains(&op))
      continue;
    Operation *origin = nullptr;
    for (Value operand : op.getOperands()) {
      Operation *def = operand.getDefiningOp();
      if (isInteger(operand))
        origin = &op;
      else if (Operation *earlier = first.lookup(def); earlier && !origin)
        origin = earlier;
    }
    if (!origin)
      continue;
    first[&op] = origin;
    behind.insert(&op);
    if (entries.contains(&op) && !sandwiched)
      sandwiched = origin;
  }
}
