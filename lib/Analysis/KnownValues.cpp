//===- KnownValues.cpp - what a function computes for every input ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/KnownValues.h"
#include "compress/Analysis/DimensionCoupling.h"
#include "compress/Interfaces/ChannelRemovalOpInterface.h"
#include "compress/Support/Elements.h"
#include "mlir/IR/Matchers.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

/// A tensor whose entries are followed.
static RankedTensorType getFollowedType(Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (type && type.hasStaticShape() &&
      (type.getElementType().isF32() || type.getElementType().isInteger(1)))
    return type;
  return {};
}

static KnownEntries makeUnknown(Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  return KnownEntries::unknown(type ? type.getRank() : 0);
}

/// The entries of a constant, of one number if they are all alike.
static KnownEntries readConstant(Value value, ElementsAttr elements) {
  RankedTensorType type = getFollowedType(value);
  std::vector<float> data;
  if (auto floats = getF32Elements(elements))
    data = std::move(*floats);
  else if (auto bools = getBoolElements(elements))
    data.assign(bools->begin(), bools->end());
  if (static_cast<int64_t>(data.size()) != type.getNumElements() ||
      data.empty())
    return makeUnknown(value);
  if (llvm::all_equal(data))
    return KnownEntries::splat(type.getRank(), data.front());
  KnownEntries result;
  result.shape.assign(type.getShape().begin(), type.getShape().end());
  result.values = std::move(data);
  return result;
}

/// Which entries of the result are zero because those of operands are, for an
/// operation that says no more.
static KnownEntries followZeros(Operation *op,
                                ArrayRef<KnownEntries> operands) {
  KnownEntries result = makeUnknown(op->getResult(0));
  auto coupled = dyn_cast<DimensionCouplingOpInterface>(op);
  if (!coupled || !hasStaticShapes(op))
    return result;
  auto isZero = [](float number) { return number == 0.0f; };
  SmallVector<bool> whole;
  for (const KnownEntries &operand : operands)
    whole.push_back(llvm::all_of(operand.values, isZero));
  if (coupled.mapsZerosToZeros(whole))
    return KnownEntries::splat(result.shape.size(), 0.0f);
  DimensionCoupling coupling = coupled.getDimensionCoupling();
  for (const CoupledAxis &axis : coupling.axes) {
    const AxisUse *target = nullptr;
    for (const AxisUse &use : axis.uses)
      if (use.port == Port{true, 0} && axis.kind == AxisKind::Parallel)
        target = &use;
    if (!target)
      continue;
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    std::vector<float> channels(type.getDimSize(target->dim), NAN);
    for (int64_t entry = 0; entry < target->map.size; ++entry) {
      SmallVector<bool> zero(whole);
      for (const AxisUse &use : axis.uses) {
        if (use.port.isResult)
          continue;
        std::vector<float> along = operands[use.port.number].along(
            use.dim, cast<RankedTensorType>(use.port.get(op).getType())
                         .getDimSize(use.dim));
        zero[use.port.number] =
            llvm::all_of(use.map.getIndices(entry),
                         [&](int64_t i) { return along[i] == 0.0f; });
      }
      if (coupled.mapsZerosToZeros(zero))
        for (int64_t index : target->map.getIndices(entry))
          channels[index] = 0.0f;
    }
    // One dimension is enough to know.
    if (llvm::any_of(channels, isZero)) {
      result.shape.assign(type.getRank(), 1);
      result.shape[target->dim] = channels.size();
      result.values = std::move(channels);
    }
  }
  return result;
}

/// The functions that `function` calls, and itself.
static void collectCallees(func::FuncOp function,
                           DenseSet<Operation *> &functions) {
  if (!function || !functions.insert(function).second)
    return;
  function.walk([&](func::CallOp call) {
    collectCallees(SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
                       call, call.getCalleeAttr()),
                   functions);
  });
}

KnownValues::KnownValues(func::FuncOp entry)
    : nothing(KnownEntries::unknown(0)) {
  collectCallees(entry, followed);
  active.insert(entry);
  evaluate(entry);
}

const KnownEntries &KnownValues::lookup(Value value) const {
  auto it = known.find(value);
  return it == known.end() ? nothing : it->second;
}

ArrayRef<float> KnownValues::along(Value value, unsigned dim) const {
  auto [it, isNew] = channels.try_emplace({value.getAsOpaquePointer(), dim});
  if (isNew) {
    int64_t size = cast<RankedTensorType>(value.getType()).getDimSize(dim);
    auto entries = known.find(value);
    if (entries == known.end())
      it->second.assign(size, NAN);
    else
      it->second = entries->second.along(dim, size);
  }
  return it->second;
}

void KnownValues::evaluateOperation(Operation *op) {
  SmallVector<KnownEntries> operands;
  if (op->getNumResults() != 1 || !getFollowedType(op->getResult(0)))
    return;
  Value result = op->getResult(0);
  if (ElementsAttr elements = getConstantEntries(result)) {
    known[result] = readConstant(result, elements);
    return;
  }
  bool isFollowed = hasStaticShapes(op) && op->getNumRegions() == 0;
  for (Value operand : op->getOperands()) {
    auto it = known.find(operand);
    operands.push_back(it != known.end() ? it->second : makeUnknown(operand));
  }
  if (!isFollowed || operands.empty()) {
    known[result] = makeUnknown(result);
    return;
  }
  auto removal = dyn_cast<ChannelRemovalOpInterface>(op);
  known[result] =
      removal ? removal.evaluateKnown(operands) : followZeros(op, operands);
  assert(
      known[result].shape.size() ==
      static_cast<size_t>(cast<RankedTensorType>(result.getType()).getRank()));
}

/// What is the same in both.
static KnownEntries join(const KnownEntries &a, const KnownEntries &b) {
  return mapEntries(
      {a, b}, [](ArrayRef<float> x) { return x[0] == x[1] ? x[0] : NAN; });
}

/// True if nobody but functions that are followed can call `callee`.
static bool isClosed(func::FuncOp callee,
                     const DenseSet<Operation *> &followed) {
  auto uses =
      SymbolTable::getSymbolUses(callee, callee->getParentOfType<ModuleOp>());
  return callee.isPrivate() && uses &&
         llvm::all_of(*uses, [&](SymbolTable::SymbolUse use) {
           return isa<func::CallOp>(use.getUser()) &&
                  followed.contains(
                      use.getUser()->getParentOfType<func::FuncOp>());
         });
}

/// Results are those of this call; what is known inside holds for all calls.
void KnownValues::evaluateCall(func::CallOp call) {
  auto callee = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
      call, call.getCalleeAttr());
  if (!callee || !llvm::hasSingleElement(callee.getBody()) ||
      !active.insert(callee).second)
    return;
  SmallVector<Value> values(callee.getArguments().begin(),
                            callee.getArguments().end());
  for (Operation &op : callee.getBody().front())
    llvm::append_range(values, op.getResults());
  DenseMap<Value, KnownEntries> before;
  for (Value value : values)
    if (auto it = known.find(value); it != known.end()) {
      before[value] = std::move(it->second);
      known.erase(it);
    }
  if (isClosed(callee, followed))
    for (auto [operand, argument] :
         llvm::zip_equal(call.getOperands(), callee.getArguments()))
      if (auto it = known.find(operand); it != known.end()) {
        KnownEntries copy = it->second;
        known[argument] = std::move(copy);
      }
  evaluate(callee);
  Operation *terminator = callee.getBody().front().getTerminator();
  for (auto [operand, result] :
       llvm::zip_equal(terminator->getOperands(), call.getResults()))
    if (auto it = known.find(operand); it != known.end()) {
      KnownEntries copy = it->second;
      known[result] = std::move(copy);
    }
  bool isFirst = evaluated.insert(callee).second;
  for (Value value : values) {
    auto it = known.find(value);
    if (isFirst || it == known.end())
      continue;
    auto old = before.find(value);
    it->second = old == before.end() ? makeUnknown(value)
                                     : join(old->second, it->second);
  }
  active.erase(callee);
}

void KnownValues::evaluate(func::FuncOp function) {
  if (!llvm::hasSingleElement(function.getBody()))
    return;
  for (Operation &op : function.getBody().front().without_terminator())
    if (auto call = dyn_cast<func::CallOp>(op))
      evaluateCall(call);
    else
      evaluateOperation(&op);
}

ElementsAttr compress::getConstantEntries(Value value) {
  Operation *producer = value.getDefiningOp();
  if (!producer || producer->getNumOperands() != 0)
    return {};
  ElementsAttr elements;
  if (matchPattern(value, m_Constant(&elements)))
    return elements;
  // A parameter is no constant to folders.
  for (NamedAttribute attribute : producer->getAttrs())
    if (auto entries = dyn_cast<ElementsAttr>(attribute.getValue());
        entries && entries.getShapedType() == value.getType())
      return entries;
  return {};
}
