//===- Shrink.cpp - compress-shrink ---------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShrinkApply.h"
#include "compress/Analysis/EntryFunction.h"
#include "compress/Analysis/ModelCost.h"
#include "compress/Execution/Equivalence.h"
#include "compress/Transforms/Pruning/Passes.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSSHRINK
#include "compress/Transforms/Pruning/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

/// The figures of a layer that the remark compares.
struct LayerSize {
  int64_t channels = 0;
  std::string name;
  Count parameters, macs;
};
using LayerSizes = llvm::MapVector<Operation *, LayerSize>;

struct CompressShrink : compress::impl::CompressShrinkBase<CompressShrink> {
  using CompressShrinkBase::CompressShrinkBase;

  LogicalResult initialize(MLIRContext *context) override {
    if (roundTo < 1)
      return mlir::emitError(UnknownLoc::get(context))
             << "expected round-to of 1 or more, got " << roundTo.getValue();
    return success();
  }
  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry || failed(shrink(entry)))
      signalPassFailure();
  }

private:
  LogicalResult shrink(func::FuncOp entry);
  void report(const LayerSizes &before, const LayerSizes &after);
  LogicalResult compare(ModuleOp original, func::FuncOp entry);
};

} // namespace

static LayerSizes measure(const ShrinkPlan &plan) {
  LayerSizes sizes;
  for (func::FuncOp function : plan.getFunctions()) {
    FunctionCost cost(function);
    for (const LayerCost &layer : cost.layers) {
      LayerSize &size = sizes[layer.op];
      size.name = layer.name;
      if (std::optional<OutputChannels> channels = getOutputChannels(layer.op))
        size.channels = cast<RankedTensorType>(layer.op->getResultTypes()[0])
                            .getDimSize(channels->dim);
      size.parameters = layer.figures.parameters;
      size.macs = layer.figures.macs;
    }
  }
  return sizes;
}

static std::string show(const Count &count) {
  return count.value ? std::to_string(*count.value) : "?";
}

void CompressShrink::report(const LayerSizes &before, const LayerSizes &after) {
  for (const auto &[op, was] : before) {
    const LayerSize &is = after.find(op)->second;
    if (was.channels == is.channels &&
        was.parameters.value == is.parameters.value &&
        was.macs.value == is.macs.value)
      continue;
    ++numLayers;
    numChannels += was.channels - is.channels;
    if (was.parameters.value && is.parameters.value)
      numParameters += *was.parameters.value - *is.parameters.value;
    std::string channels;
    if (was.channels != is.channels)
      channels =
          llvm::formatv("{0} -> {1} channels, ", was.channels, is.channels);
    remark::passed(op->getLoc(), remark::RemarkOpts::name("shrunk").category(
                                     "compress-shrink"))
        << llvm::formatv(
               "layer '{0}': {1}{2} -> {3} parameters, {4} -> {5} MACs",
               was.name, channels, show(was.parameters), show(is.parameters),
               show(was.macs), show(is.macs))
               .str();
  }
}

LogicalResult CompressShrink::compare(ModuleOp original, func::FuncOp entry) {
  CompileOptions options;
  options.function = entry.getName().str();
  auto before = CompiledFunction::compile(original, options);
  if (failed(before))
    return failure();
  auto after = CompiledFunction::compile(getOperation(), options);
  if (failed(after))
    return failure();
  llvm::Expected<double> distance = compareFunctions(**before, **after, {});
  if (!distance)
    return mlir::emitError(entry.getLoc())
           << "@" << entry.getName()
           << " computes something else without its masked channels: "
           << llvm::toString(distance.takeError());
  return success();
}

LogicalResult CompressShrink::shrink(func::FuncOp entry) {
  if (!llvm::hasSingleElement(entry.getBody()))
    return mlir::emitError(entry.getLoc())
           << "expected @" << entry.getName() << " to have one block, got "
           << entry.getBody().getBlocks().size();
  OwningOpRef<ModuleOp> original;
  if (check)
    original = getOperation().clone();
  SeparateConstants separate(getOperation());
  ShrinkPlan plan(entry, roundTo);
  plan.remark();
  if (plan.getRemoved().empty())
    return success();
  LayerSizes before = measure(plan);
  OpBuilder builder(&getContext());
  applyShrinkPlan(plan, builder);
  report(before, measure(plan));
  return check ? compare(*original, entry) : success();
}
