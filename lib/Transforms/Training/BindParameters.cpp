//===- BindParameters.cpp - compress-bind-parameters ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/EntryFunction.h"
#include "compress/Dialect/Compress/IR/CompressSearch.h"
#include "compress/Support/Elements.h"
#include "compress/Transforms/Training/Passes.h"
#include "compress/Transforms/Training/Signature.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSBINDPARAMETERS
#include "compress/Transforms/Training/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

struct CompressBindParameters
    : compress::impl::CompressBindParametersBase<CompressBindParameters> {
  using CompressBindParametersBase::CompressBindParametersBase;

  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry || failed(bind(entry)))
      signalPassFailure();
  }

private:
  LogicalResult bind(func::FuncOp entry);
};

} // namespace

/// True if `index` was lifted and has entries to go back to.
static bool isBound(func::FuncOp entry, unsigned index) {
  std::optional<Role> role = getRole(entry, index);
  return (role == Role::Parameter || role == Role::Statistic ||
          role == Role::Mask || role == Role::Decision) &&
         entry.getArgAttrOfType<ElementsAttr>(index, kValueAttr);
}

static LogicalResult check(func::FuncOp entry, BlockArgument argument) {
  unsigned index = argument.getArgNumber();
  auto value = entry.getArgAttrOfType<ElementsAttr>(index, kValueAttr);
  if (value.getType() != argument.getType())
    return emitError(argument.getLoc(), "cannot bind '")
           << nameOfArgument(entry, index) << "': it has type "
           << argument.getType() << ", and its compress.value "
           << value.getType();
  return success();
}

/// Of as many alternatives as the choices that follow it have.
static Operation *makeDecision(OpBuilder &builder, BlockArgument argument,
                               StringRef name, ElementsAttr value) {
  int64_t selected = getIntElements(value)->front(), count = selected + 1;
  for (Operation *user : argument.getUsers())
    if (auto choice = dyn_cast<ChoiceOp>(user))
      count = choice.getAlternatives().size();
  return DecisionOp::create(builder, argument.getLoc(), argument.getType(),
                            name, std::min(selected, count - 1), count);
}

static Operation *makeOperation(OpBuilder &builder, func::FuncOp entry,
                                BlockArgument argument) {
  unsigned index = argument.getArgNumber();
  Location loc = argument.getLoc();
  auto value = entry.getArgAttrOfType<ElementsAttr>(index, kValueAttr);
  if (getRole(entry, index) == Role::Mask)
    return tosa::ConstOp::create(builder, loc, argument.getType(), value);
  if (getRole(entry, index) == Role::Decision)
    return makeDecision(builder, argument, nameOfArgument(entry, index), value);
  return ParameterOp::create(
      builder, loc, builder.getStringAttr(nameOfArgument(entry, index)),
      entry.getArgAttrOfType<UnitAttr>(index, kFrozenAttr),
      entry.getArgAttrOfType<LayoutAttr>(index, kLayoutAttr), value);
}

using Placed = std::pair<int64_t, Operation *>;

/// Puts `ops`, in the order of their positions, back into the block: each where
/// it was, or before its first user if that comes earlier now.
static void place(Block &block, ArrayRef<Placed> ops) {
  DenseSet<Operation *> missing;
  for (auto [position, op] : ops)
    missing.insert(op);
  int64_t position = 0;
  for (Operation &next : block) {
    for (auto [wanted, op] : ops) {
      if (!missing.contains(op))
        continue;
      bool isUsed = llvm::any_of(op->getUsers(), [&](Operation *user) {
        return block.findAncestorOpInBlock(*user) == &next;
      });
      if (!isUsed && wanted > position &&
          !next.hasTrait<OpTrait::IsTerminator>())
        continue;
      block.getOperations().insert(next.getIterator(), op);
      missing.erase(op);
      ++position;
    }
    ++position;
  }
}

LogicalResult CompressBindParameters::bind(func::FuncOp entry) {
  if (failed(checkSignatureMayChange(entry)))
    return failure();
  llvm::BitVector bound(entry.getNumArguments());
  for (BlockArgument argument : entry.getArguments()) {
    if (!isBound(entry, argument.getArgNumber()))
      continue;
    if (failed(check(entry, argument)))
      return failure();
    bound.set(argument.getArgNumber());
  }
  OpBuilder builder(&getContext());
  SmallVector<Placed> ops;
  for (unsigned index : bound.set_bits()) {
    BlockArgument argument = entry.getArgument(index);
    // Without a position: wherever its user is.
    auto position = entry.getArgAttrOfType<IntegerAttr>(index, kPositionAttr);
    builder.setInsertionPoint(entry.getBody().front().getTerminator());
    Operation *op = makeOperation(builder, entry, argument);
    argument.replaceAllUsesWith(op->getResult(0));
    ops.push_back(
        {position ? position.getInt() : std::numeric_limits<int64_t>::max(),
         op});
    ++numBound;
  }
  llvm::stable_sort(ops, llvm::less_first());
  for (auto [position, op] : ops)
    op->remove();
  place(entry.getBody().front(), ops);
  return entry.eraseArguments(bound);
}
