//===- QuantizationPoints.cpp - where activations are rounded -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/QuantizationPoints.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::compress;

QuantizableOpInterface compress::getQuantizable(Operation *op) {
  auto quantizable = dyn_cast_or_null<QuantizableOpInterface>(op);
  if (!quantizable || op->getNumResults() != 1 ||
      !getElementTypeOrSelf(op->getResult(0)).isF32())
    return {};
  return quantizable;
}

Value compress::lookThroughTaps(Value value) {
  while (auto tap = value.getDefiningOp<ObserveOp>())
    value = tap.getInput();
  return value;
}

SmallVector<OpOperand *> compress::getUsesThroughTaps(Value value) {
  SmallVector<OpOperand *> uses;
  for (OpOperand &use : value.getUses()) {
    if (auto tap = dyn_cast<ObserveOp>(use.getOwner()))
      llvm::append_range(uses, getUsesThroughTaps(tap.getResult()));
    else
      uses.push_back(&use);
  }
  return uses;
}

namespace {
/// What lies before or after an operation along its uses.
struct Surroundings {
  bool root = false;
  /// Float operations: any, and those with a root on the other side.
  bool floatOp = false, floatBehindRoot = false;

  void merge(const Surroundings &other) {
    root |= other.root;
    floatOp |= other.floatOp;
    floatBehindRoot |= other.floatBehindRoot;
  }
};

enum class Kind { Neutral, Root, Linking, Float };
} // namespace

/// What crossing an operation of this kind adds.
static Surroundings cross(Surroundings beyond, Kind kind) {
  beyond.root |= kind == Kind::Root;
  if (kind == Kind::Float) {
    beyond.floatOp = true;
    beyond.floatBehindRoot |= beyond.root;
  }
  return beyond;
}

void QuantizationPoints::selectOperations(
    Block &block, llvm::function_ref<bool(Operation *)> isExcluded) {
  // Constants and what is computed from nothing else do not count.
  llvm::DenseSet<Operation *> live;
  llvm::DenseMap<Operation *, Kind> kinds;
  for (Operation &op : block) {
    bool isLive = llvm::any_of(op.getOperands(), [&](Value operand) {
      return isa<BlockArgument>(operand) ||
             live.contains(operand.getDefiningOp());
    });
    if (isLive)
      live.insert(&op);
    QuantizableOpInterface quantizable = getQuantizable(&op);
    if (!isLive || isa<ObserveOp, FakeQuantOp>(op) ||
        op.hasTrait<OpTrait::IsTerminator>())
      kinds[&op] = Kind::Neutral;
    else if (!quantizable)
      kinds[&op] = Kind::Float;
    else if (!quantizable.isQuantizationRoot())
      kinds[&op] = Kind::Linking;
    else
      kinds[&op] = isExcluded(&op) ? Kind::Float : Kind::Root;
  }

  llvm::DenseMap<Operation *, Surroundings> above, below;
  for (Operation &op : block)
    for (Value operand : op.getOperands())
      if (Operation *def = operand.getDefiningOp())
        above[&op].merge(cross(above.lookup(def), kinds.lookup(def)));
  for (Operation &op : llvm::reverse(block))
    for (Operation *user : op.getUsers())
      below[&op].merge(cross(below.lookup(user), kinds.lookup(user)));

  for (Operation &op : block) {
    Kind kind = kinds.lookup(&op);
    Surroundings before = above.lookup(&op), after = below.lookup(&op);
    bool links = before.root && after.root;
    bool tail =
        before.root && !after.root && !after.floatOp && !before.floatBehindRoot;
    bool head =
        after.root && !before.root && !before.floatOp && !after.floatBehindRoot;
    // What only passes integers on goes with the operation before it.
    auto follows = [&] {
      QuantizableOpInterface quantizable = getQuantizable(&op);
      return quantizable.hasSameScale() &&
             operations.contains(
                 lookThroughTaps(
                     quantizable.getActivationOperands().front()->get())
                     .getDefiningOp());
    };
    if (kind == Kind::Root ||
        (kind == Kind::Linking && (links || tail || head || follows())))
      operations.insert(&op);
  }
}

Value QuantizationPoints::getRoot(Value value) const {
  value = lookThroughTaps(value);
  while (Operation *op = value.getDefiningOp()) {
    QuantizableOpInterface quantizable = getQuantizable(op);
    if (!operations.contains(op) || !quantizable.hasSameScale() ||
        quantizable.isFusedActivation())
      break;
    value = lookThroughTaps(quantizable.getActivationOperands().front()->get());
  }
  return value;
}

Value QuantizationPoints::getResultPoint(Value result) const {
  Value point = result;
  while (true) {
    SmallVector<OpOperand *> uses = getUsesThroughTaps(result);
    if (uses.size() != 1 || !operations.contains(uses.front()->getOwner()))
      return point;
    QuantizableOpInterface user = getQuantizable(uses.front()->getOwner());
    if (!user.selectsValues())
      return point;
    result = user->getResult(0);
    if (user.isFusedActivation())
      point = result;
  }
}

std::string QuantizationPoints::nameOf(Value value) const {
  if (auto argument = dyn_cast<BlockArgument>(value))
    return "input" + std::to_string(argument.getArgNumber());
  // An activation function speaks for the operation before it.
  Operation *op = value.getDefiningOp();
  while (QuantizableOpInterface quantizable = getQuantizable(op)) {
    if (!quantizable.selectsValues())
      break;
    Value input =
        lookThroughTaps(quantizable.getActivationOperands().front()->get());
    if (!input.getDefiningOp() || getUsesThroughTaps(input).size() != 1)
      break;
    op = input.getDefiningOp();
  }
  auto name = op->getAttrOfType<StringAttr>("name");
  if (!getQuantizable(op) && name)
    return name.str();
  return (name ? name.getValue() : op->getName().stripDialect()).str() +
         ".output";
}

void QuantizationPoints::addPoint(Value value) {
  if (points.contains(value))
    return;
  std::string name = nameOf(value), unique = name;
  auto isTaken = [&](const std::string &candidate) {
    return llvm::any_of(
        points, [&](const auto &point) { return point.second == candidate; });
  };
  for (unsigned suffix = 1; isTaken(unique); ++suffix)
    unique = name + "_" + std::to_string(suffix);
  points.insert({value, unique});
}

QuantizationPoints::QuantizationPoints(
    func::FuncOp function, llvm::function_ref<bool(Operation *)> isExcluded) {
  selectOperations(function.getBody().front(), isExcluded);
  for (Operation *op : operations) {
    QuantizableOpInterface quantizable = getQuantizable(op);
    if (!quantizable.hasSameScale()) {
      for (OpOperand *operand : quantizable.getActivationOperands())
        addPoint(getRoot(operand->get()));
      addPoint(getResultPoint(op->getResult(0)));
    } else if (quantizable.isFusedActivation()) {
      // What is activated may come from outside.
      Value root = getRoot(quantizable.getActivationOperands().front()->get());
      if (!operations.contains(root.getDefiningOp()))
        addPoint(root);
    }
  }
}
