//===- Calibrate.cpp - compress-calibrate ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/QuantizationPoints.h"
#include "compress/Execution/SampleRun.h"
#include "compress/Transforms/Quantization/Passes.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"

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
  LogicalResult calibrate(func::FuncOp entry);
  void insertTaps(func::FuncOp entry, const QuantizationPoints &points);

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

LogicalResult CompressCalibrate::calibrate(func::FuncOp entry) {
  if (!llvm::hasSingleElement(entry.getBody()))
    return emitError(entry.getLoc()) << "expected a function of one block";
  QuantizationPoints points(entry, [](Operation *) { return false; });
  if (points.getPoints().empty())
    return emitError(entry.getLoc())
           << "no quantizable layer in function '" << entry.getName() << "'";
  insertTaps(entry, points);

  SmallVector<ObserveOp> taps;
  Collectors collectors;
  for (auto tap : entry.getBody().front().getOps<ObserveOp>()) {
    taps.push_back(tap);
    collectors.push_back(
        cast<ObserverAttrInterface>(tap.getObserver()).makeCollector());
  }
  SampleOptions samples{data, makeNormalization(mean, deviation), numSamples,
                        seed, "compress-calibrate"};
  FailureOr<int64_t> runs =
      runSamples(getOperation(), entry, samples,
                 [&](unsigned tap, ArrayRef<float> values, int64_t, int64_t) {
                   collectors[tap]->add(values);
                 });
  if (failed(runs))
    return failure();
  numRuns += *runs;
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
