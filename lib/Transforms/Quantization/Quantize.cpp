//===- Quantize.cpp - round weights and activations to few bits -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChooseTypes.h"
#include "LayerConstants.h"
#include "TrainedRanges.h"
#include "compress/Analysis/LayerNames.h"
#include "compress/Analysis/QuantizationPoints.h"
#include "compress/Execution/CompiledFunction.h"
#include "compress/Interfaces/IntegerForms.h"
#include "compress/Support/NameFilter.h"
#include "compress/Transforms/Quantization/Passes.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSQUANTIZE
#include "compress/Transforms/Quantization/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {
struct Quantize : compress::impl::CompressQuantizeBase<Quantize> {
  using CompressQuantizeBase::CompressQuantizeBase;

  LogicalResult checkOptions();
  FailureOr<NameFilter> makeFilter(const LayerNames &names,
                                   ArrayRef<Operation *> layers);
  LogicalResult quantize(func::FuncOp entry);
  LogicalResult checkBatchNorms(const QuantizationPoints &points,
                                func::FuncOp entry);
  LogicalResult quantizeActivations(func::FuncOp entry,
                                    const QuantizationPoints &points);
  LogicalResult quantizeLayer(QuantizableOpInterface layer, StringRef name,
                              const QuantizationPoints &points);
  void quantizeTap(ObserveOp tap, StringRef name);
  /// True if training changes scales, so that those of biases are not known.
  bool hasTrainedRanges() const {
    return weightRanges != RangeRule::Fixed ||
           activationRanges != RangeRule::Fixed;
  }

  std::optional<RangeBuilder> ranges;

  void runOnOperation() override {
    Operation *entry = lookupEntryFunction(getOperation(), function);
    if (!entry || failed(checkOptions()) ||
        failed(quantize(cast<func::FuncOp>(entry))))
      signalPassFailure();
  }
};
} // namespace

LogicalResult Quantize::checkOptions() {
  auto check = [&](StringRef option, unsigned bits) -> LogicalResult {
    if (bits >= 2 && bits <= 8)
      return success();
    return emitError(getOperation().getLoc())
           << "expected " << option << " from 2 to 8, got " << bits;
  };
  return success(succeeded(check("weight-bits", weightBits)) &&
                 succeeded(check("activation-bits", activationBits)));
}

FailureOr<NameFilter> Quantize::makeFilter(const LayerNames &names,
                                           ArrayRef<Operation *> layers) {
  auto report = [&] { return emitError(getOperation().getLoc()); };
  FailureOr<NameFilter> filter = NameFilter::create(include, exclude, report);
  if (failed(filter))
    return failure();
  std::vector<std::string> known;
  for (Operation *layer : layers)
    known.push_back(names.lookup(layer).str());
  if (failed(filter->checkAgainst(known, report)))
    return failure();
  return filter;
}

/// The taps of a value, whose first with a range decides.
static SmallVector<ObserveOp> getTaps(Value value) {
  SmallVector<ObserveOp> taps;
  for (Operation *user : value.getUsers())
    if (auto tap = dyn_cast<ObserveOp>(user)) {
      taps.push_back(tap);
      llvm::append_range(taps, getTaps(tap.getResult()));
    }
  llvm::sort(taps,
             [](ObserveOp a, ObserveOp b) { return a->isBeforeInBlock(b); });
  return taps;
}

/// Replaces a value and all its taps by its rounded form.
void Quantize::quantizeTap(ObserveOp tap, StringRef name) {
  Value value = lookThroughTaps(tap.getInput());
  ArrayRef<float> range = *tap.getRange();
  auto type =
      chooseActivationType(&getContext(), range[0], range[1], activationBits);
  OpBuilder builder(value.getContext());
  builder.setInsertionPointAfterValue(value);
  auto fakeQuant = ranges->round(
      builder, value, type, activationRanges, name,
      countSampleEntries(cast<RankedTensorType>(value.getType())));
  remark::passed(
      tap.getLoc(),
      remark::RemarkOpts::name("activation").category("compress-quantize"))
      << llvm::formatv("'{0}': range {1} to {2}, scale {3}, zero point {4}",
                       tap.getName(), range[0], range[1], getTensorScale(type),
                       *getCommonZeroPoint(type))
             .str();
  ++numActivations;
  for (ObserveOp other : getTaps(value))
    other.getResult().replaceAllUsesWith(fakeQuant.getResult());
  value.replaceUsesWithIf(fakeQuant.getResult(), [](OpOperand &use) {
    return !isa<ObserveOp, FakeQuantOp>(use.getOwner());
  });
}

LogicalResult Quantize::quantizeActivations(func::FuncOp entry,
                                            const QuantizationPoints &points) {
  // Check everything before anything changes.
  SmallVector<std::pair<ObserveOp, StringRef>> chosen;
  for (auto &[value, name] : points.getPoints()) {
    SmallVector<ObserveOp> taps = getTaps(value);
    auto tap = llvm::find_if(
        taps, [](ObserveOp tap) { return tap.getRange().has_value(); });
    if (tap == taps.end()) {
      Location loc = taps.empty() ? value.getLoc() : taps.front().getLoc();
      return emitError(loc) << "no calibrated range for '" << name
                            << "'; run compress-calibrate";
    }
    chosen.push_back({*tap, name});
  }
  for (auto [tap, name] : chosen)
    quantizeTap(tap, name);
  return success();
}

LogicalResult Quantize::quantizeLayer(QuantizableOpInterface layer,
                                      StringRef name,
                                      const QuantizationPoints &points) {
  OpOperand *weight = layer.getQuantizedWeight();
  OpOperand *bias = layer.getQuantizedBias();
  if (!weight || weight->get().getDefiningOp<FakeQuantOp>())
    return success();
  FailureOr<std::vector<float>> values = readConstant(layer, *weight, "weight");
  if (failed(values))
    return failure();
  std::vector<float> biases;
  if (bias) {
    FailureOr<std::vector<float>> entries = readConstant(layer, *bias, "bias");
    if (failed(entries))
      return failure();
    biases = std::move(*entries);
  }
  // Every point is rounded by now.
  Value root = points.getRoot(layer.getActivationOperands().front()->get());
  auto input =
      cast<quant::QuantizedType>(root.getDefiningOp<FakeQuantOp>().getQtype());
  auto shape = cast<RankedTensorType>(weight->get().getType()).getShape();
  WeightToQuantize description = {*values,
                                  shape,
                                  layer.getWeightQuantAxis(),
                                  biases,
                                  getTensorScale(input),
                                  getLargestMagnitude(input)};
  if (!hasTrainedRanges()) {
    quant::QuantizedType type =
        chooseWeightType(&getContext(), description, weightBits);
    roundOperand(*weight, type);
    if (bias)
      roundOperand(*bias, chooseBiasType(input, type));
    return success();
  }
  quant::QuantizedType type = chooseTrainedWeightType(
      &getContext(), description, weightBits, weightRanges);
  OpBuilder builder(layer);
  builder.setInsertionPointAfterValue(weight->get());
  weight->set(ranges->round(
      builder, weight->get(), type, weightRanges, (name + ".weight").str(),
      countChannelEntries(*values, shape[description.axis])));
  return success();
}

/// The weight that is quantized must be that of the convolution with its batch
/// norm folded.
LogicalResult Quantize::checkBatchNorms(const QuantizationPoints &points,
                                        func::FuncOp entry) {
  for (auto norm : entry.getBody().front().getOps<BatchNormOp>()) {
    Operation *layer = lookThroughTaps(norm.getInput()).getDefiningOp();
    if (hasTrainedRanges() && layer && points.isQuantized(layer))
      return norm.emitError("batch norm '")
             << norm.getName()
             << "' would be left between quantized operations; fold it into "
                "the layer before it first (compress-fold-batch-norm), or "
                "exclude that layer";
  }
  return success();
}

LogicalResult Quantize::quantize(func::FuncOp entry) {
  if (!llvm::hasSingleElement(entry.getBody()))
    return emitError(entry.getLoc()) << "expected a function of one block";
  LayerNames names(entry);
  SmallVector<Operation *> layers;
  for (Operation &op : entry.getBody().front())
    if (QuantizableOpInterface layer = getQuantizable(&op);
        layer && layer.isQuantizationRoot())
      layers.push_back(&op);
  if (layers.empty())
    return emitError(entry.getLoc())
           << "no quantizable layer in function '" << entry.getName() << "'";
  FailureOr<NameFilter> filter = makeFilter(names, layers);
  if (failed(filter))
    return failure();

  auto isExcluded = [&](Operation *op) {
    return !filter->matches(names.lookup(op));
  };
  QuantizationPoints points(entry, isExcluded);
  QuantizationPoints all(entry, [](Operation *) { return false; });
  ranges.emplace(entry);
  if (failed(checkBatchNorms(points, entry)) ||
      failed(quantizeActivations(entry, points)))
    return failure();
  for (Operation *layer : layers) {
    bool excluded = isExcluded(layer);
    if (excluded)
      remark::missed(
          layer->getLoc(),
          remark::RemarkOpts::name("excluded").category("compress-quantize"))
          << ("layer '" + names.lookup(layer) + "' stays float: excluded")
                 .str();
    else if (failed(quantizeLayer(cast<QuantizableOpInterface>(layer),
                                  names.lookup(layer), points)))
      return failure();
    numLayers += !excluded;
  }
  // Taps that are left served excluded layers, or somebody's own purpose.
  for (ObserveOp tap : llvm::make_early_inc_range(
           entry.getBody().front().getOps<ObserveOp>())) {
    Value value = lookThroughTaps(tap.getInput());
    if (tap.use_empty() || all.getPoints().contains(value) || !tap.getRange())
      tap.getResult().replaceAllUsesWith(value);
    else
      quantizeTap(tap, tap.getName());
    tap.erase();
  }
  return success();
}
