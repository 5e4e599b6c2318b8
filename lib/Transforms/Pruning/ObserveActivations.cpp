//===- ObserveActivations.cpp - what layers see on sample data ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/LayerNames.h"
#include "compress/Analysis/QuantizationPoints.h"
#include "compress/Transforms/Pruning/WeightPruning.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::compress;

/// True if every entry of the result depends on nothing but the same entry of
/// the operand: activation functions, and arithmetic with constants.
static bool isPointwise(OpOperand &use) {
  Operation *op = use.getOwner();
  if (op->getNumResults() != 1 ||
      op->getResult(0).getType() != use.get().getType())
    return false;
  if (isa<BatchNormOp, FakeQuantOp>(op))
    return use.getOperandNumber() == 0;
  return op->hasTrait<OpTrait::tosa::TosaElementwiseOperator>() &&
         llvm::all_of(op->getOpOperands(), [&](OpOperand &other) {
           return &other == &use || matchPattern(other.get(), m_Constant());
         });
}

/// The result of a layer after the activation function that follows it alone.
static Value getActivated(Value result) {
  while (true) {
    SmallVector<OpOperand *> uses = getUsesThroughTaps(result);
    if (uses.size() != 1 || !isPointwise(*uses.front()))
      return result;
    result = uses.front()->getOwner()->getResult(0);
  }
}

namespace {

/// A copy of a function with taps where a criterion wants to look.
class TappedFunction {
public:
  TappedFunction(ModuleOp module, func::FuncOp original)
      : copy(cast<ModuleOp>(module->clone(mapping))) {
    function = cast<func::FuncOp>(mapping.lookup(original.getOperation()));
    for (ObserveOp tap :
         llvm::make_early_inc_range(function.getOps<ObserveOp>())) {
      // Looked up by the results of the original.
      tap.getResult().replaceAllUsesWith(tap.getInput());
      tap->setAttr(kUnused, UnitAttr::get(tap.getContext()));
    }
  }

  /// Adds a tap for weight number `index`; false for a value without channels.
  bool add(Value value, const Twine &name, size_t index);
  /// The index of the weight for each tap of the function, in order.
  SmallVector<std::pair<size_t, int64_t>> finish();

  OwningOpRef<ModuleOp> &getModule() { return copy; }
  func::FuncOp getFunction() { return function; }

private:
  static constexpr StringLiteral kUnused = "compress.unused";

  IRMapping mapping;
  OwningOpRef<ModuleOp> copy;
  func::FuncOp function;
  llvm::DenseMap<Operation *, size_t> indices;
};

} // namespace

bool TappedFunction::add(Value value, const Twine &name, size_t index) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (!type || !type.getElementType().isF32() || !type.hasStaticShape() ||
      type.getRank() == 0 || type.getNumElements() == 0)
    return false;
  value = lookThroughTaps(mapping.lookup(value));
  OpBuilder builder(value.getContext());
  builder.setInsertionPointAfterValue(value);
  auto tap = ObserveOp::create(
      builder, value.getLoc(), type, builder.getStringAttr(name), value,
      MinMaxAttr::get(value.getContext()), DenseF32ArrayAttr());
  indices[tap] = index;
  return true;
}

SmallVector<std::pair<size_t, int64_t>> TappedFunction::finish() {
  SmallVector<std::pair<size_t, int64_t>> taps;
  for (ObserveOp tap :
       llvm::make_early_inc_range(function.getOps<ObserveOp>())) {
    if (tap->hasAttr(kUnused))
      tap.erase();
    else
      taps.push_back({indices.lookup(tap), tap.getType().getShape().back()});
  }
  return taps;
}

FailureOr<SmallVector<std::vector<double>>>
compress::observeActivations(ModuleOp module, func::FuncOp function,
                             const PruningOptions &options,
                             PrunedWeights &weights) {
  if (!llvm::hasSingleElement(function.getBody()))
    return emitError(function.getLoc()) << "expected a function of one block";
  bool isInput =
      options.criterion.getNeed() == ImportanceNeed::InputActivations;
  LayerNames names(function);
  TappedFunction tapped(module, function);
  std::vector<bool> isObserved(weights.size(), true);
  for (auto [index, weight] : llvm::enumerate(weights))
    for (Operation *layer : weight.layers) {
      auto prunable = cast<PrunableOpInterface>(layer);
      Value value = isInput ? prunable.getInputOperand().get()
                            : getActivated(layer->getResult(0));
      if (!tapped.add(value,
                      names.lookup(layer) + (isInput ? ".input" : ".output"),
                      index))
        isObserved[index] = false;
    }

  SmallVector<std::pair<size_t, int64_t>> taps = tapped.finish();
  SmallVector<std::unique_ptr<ActivationCollector>> collectors;
  for (size_t i = 0; i < weights.size(); ++i)
    collectors.push_back(options.criterion.makeCollector());
  FailureOr<int64_t> runs = runSamples(
      *tapped.getModule(), tapped.getFunction(), options.samples,
      [&](unsigned tap, ArrayRef<float> values, int64_t batch, int64_t valid) {
        auto [index, numChannels] = taps[tap];
        // A value without a batch is one sample.
        if (values.size() % (batch * numChannels) != 0)
          batch = valid = 1;
        size_t size = values.size() / batch;
        for (int64_t i = 0; i < valid; ++i)
          collectors[index]->addSample(values.slice(i * size, size),
                                       numChannels);
      });
  if (failed(runs))
    return failure();
  SmallVector<std::vector<double>> statistics(weights.size());
  for (size_t i = 0; i < weights.size(); ++i)
    if (isObserved[i])
      statistics[i] = collectors[i]->finish();
  return statistics;
}
