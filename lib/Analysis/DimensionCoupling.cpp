//===- DimensionCoupling.cpp - dimensions that change together ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/DimensionCoupling.h"
#include "compress/Analysis/KnownValues.h"
#include "compress/Dialect/Compress/IR/CompressSearch.h"
#include "compress/Support/Elements.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace mlir::compress;

/// A value in more pieces than this is not worth following.
static constexpr size_t kMaxSlices = 64;

bool compress::hasStaticShapes(Operation *op) {
  auto isStatic = [](Type type) {
    auto shaped = dyn_cast<ShapedType>(type);
    return !shaped || shaped.hasStaticShape();
  };
  return llvm::all_of(op->getOperandTypes(), isStatic) &&
         llvm::all_of(op->getResultTypes(), isStatic);
}

DimensionGroup::DimensionGroup(func::FuncOp entry, Direction direction)
    : direction(direction) {
  collect(entry);
}

void DimensionGroup::link(Value a, Value b) {
  linksForward[a].push_back(b);
  linksBack[b].push_back(a);
}

/// Numbers the operations, callees in place of their calls.
void DimensionGroup::collect(func::FuncOp function) {
  if (!functions.insert(function))
    return;
  for (Block &block : function.getBody())
    collect(block);
}

/// The alternatives of a choice are like callees.
void DimensionGroup::collectAlternatives(ChoiceOp choice) {
  calls.insert(choice);
  for (unsigned i = 0; i < choice.getAlternatives().size(); ++i) {
    Block &block = choice.getAlternative(i);
    collect(block);
    for (auto [operand, argument] :
         llvm::zip_equal(choice.getInputs(), block.getArguments()))
      link(operand, argument);
    for (auto [operand, result] : llvm::zip_equal(
             choice.getYield(i)->getOperands(), choice.getResults()))
      link(operand, result);
  }
}

void DimensionGroup::collect(Block &block) {
  for (Operation &op : block) {
    if (auto call = dyn_cast<func::CallOp>(op)) {
      auto callee = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
          call, call.getCalleeAttr());
      if (callee && llvm::hasSingleElement(callee.getBody())) {
        collect(callee);
        calls.insert(call);
        for (auto [operand, argument] :
             llvm::zip_equal(call.getOperands(), callee.getArguments()))
          link(operand, argument);
        Operation *terminator = callee.getBody().front().getTerminator();
        for (auto [operand, result] :
             llvm::zip_equal(terminator->getOperands(), call.getResults()))
          link(operand, result);
      }
    }
    // Channels are not removed through a choice: it stops them like any
    // operation that tells nothing.
    auto choice = dyn_cast<ChoiceOp>(op);
    if (choice && direction == Direction::Forward)
      collectAlternatives(choice);
    order[&op] = operations.size();
    operations.push_back(&op);
  }
}

void DimensionGroup::addSeed(Value value, unsigned dim) {
  int64_t size = cast<RankedTensorType>(value.getType()).getDimSize(dim);
  addSlice(value, {dim, {0, IndexMap{size}}});
}

void DimensionGroup::addSeed(Value value, const DimSlice &slice) {
  addSlice(value, slice);
}

void DimensionGroup::setChoices(ArrayRef<unsigned> taken) {
  wanted.assign(taken.begin(), taken.end());
}

ArrayRef<DimSlice> DimensionGroup::lookup(Value value) const {
  auto it = slices.find(value);
  return it == slices.end() ? ArrayRef<DimSlice>() : it->second;
}

/// A value of the group that `op` takes, gives or captures; null if there is
/// none.
Value DimensionGroup::findCarrier(Operation *op) const {
  llvm::SetVector<Value> values(op->operand_begin(), op->operand_end());
  getUsedValuesDefinedAbove(op->getRegions(), values);
  values.insert(op->result_begin(), op->result_end());
  for (Value value : values)
    if (slices.contains(value))
      return value;
  return {};
}

/// The first obstacle at each operation; in both directions, the first for
/// these entries.
void DimensionGroup::report(Obstacle obstacle) {
  auto isKnown = [&](const Obstacle &other) {
    return other.op == obstacle.op && other.entries == obstacle.entries;
  };
  if (llvm::none_of(obstacles, isKnown))
    obstacles.push_back(std::move(obstacle));
}

/// The entries of the seed in a slice.
static SmallVector<int64_t> entriesOf(const DimSlice &slice) {
  return llvm::to_vector(llvm::seq<int64_t>(
      slice.slice.begin, slice.slice.begin + slice.slice.map.size));
}

/// All entries that `value` holds are stopped.
void DimensionGroup::reportAll(Operation *op, Value value, std::string reason,
                               bool isUnknown) {
  for (const DimSlice &slice : lookup(value))
    report({op, reason, value, slice.dim, isUnknown, std::nullopt,
            entriesOf(slice)});
}

std::optional<SmallVector<unsigned>> DimensionGroup::getNextChoices() const {
  SmallVector<unsigned> next;
  std::optional<SmallVector<unsigned>> result;
  for (const Choice &choice : choices) {
    if (!obstacles.empty() &&
        order.lookup(choice.op) > order.lookup(obstacles.front().op))
      break;
    next.push_back(choice.taken + 1);
    if (next.back() < choice.count)
      result = next;
    next.back() = choice.taken;
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Propagation
//===----------------------------------------------------------------------===//

void DimensionGroup::enqueue(Operation *op) {
  // What is inside of an operation is looked at with the operation.
  while (op && !order.contains(op))
    op = op->getParentOp();
  // Nothing goes through a constant or a parameter.
  if (op && op->getNumOperands() + op->getNumRegions() > 0)
    worklist.insert(order.lookup(op));
}

void DimensionGroup::addSlice(Value value, const DimSlice &slice) {
  SmallVector<DimSlice, 1> &known = slices[value];
  if (llvm::is_contained(known, slice))
    return;
  if (known.size() > kMaxSlices) {
    Operation *op = value.getDefiningOp();
    report({op ? op : value.getParentRegion()->getParentOp(),
            "scatters its entries over too many places", value, slice.dim,
            false, std::nullopt,
            direction == Direction::Both ? entriesOf(slice)
                                         : SmallVector<int64_t>()});
    return;
  }
  known.push_back(slice);
  for (Operation *user : value.getUsers())
    enqueue(user);
  for (Value next : linksForward.lookup(value))
    addSlice(next, slice);
  if (direction == Direction::Forward)
    return;
  if (Operation *producer = value.getDefiningOp())
    enqueue(producer);
  for (Value previous : linksBack.lookup(value))
    addSlice(previous, slice);
}

DimSlice DimensionGroup::choose(Operation *op, const CouplingStep &step) {
  auto *known = llvm::find_if(
      choices, [&](const Choice &choice) { return choice.op == op; });
  if (known != choices.end())
    return step.alternatives[std::min<size_t>(known->taken,
                                              step.alternatives.size() - 1)];
  unsigned count = step.alternatives.size(), taken = 0;
  if (count > 1) {
    if (choices.size() < wanted.size())
      taken = std::min(wanted[choices.size()], count - 1);
    choices.push_back({op, taken, count});
  }
  return step.alternatives[taken];
}

void DimensionGroup::visitPort(Operation *op, const DimensionCoupling &coupling,
                               Port port) {
  Value value = port.get(op);
  // A copy: the list grows.
  SmallVector<DimSlice> entries(lookup(value));
  for (const DimSlice &slice : entries) {
    CouplingStep step = followCoupling(op, coupling, port, slice);
    bool isEnd = direction == Direction::Forward &&
                 step.kind == AxisKind::Summed && step.obstacle.empty();
    if (!step.obstacle.empty() || isEnd) {
      report({op, isEnd ? "sums its entries" : step.obstacle, value, slice.dim,
              false, std::nullopt,
              direction == Direction::Both ? entriesOf(slice)
                                           : SmallVector<int64_t>()});
      continue;
    }
    if (direction == Direction::Both)
      checkCovered(op, coupling, port, slice);
    if (!step.alternatives.empty())
      addSlice(Port{!port.isResult, 0}.get(op), choose(op, step));
    for (const CouplingStep::Place &place : step.places) {
      Value target = place.port.get(op);
      if (direction == Direction::Forward && !place.port.isResult)
        continue;
      // Where it may broadcast, an operand need not follow the others.
      if (place.mayBroadcast && !place.port.isResult)
        continue;
      addSlice(target, place.slice);
    }
  }
}

/// Entries of `slice` outside of all axes: padding, for example.
void DimensionGroup::checkCovered(Operation *op,
                                  const DimensionCoupling &coupling, Port port,
                                  const DimSlice &slice) {
  bool hasAxis = false;
  auto isCovered = [&](int64_t index) {
    for (const CoupledAxis &axis : coupling.axes)
      for (const AxisUse &use : axis.uses) {
        if (!(use.port == port) || use.dim != slice.dim)
          continue;
        hasAxis = true;
        if (index >= use.map.offset && index < use.map.getEnd())
          return true;
      }
    return !hasAxis;
  };
  SmallVector<int64_t> outside;
  const IndexMap &map = slice.slice.map;
  for (int64_t i = 0; i < map.size; ++i)
    if (!llvm::all_of(map.getIndices(i), isCovered))
      outside.push_back(slice.slice.begin + i);
  if (!outside.empty())
    report({op, "adds entries of its own there", port.get(op), slice.dim, false,
            std::nullopt, outside});
}

void DimensionGroup::visit(Operation *op) {
  if (isa<func::ReturnOp, ChoiceYieldOp>(op) || calls.contains(op))
    return;
  Value carrier = findCarrier(op);
  if (!carrier)
    return;
  unsigned dim = lookup(carrier).front().dim;
  auto interface = dyn_cast<DimensionCouplingOpInterface>(op);
  if (direction == Direction::Both && (!interface || !hasStaticShapes(op))) {
    llvm::SetVector<Value> values(op->operand_begin(), op->operand_end());
    getUsedValuesDefinedAbove(op->getRegions(), values);
    values.insert(op->result_begin(), op->result_end());
    for (Value value : values)
      reportAll(op, value, interface ? "has a dynamic shape" : "", !interface);
    return;
  }
  if (!interface)
    return report({op, "", carrier, dim, true, std::nullopt});
  if (!hasStaticShapes(op))
    return report(
        {op, "has a dynamic shape", carrier, dim, false, std::nullopt});
  DimensionCoupling coupling = interface.getDimensionCoupling();
  for (unsigned i = 0; i < op->getNumOperands(); ++i)
    visitPort(op, coupling, {false, i});
  if (direction == Direction::Both)
    for (unsigned i = 0; i < op->getNumResults(); ++i)
      visitPort(op, coupling, {true, i});
}

/// In a forward group, all operands along an axis must have been reached.
void DimensionGroup::checkOperands(Operation *op) {
  auto interface = dyn_cast<DimensionCouplingOpInterface>(op);
  if (!interface || !findCarrier(op) || !hasStaticShapes(op))
    return;
  DimensionCoupling coupling = interface.getDimensionCoupling();
  for (unsigned i = 0; i < op->getNumOperands(); ++i)
    for (const DimSlice &slice : lookup(op->getOperand(i))) {
      CouplingStep step = followCoupling(op, coupling, {false, i}, slice);
      for (const CouplingStep::Place &place : step.places) {
        Value operand = place.port.get(op);
        if (place.port.isResult || place.mayBroadcast ||
            llvm::is_contained(lookup(operand), place.slice))
          continue;
        report(
            {op, "", op->getOperand(i), slice.dim, false, place.port.number});
      }
    }
}

/// All calls of a function must agree about its arguments.
void DimensionGroup::checkCalls() {
  for (func::FuncOp function : functions)
    for (BlockArgument argument : function.getArguments())
      for (Value operand : linksBack.lookup(argument)) {
        if (!slices.contains(argument) || slices.contains(operand))
          continue;
        for (OpOperand &use : operand.getUses())
          if (auto call = dyn_cast<func::CallOp>(use.getOwner());
              call && call.getCallee() == function.getName())
            report({call, "", argument, lookup(argument).front().dim, false,
                    use.getOperandNumber()});
      }
}

/// A value that no operand leads to must be a constant that can be rewritten.
void DimensionGroup::checkSource(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op || op->getNumOperands() + op->getNumRegions() > 0)
    return;
  ElementsAttr entries = getConstantEntries(value);
  Type element = getElementTypeOrSelf(value.getType());
  if (!entries)
    return reportAll(op, value, "makes them of no constant");
  bool isReadable = element.isF32() ? getF32Elements(entries).has_value()
                    : element.isInteger(1)
                        ? getBoolElements(entries).has_value()
                        : getIntElements(entries).has_value();
  if (!isReadable)
    reportAll(op, value,
              "holds data that is missing or of a type without "
              "removal");
}

/// What the world outside of the function sees keeps its type.
void DimensionGroup::checkBoundaries() {
  auto isOpen = [&](func::FuncOp function) {
    if (function == functions.front() || !function.isPrivate())
      return true;
    auto uses = SymbolTable::getSymbolUses(
        function, function->getParentOfType<ModuleOp>());
    return !uses || llvm::any_of(*uses, [&](SymbolTable::SymbolUse use) {
      return !calls.contains(use.getUser());
    });
  };
  for (func::FuncOp function : functions) {
    if (!llvm::hasSingleElement(function.getBody()) || !isOpen(function))
      continue;
    for (BlockArgument argument : function.getArguments())
      reportAll(function, argument,
                "takes them as argument " +
                    std::to_string(argument.getArgNumber()) +
                    ", whose type stays");
    Operation *terminator = function.getBody().front().getTerminator();
    for (auto [i, value] : llvm::enumerate(terminator->getOperands()))
      reportAll(terminator, value,
                "returns them in result " + std::to_string(i) +
                    ", whose type stays");
  }
  for (const auto &[value, places] : slices)
    checkSource(value);
}

void DimensionGroup::propagate() {
  while (!worklist.empty()) {
    unsigned next = *worklist.begin();
    worklist.erase(worklist.begin());
    visit(operations[next]);
  }
  if (direction == Direction::Forward) {
    for (Operation *op : operations)
      checkOperands(op);
    checkCalls();
  } else {
    checkBoundaries();
  }
  llvm::stable_sort(obstacles, [&](const Obstacle &a, const Obstacle &b) {
    return order.lookup(a.op) < order.lookup(b.op);
  });
}
