//===- Calibrate.cpp - compress-calibrate ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/QuantizationPoints.h"
#include "compress/Execution/CompiledFunction.h"
#include "compress/Execution/SampleSource.h"
#include "compress/Transforms/Quantization/Passes.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>
#include <numeric>
#include <random>

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSCALIBRATE
#include "compress/Transforms/Quantization/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {
using Collectors = std::vector<std::unique_ptr<RangeCollector>>;

struct CompressCalibrate
    : compress::impl::CompressCalibrateBase<CompressCalibrate> {
  using CompressCalibrateBase::CompressCalibrateBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    CompressCalibrateBase::getDependentDialects(registry);
    observers().getDependentDialects(calibration, registry);
  }
  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override {
    Operation *entry = lookupEntryFunction(getOperation(), function);
    if (!entry || failed(calibrate(cast<func::FuncOp>(entry))))
      signalPassFailure();
  }

private:
  InFlightDiagnostic emitFailure() {
    return mlir::emitError(getOperation().getLoc());
  }
  LogicalResult calibrate(func::FuncOp entry);
  void insertTaps(func::FuncOp entry, const QuantizationPoints &points);
  FailureOr<SampleSource> openData(const CompiledFunction &compiled);
  SmallVector<int64_t> drawSamples(int64_t available);
  LogicalResult observe(const CompiledFunction &compiled,
                        const SampleSource &source, ArrayRef<ObserveOp> taps,
                        Collectors &collectors);

  ObserverAttrInterface observer;
};
} // namespace

LogicalResult CompressCalibrate::initialize(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  if (data.empty())
    return emitError() << "expected data=, a file of samples";
  if (numSamples < 1)
    return emitError() << "expected num-samples of 1 or more, got "
                       << numSamples.getValue();
  observer = cast_if_present<ObserverAttrInterface>(
      observers().parse(calibration, context, emitError));
  return success(observer != nullptr);
}

/// Puts a tap on every point that has none; all uses then see the tap.
void CompressCalibrate::insertTaps(func::FuncOp entry,
                                   const QuantizationPoints &points) {
  OpBuilder builder(&getContext());
  for (const auto &[value, name] : points.getPoints()) {
    Value point = value;
    if (llvm::any_of(point.getUsers(),
                     [](Operation *user) { return isa<ObserveOp>(user); }))
      continue;
    builder.setInsertionPointAfterValue(point);
    auto tap = ObserveOp::create(builder, point.getLoc(), point.getType(), name,
                                 point, observer, DenseF32ArrayAttr());
    point.replaceAllUsesExcept(tap.getResult(), tap);
  }
}

FailureOr<SampleSource>
CompressCalibrate::openData(const CompiledFunction &compiled) {
  if (compiled.getInputs().size() != 1)
    return emitFailure() << "data= feeds functions of one input, this one has "
                         << compiled.getInputs().size();
  Normalization normalization;
  for (const OptionalDouble &number : mean)
    normalization.mean.push_back(number.value_or(NAN));
  for (const OptionalDouble &number : deviation)
    normalization.std.push_back(number.value_or(NAN));
  llvm::Expected<SampleSource> source =
      SampleSource::open(data, compiled.getInputs().front(), normalization);
  if (!source)
    return emitFailure() << llvm::toString(source.takeError());
  return std::move(*source);
}

/// The first entries of a seeded shuffle, the same with every C++ library.
SmallVector<int64_t> CompressCalibrate::drawSamples(int64_t available) {
  if (available < numSamples)
    remark::analysis(
        getOperation().getLoc(),
        remark::RemarkOpts::name("samples").category("compress-calibrate"))
        << llvm::formatv("all {0} samples are used, fewer than num-samples={1}",
                         available, numSamples.getValue())
               .str();
  int64_t count = std::min<int64_t>(available, numSamples);
  SmallVector<int64_t> order(available);
  std::iota(order.begin(), order.end(), 0);
  std::mt19937_64 random(seed);
  for (int64_t i = 0; i < count; ++i)
    std::swap(order[i], order[i + random() % (available - i)]);
  order.resize(count);
  return order;
}

LogicalResult CompressCalibrate::observe(const CompiledFunction &compiled,
                                         const SampleSource &source,
                                         ArrayRef<ObserveOp> taps,
                                         Collectors &collectors) {
  const TensorSpec &spec = compiled.getInputs().front();
  Tensor input(spec.kind, spec.shape);
  std::vector<Tensor> outputs;
  std::vector<void *> pointers;
  for (const TensorSpec &output : compiled.getOutputs())
    outputs.emplace_back(output.kind, output.shape);
  for (Tensor &output : outputs)
    pointers.push_back(output.bytes.data());

  SmallVector<int64_t> order = drawSamples(source.getNumSamples());
  int64_t batch = spec.shape.front();
  size_t stride = input.bytes.size() / batch;
  for (int64_t start = 0, count = order.size(); start < count; start += batch) {
    // The last batch is filled up with its last sample.
    for (int64_t i = 0; i < batch; ++i)
      source.read(order[std::min(start + i, count - 1)],
                  input.bytes.data() + i * stride);
    compiled.run({input.bytes.data()}, pointers);
    size_t first = outputs.size() - taps.size();
    for (size_t i = 0; i < taps.size(); ++i) {
      ArrayRef<float> values = outputs[first + i].data<float>();
      if (!llvm::all_of(values, [](float x) { return std::isfinite(x); }))
        return emitError(taps[i]->getLoc())
               << "'" << ObserveOp(taps[i]).getName() << "' has values that "
               << "are not finite for sample " << order[start] << " of '"
               << data << "'";
      collectors[i]->add(values);
    }
  }
  numRuns += order.size();
  return success();
}

LogicalResult CompressCalibrate::calibrate(func::FuncOp entry) {
  if (!llvm::hasSingleElement(entry.getBody()))
    return emitError(entry.getLoc()) << "expected a function of one block";
  QuantizationPoints points(entry, [](Operation *) { return false; });
  if (points.getPoints().empty())
    return emitError(entry.getLoc())
           << "no quantizable layer in function '" << entry.getName() << "'";
  insertTaps(entry, points);

  CompileOptions options;
  options.function = entry.getName().str();
  options.returnObserved = true;
  FailureOr<std::unique_ptr<CompiledFunction>> compiled =
      CompiledFunction::compile(getOperation(), options);
  if (failed(compiled))
    return failure();
  FailureOr<SampleSource> source = openData(**compiled);
  if (failed(source))
    return failure();

  SmallVector<ObserveOp> taps;
  Collectors collectors;
  for (auto tap : entry.getBody().front().getOps<ObserveOp>()) {
    taps.push_back(tap);
    collectors.push_back(
        cast<ObserverAttrInterface>(tap.getObserver()).makeCollector());
  }
  if (failed(observe(**compiled, *source, taps, collectors)))
    return failure();
  for (auto [tap, collector] : llvm::zip_equal(taps, collectors)) {
    auto [lower, upper] = collector->range();
    tap.setRange(ArrayRef<float>{lower, upper});
    remark::passed(tap.getLoc(), remark::RemarkOpts::name("range").category(
                                     "compress-calibrate"))
        << llvm::formatv("'{0}': {1} to {2}", tap.getName(), lower, upper)
               .str();
  }
  numTaps += taps.size();
  return success();
}
