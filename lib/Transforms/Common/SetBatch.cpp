//===- SetBatch.cpp - compress-set-batch ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/DimensionCoupling.h"
#include "compress/Analysis/EntryFunction.h"
#include "compress/Execution/Batches.h"
#include "compress/Execution/CompiledFunction.h"
#include "compress/Interfaces/IntegerForms.h"
#include "compress/Transforms/Common/Passes.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MathExtras.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSSETBATCH
#include "compress/Transforms/Common/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// Combinations of places for the batch in reshapes before we give up.
static constexpr int kMaxAttempts = 64;

namespace {

struct CompressSetBatch
    : compress::impl::CompressSetBatchBase<CompressSetBatch> {
  using CompressSetBatchBase::CompressSetBatchBase;

  LogicalResult initialize(MLIRContext *context) override {
    if (size < 1)
      return mlir::emitError(UnknownLoc::get(context))
             << "expected size= of 1 or more, got " << size.getValue();
    return success();
  }
  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry || failed(setBatch(entry)))
      signalPassFailure();
  }

private:
  LogicalResult setBatch(func::FuncOp entry);
  FailureOr<SmallVector<unsigned>> selectArguments(func::FuncOp entry);
  FailureOr<int64_t> getOldBatch(func::FuncOp entry,
                                 ArrayRef<unsigned> selected);
  FailureOr<std::unique_ptr<DimensionGroup>>
  follow(func::FuncOp entry, ArrayRef<unsigned> selected);
  void report(const DimensionGroup::Obstacle &obstacle);
  LogicalResult checkSlices(const DimensionGroup &group);
  LogicalResult checkCallers(const DimensionGroup &group);
  LogicalResult checkType(Value value, RankedTensorType type);
  void apply(const DimensionGroup &group);
  LogicalResult compare(ModuleOp original, func::FuncOp entry,
                        const DimensionGroup &group);

  int64_t oldBatch = 1;
};

} // namespace

//===----------------------------------------------------------------------===//
// Which arguments
//===----------------------------------------------------------------------===//

/// Dimension 0; nothing for scalars and for what is no ranked tensor.
static std::optional<int64_t> getLeadingSize(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor || tensor.getRank() == 0)
    return std::nullopt;
  return tensor.getDimSize(0);
}

FailureOr<SmallVector<unsigned>>
CompressSetBatch::selectArguments(func::FuncOp entry) {
  SmallVector<unsigned> selected;
  std::string known;
  for (unsigned i = 0; i < entry.getNumArguments(); ++i)
    known += (i ? ", " : "") + nameOfArgument(entry, i);
  for (const std::string &name : arguments) {
    unsigned i = 0;
    while (i < entry.getNumArguments() && nameOfArgument(entry, i) != name)
      ++i;
    if (i == entry.getNumArguments())
      return mlir::emitError(entry.getLoc())
             << "@" << entry.getName() << " has no argument '" << name
             << "'; it has " << (known.empty() ? "none" : known);
    if (!getLeadingSize(entry.getArgument(i).getType()))
      return mlir::emitError(entry.getLoc())
             << "argument '" << name << "' has no batch: its type is "
             << entry.getArgument(i).getType();
    selected.push_back(i);
  }
  if (!arguments.empty())
    return selected;
  std::optional<int64_t> first;
  for (auto [i, type] : llvm::enumerate(entry.getArgumentTypes())) {
    std::optional<int64_t> leading = getLeadingSize(type);
    if (!first)
      first = leading;
    if (leading && leading == first)
      selected.push_back(i);
  }
  if (selected.empty())
    return mlir::emitError(entry.getLoc())
           << "@" << entry.getName() << " has no argument with a batch, a "
           << "tensor of rank 1 or more";
  return selected;
}

FailureOr<int64_t> CompressSetBatch::getOldBatch(func::FuncOp entry,
                                                 ArrayRef<unsigned> selected) {
  int64_t batch = *getLeadingSize(entry.getArgument(selected[0]).getType());
  for (unsigned i : selected) {
    int64_t own = *getLeadingSize(entry.getArgument(i).getType());
    if (own < 1)
      return mlir::emitError(entry.getLoc())
             << "argument '" << nameOfArgument(entry, i) << "' has "
             << (own == 0 ? "no samples" : "a dynamic batch")
             << ", its type is " << entry.getArgument(i).getType()
             << "; import the model with a static shape";
    if (own != batch)
      return mlir::emitError(entry.getLoc())
             << "arguments '" << nameOfArgument(entry, selected[0]) << "' and '"
             << nameOfArgument(entry, i) << "' have different batch sizes, "
             << batch << " and " << own << "; select some with arguments=";
  }
  return batch;
}

//===----------------------------------------------------------------------===//
// Where the batch goes
//===----------------------------------------------------------------------===//

void CompressSetBatch::report(const DimensionGroup::Obstacle &obstacle) {
  InFlightDiagnostic diagnostic = emitLayerError(obstacle.op);
  if (obstacle.isUnknown) {
    diagnostic << "stops the batch: it does not tell how its dimensions are "
                  "coupled; raise the model completely, or give the operation "
                  "DimensionCouplingOpInterface";
  } else if (obstacle.missing) {
    Operation *producer =
        obstacle.op->getOperand(*obstacle.missing).getDefiningOp();
    bool isConstant = producer && producer->getNumOperands() == 0;
    diagnostic << "needs the batch in operand " << *obstacle.missing
               << " too, which "
               << (isConstant ? "is a constant that does not broadcast here"
                              : "does not depend on the batch")
               << "; make it an argument, or give it size 1 along the batch "
                  "where the operation broadcasts";
  } else {
    diagnostic << "cannot have another batch size in dimension " << obstacle.dim
               << ": it " << obstacle.reason
               << "; compute each sample by itself, or keep the batch size "
               << oldBatch;
  }
  diagnostic.attachNote(obstacle.value.getLoc())
      << "this value has the batch in dimension " << obstacle.dim;
}

/// A batch of 1 leaves no trace in a reshape; if a guess leads nowhere, the
/// other places are tried.
FailureOr<std::unique_ptr<DimensionGroup>>
CompressSetBatch::follow(func::FuncOp entry, ArrayRef<unsigned> selected) {
  std::unique_ptr<DimensionGroup> first;
  SmallVector<unsigned> choices;
  for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
    auto group = std::make_unique<DimensionGroup>(
        entry, DimensionGroup::Direction::Forward);
    group->setChoices(choices);
    for (unsigned i : selected)
      group->addSeed(entry.getArgument(i), 0);
    group->propagate();
    if (group->getObstacles().empty())
      return std::move(group);
    std::optional<SmallVector<unsigned>> next = group->getNextChoices();
    if (!first)
      first = std::move(group);
    if (!next)
      break;
    choices = std::move(*next);
  }
  report(first->getObstacles().front());
  return failure();
}

LogicalResult CompressSetBatch::checkType(Value value, RankedTensorType type) {
  Type element = type.getElementType();
  int64_t bytes = element.isIntOrFloat()
                      ? llvm::divideCeil(element.getIntOrFloatBitWidth(), 8)
                      : 8;
  for (int64_t dim : type.getShape())
    if (llvm::MulOverflow(bytes, dim, bytes))
      return mlir::emitError(value.getLoc())
             << "size=" << size.getValue() << " is too large: a tensor of "
             << type << " has more bytes than can be addressed";
  return success();
}

/// The type of `value` with the new batch.
static RankedTensorType resize(Value value, const DimSlice &slice,
                               int64_t batch) {
  auto type = cast<RankedTensorType>(value.getType());
  SmallVector<int64_t> shape(type.getShape());
  shape[slice.dim] = slice.slice.map.repeat * slice.slice.map.block;
  if (llvm::MulOverflow(shape[slice.dim], batch, shape[slice.dim]))
    shape[slice.dim] = INT64_MAX;
  return type.clone(shape);
}

/// Each value must have the whole batch, once.
LogicalResult CompressSetBatch::checkSlices(const DimensionGroup &group) {
  for (const auto &[value, slices] : group.getValues()) {
    auto type = cast<RankedTensorType>(value.getType());
    const DimSlice &slice = slices.front();
    bool isWhole = slices.size() == 1 && slice.slice.begin == 0 &&
                   slice.slice.map.size == oldBatch &&
                   slice.slice.map.covers(type.getDimSize(slice.dim));
    if (!isWhole)
      return emitLayerError(value.getDefiningOp())
             << "cannot have another batch size in dimension " << slice.dim
             << " of its result: it "
             << (slices.size() > 1 ? "joins several batches"
                                   : "takes or pads a part of the batch")
             << "; compute each sample by itself, or keep the batch size "
             << oldBatch;
    if (failed(checkType(value, resize(value, slice, size))))
      return failure();
  }
  return success();
}

/// Nobody else may call a function whose type changes.
LogicalResult CompressSetBatch::checkCallers(const DimensionGroup &group) {
  for (func::FuncOp function : group.getFunctions()) {
    auto uses = SymbolTable::getSymbolUses(function, getOperation());
    if (!uses || llvm::none_of(function.getArguments(), [&](Value argument) {
          return !group.lookup(argument).empty();
        }))
      continue;
    for (SymbolTable::SymbolUse use : *uses) {
      auto caller = use.getUser()->getParentOfType<func::FuncOp>();
      if (!llvm::is_contained(group.getFunctions(), caller))
        return use.getUser()->emitOpError("keeps the old batch size when it "
                                          "uses function '")
               << function.getName() << "', which gets another; give it a "
               << "copy of the function, or set the batch of its caller";
    }
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Changing and checking
//===----------------------------------------------------------------------===//

void CompressSetBatch::apply(const DimensionGroup &group) {
  for (const auto &[value, slices] : group.getValues()) {
    Value changed = value;
    changed.setType(resize(value, slices.front(), size));
  }
  numValues += group.getValues().size();
  OpBuilder builder(&getContext());
  auto isResized = [&](Value value) { return !group.lookup(value).empty(); };
  for (func::FuncOp function : group.getFunctions()) {
    Block &body = function.getBody().front();
    // Those in alternatives of choices too.
    SmallVector<DimensionCouplingOpInterface> resized;
    function.walk([&](DimensionCouplingOpInterface op) {
      if (llvm::any_of(op->getResults(), isResized))
        resized.push_back(op);
    });
    for (DimensionCouplingOpInterface op : resized)
      op.updateShapes(builder);
    function.setFunctionType(builder.getFunctionType(
        body.getArgumentTypes(), body.getTerminator()->getOperandTypes()));
  }
}

/// Where the samples lie in `values`; the dimensions before it do not change.
static std::vector<BatchLayout> getLayouts(const DimensionGroup &group,
                                           ValueRange values) {
  std::vector<BatchLayout> layouts;
  for (Value value : values) {
    ArrayRef<DimSlice> slices = group.lookup(value);
    if (slices.empty()) {
      layouts.push_back({0});
      continue;
    }
    int64_t outer = slices.front().slice.map.repeat;
    for (int64_t dim : cast<RankedTensorType>(value.getType())
                           .getShape()
                           .take_front(slices.front().dim))
      outer *= dim;
    layouts.push_back({outer});
  }
  return layouts;
}

LogicalResult CompressSetBatch::compare(ModuleOp original, func::FuncOp entry,
                                        const DimensionGroup &group) {
  CompileOptions options;
  options.function = entry.getName().str();
  auto before = CompiledFunction::compile(original, options);
  if (failed(before))
    return failure();
  auto after = CompiledFunction::compile(getOperation(), options);
  if (failed(after))
    return failure();
  Block &body = entry.getBody().front();
  BatchedPair pair = {before->get(),
                      oldBatch,
                      after->get(),
                      size,
                      getLayouts(group, body.getArguments()),
                      getLayouts(group, body.getTerminator()->getOperands())};
  if (llvm::Error error = compareBatches(pair, /*tolerance=*/1e-5))
    return mlir::emitError(entry.getLoc())
           << "@" << entry.getName() << " computes something else with "
           << "another batch size: " << llvm::toString(std::move(error));
  return success();
}

LogicalResult CompressSetBatch::setBatch(func::FuncOp entry) {
  if (!llvm::hasSingleElement(entry.getBody()))
    return mlir::emitError(entry.getLoc())
           << "expected @" << entry.getName() << " to have one block, got "
           << entry.getBody().getBlocks().size();
  FailureOr<SmallVector<unsigned>> selected = selectArguments(entry);
  if (failed(selected))
    return failure();
  FailureOr<int64_t> batch = getOldBatch(entry, *selected);
  if (failed(batch))
    return failure();
  oldBatch = *batch;
  if (oldBatch == size)
    return success();
  auto group = follow(entry, *selected);
  if (failed(group) || failed(checkSlices(**group)) ||
      failed(checkCallers(**group)))
    return failure();

  OwningOpRef<ModuleOp> original;
  if (check)
    original = getOperation().clone();
  apply(**group);
  remark::passed(entry.getLoc(), remark::RemarkOpts::name("set-batch")
                                     .category("compress-set-batch")
                                     .function(entry.getName()))
      << llvm::formatv("batch {0} -> {1}: {2} values have another shape",
                       oldBatch, size.getValue(), (*group)->getValues().size())
             .str();
  return check ? compare(*original, entry, **group) : success();
}
