//===- MakeStudent.cpp - compress-make-student ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/EntryFunction.h"
#include "compress/Analysis/LayerNames.h"
#include "compress/Dialect/Compress/IR/LayerRemoval.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Interfaces/InitializerAttrInterface.h"
#include "compress/Transforms/Distillation/Passes.h"
#include "compress/Transforms/Pruning/Passes.h"
#include "compress/Transforms/Training/Passes.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Regex.h"
#include <cmath>

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSMAKESTUDENT
#include "compress/Transforms/Distillation/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

static constexpr StringLiteral kCategory = "compress-make-student";

namespace {

/// Something that returns what it takes, and what it is called.
struct Part {
  Value result, input;
  std::string name;
};

struct CompressMakeStudent
    : compress::impl::CompressMakeStudentBase<CompressMakeStudent> {
  using CompressMakeStudentBase::CompressMakeStudentBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    CompressMakeStudentBase::getDependentDialects(registry);
    initializers().getDependentDialects(initializer, registry);
  }
  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry || failed(make(entry)))
      signalPassFailure();
  }

private:
  LogicalResult make(func::FuncOp entry);
  LogicalResult makeShallower(func::FuncOp entry);
  LogicalResult makeNarrower(func::FuncOp entry);
  void addInitialization(OpPassManager &pm, func::FuncOp entry,
                         const OptionText &rule);
};

} // namespace

LogicalResult CompressMakeStudent::initialize(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  for (double factor : {width.value_or(1.0), depth.value_or(1.0)})
    if (!(factor > 0.0 && factor <= 1.0))
      return emitError() << "expected width and depth above 0 and up to 1, got "
                         << std::to_string(factor);
  if (roundTo < 1)
    return emitError() << "expected round-to of 1 or more, got "
                       << roundTo.getValue();
  return success(initializers().parse(initializer, context, emitError) !=
                 nullptr);
}

//===----------------------------------------------------------------------===//
// Depth
//===----------------------------------------------------------------------===//

/// Operations that `value` comes from, not beyond `end`; nothing if `end` is
/// not among its origins.
static llvm::SetVector<Operation *> findBranch(Value value, Value end) {
  llvm::SetVector<Operation *> branch;
  SmallVector<Value> work = {value};
  bool found = false;
  while (!work.empty()) {
    Value next = work.pop_back_val();
    found |= next == end;
    Operation *op = next.getDefiningOp();
    if (next != end && op && branch.insert(op))
      llvm::append_range(work, op->getOperands());
  }
  if (!found)
    branch.clear();
  return branch;
}

/// True if none of the operations reads something computed before `input` but
/// constants and parameters: then they are one block.
static bool startsAt(const llvm::SetVector<Operation *> &branch, Value input) {
  return llvm::all_of(branch, [&](Operation *op) {
    return llvm::all_of(op->getOperands(), [&](Value operand) {
      return operand == input || (operand.getDefiningOp() &&
                                  branch.contains(operand.getDefiningOp()));
    });
  });
}

/// Residual blocks, and the operations in them.
static void collectBlocks(func::FuncOp entry, SmallVectorImpl<Part> &parts,
                          DenseSet<Operation *> &inside) {
  LayerNames names(entry);
  for (auto sum : entry.getBody().front().getOps<tosa::AddOp>())
    for (auto [skip, other] : {std::pair(sum.getInput1(), sum.getInput2()),
                               std::pair(sum.getInput2(), sum.getInput1())}) {
      if (skip.getType() != sum.getType())
        continue;
      llvm::SetVector<Operation *> branch = findBranch(other, skip);
      auto layer = llvm::find_if(
          branch, [&](Operation *op) { return !names.lookup(op).empty(); });
      if (layer == branch.end() || !startsAt(branch, skip))
        continue;
      parts.push_back({sum, skip, names.lookup(*layer).str()});
      inside.insert_range(branch);
      break;
    }
}

/// Layers outside of blocks, each with its batch norm and clamp.
static void collectLayers(func::FuncOp entry, SmallVectorImpl<Part> &parts,
                          const DenseSet<Operation *> &inside) {
  LayerNames names(entry);
  for (Operation *layer : names.getLayers()) {
    if (!isa<PrunableOpInterface>(layer) || inside.contains(layer) ||
        layer->getOperand(0).getType() != layer->getResult(0).getType())
      continue;
    Value result = layer->getResult(0);
    while (result.hasOneUse() &&
           isa<BatchNormOp, tosa::ClampOp>(*result.user_begin()) &&
           result.user_begin()->getOperand(0) == result)
      result = result.user_begin()->getResult(0);
    // The last layer gives the answer.
    if (llvm::none_of(result.getUsers(), [](Operation *user) {
          return user->hasTrait<OpTrait::IsTerminator>();
        }))
      parts.push_back(
          {result, layer->getOperand(0), names.lookup(layer).str()});
  }
}

LogicalResult CompressMakeStudent::makeShallower(func::FuncOp entry) {
  if (depth.value_or(1.0) == 1.0)
    return success();
  SmallVector<Part> parts;
  DenseSet<Operation *> inside;
  collectBlocks(entry, parts, inside);
  collectLayers(entry, parts, inside);
  if (parts.empty())
    return mlir::emitError(entry.getLoc())
           << "depth= finds nothing to leave out of @" << entry.getSymName()
           << ": no layer and no residual block returns what it takes";
  llvm::sort(parts, [](const Part &a, const Part &b) {
    return a.result.getDefiningOp()->isBeforeInBlock(b.result.getDefiningOp());
  });
  int64_t count = parts.size();
  int64_t removed = count - static_cast<int64_t>(std::ceil(*depth * count));
  // The last ones of equal stretches; from the end, so that inputs stay valid.
  for (int64_t i = removed; i-- > 0;) {
    Part &part = parts[(i + 1) * count / removed - 1];
    remark::passed(part.result.getLoc(),
                   remark::RemarkOpts::name("removed").category(kCategory))
        << "'" + part.name + "' is left out";
    part.result.replaceAllUsesWith(part.input);
    ++numRemoved;
  }
  SmallVector<Operation *> operations;
  for (Operation &op : entry.getBody().front().without_terminator())
    operations.push_back(&op);
  for (Operation *op : llvm::reverse(operations))
    if (isOpTriviallyDead(op))
      op->erase();
  return success();
}

//===----------------------------------------------------------------------===//
// Width
//===----------------------------------------------------------------------===//

/// An expression for the layers that results come from.
static std::string matchLastLayers(func::FuncOp entry) {
  LayerNames names(entry);
  llvm::SetVector<Operation *> seen;
  SmallVector<std::string> last;
  SmallVector<Value> work(
      entry.getBody().front().getTerminator()->getOperands());
  while (!work.empty()) {
    Operation *op = work.pop_back_val().getDefiningOp();
    if (!op || !seen.insert(op))
      continue;
    if (isa<PrunableOpInterface>(op))
      last.push_back(llvm::Regex::escape(names.lookup(op)));
    else
      llvm::append_range(work, op->getOperands());
  }
  return llvm::join(last, "|");
}

void CompressMakeStudent::addInitialization(OpPassManager &pm,
                                            func::FuncOp entry,
                                            const OptionText &rule) {
  CompressInitializeParametersOptions options;
  options.function = OptionText(entry.getSymName().str().c_str());
  options.initializer = rule;
  options.seed = seed;
  pm.addPass(createCompressInitializeParameters(options));
}

/// Makes all weights equal, so that layers which must have the same channels
/// mask the same ones.
static void fillWeights(func::FuncOp entry) {
  entry.walk([](PrunableOpInterface layer) {
    ParameterOp parameter =
        WeightChain::match(layer.getWeightOperand().get()).getParameter();
    auto type = parameter ? dyn_cast<RankedTensorType>(parameter.getType())
                          : RankedTensorType();
    if (type && type.getElementType().isF32() && !parameter.getFrozen())
      parameter.setValueAttr(DenseElementsAttr::get(type, 1.0f));
  });
}

/// Masks channels of every layer, and takes them away. Offsets are 0 meanwhile:
/// what is masked contributes nothing.
LogicalResult CompressMakeStudent::makeNarrower(func::FuncOp entry) {
  if (width.value_or(1.0) == 1.0)
    return success();
  OpPassManager start("builtin.module");
  addInitialization(start, entry, "zeros");
  if (failed(runPipeline(start, getOperation())))
    return failure();
  fillWeights(entry);
  OpPassManager pm("builtin.module");
  CompressPruneOptions prune;
  prune.function = OptionText(entry.getSymName().str().c_str());
  prune.pattern = "filter";
  prune.sparsity = OptionalDouble(1.0 - *width);
  prune.exclude = OptionText(matchLastLayers(entry).c_str());
  pm.addPass(createCompressPrune(prune));
  CompressShrinkOptions shrink;
  shrink.function = prune.function;
  shrink.roundTo = roundTo;
  pm.addPass(createCompressShrink(shrink));
  if (failed(runPipeline(pm, getOperation())))
    return failure();
  // It is no part of the teacher any more.
  entry.walk([](ParameterOp parameter) { parameter->removeAttr(kKeptAttr); });
  return success();
}

LogicalResult CompressMakeStudent::make(func::FuncOp entry) {
  if (!entry.getBody().hasOneBlock())
    return mlir::emitError(entry.getLoc())
           << "expected @" << entry.getSymName() << " to have one block";
  auto dropMasks = [&] {
    entry.walk([](MaskOp mask) {
      Operation *constant = mask.getMask().getDefiningOp();
      mask.replaceAllUsesWith(mask.getWeight());
      mask.erase();
      if (constant && isOpTriviallyDead(constant))
        constant->erase();
    });
  };
  dropMasks();
  if (failed(makeShallower(entry)) || failed(makeNarrower(entry)))
    return failure();
  // What could not be removed.
  dropMasks();
  OpPassManager pm("builtin.module");
  addInitialization(pm, entry, initializer);
  return runPipeline(pm, getOperation());
}
