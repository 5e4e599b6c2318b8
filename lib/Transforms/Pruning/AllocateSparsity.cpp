//===- AllocateSparsity.cpp - compress-allocate-sparsity ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LatencyMeter.h"
#include "Sensitivities.h"
#include "compress/Analysis/EntryFunction.h"
#include "compress/Analysis/LayerNames.h"
#include "compress/Importance/Allocation.h"
#include "compress/Interfaces/CostOpInterface.h"
#include "compress/Interfaces/IntegerForms.h"
#include "compress/Transforms/Pruning/WeightPruning.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>
#include <map>

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSALLOCATESPARSITY
#include "compress/Transforms/Pruning/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

static constexpr StringLiteral kName = "compress-allocate-sparsity";

/// How often a choice that turns out too slow is made again.
static constexpr int kLatencyAttempts = 5;

namespace {

struct CompressAllocateSparsity
    : compress::impl::CompressAllocateSparsityBase<CompressAllocateSparsity> {
  using CompressAllocateSparsityBase::CompressAllocateSparsityBase;

  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override;

private:
  LogicalResult allocate(func::FuncOp entry);
  FailureOr<double> getCost(const PrunedWeight &weight, int64_t kept) const;
  FailureOr<std::vector<size_t>> chooseByCost(func::FuncOp entry,
                                              ArrayRef<PrunedWeight> weights);
  FailureOr<std::vector<size_t>> chooseByLatency(func::FuncOp entry,
                                                 ArrayRef<PrunedWeight> weights,
                                                 const NameFilter &filter);
  InFlightDiagnostic emitUnreachable(func::FuncOp entry) const;
  LogicalResult match(func::FuncOp entry, PrunedWeights &weights) const;
  void prune(PrunedWeight &weight, double sparsity);
  double getFraction() const {
    return maxParams.has_value()  ? *maxParams
           : maxFlops.has_value() ? *maxFlops
           : maxBytes.has_value() ? *maxBytes
                                  : *maxLatency;
  }

  Sensitivities sensitivities;
  PruningOptions options;
};

} // namespace

LogicalResult CompressAllocateSparsity::initialize(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  if (sensitivity.empty())
    return emitError() << "expected sensitivity=, a file that "
                       << "compress-measure-sensitivity has written";
  if (maxParams.has_value() + maxFlops.has_value() + maxBytes.has_value() +
          maxLatency.has_value() !=
      1)
    return emitError() << "expected one of max-params=, max-flops=, "
                       << "max-bytes= and max-latency=";
  // Written so that NaN fails.
  if (!(getFraction() >= 0.0 && getFraction() <= 1.0))
    return emitError() << "expected a budget between 0 and 1, a fraction, got "
                       << std::to_string(getFraction());
  llvm::Expected<Sensitivities> file = Sensitivities::read(sensitivity);
  if (!file)
    return emitError() << llvm::toString(file.takeError());
  sensitivities = std::move(*file);
  options.pruneBias = pruneBias;
  options.samples = {data, makeNormalization(mean, deviation), numSamples, seed,
                     kName.str()};
  if (failed(parseCriterion(options, sensitivities.criterion,
                            sensitivities.pattern, context, emitError)))
    return failure();
  return checkSamples(options, sensitivities.criterion, emitError);
}

/// What the weight costs with this number of entries left.
FailureOr<double> CompressAllocateSparsity::getCost(const PrunedWeight &weight,
                                                    int64_t kept) const {
  double size = weight.keep.size();
  if (maxParams.has_value())
    return kept;
  if (maxBytes.has_value()) {
    PruningUnit unit = options.pattern.getUnit();
    if (unit == PruningUnit::Filter || unit == PruningUnit::Channel)
      return 4.0 * kept;
    return std::min(4.0 * size, 4.0 * kept + std::ceil(size / 8.0));
  }
  double macs = 0.0;
  for (Operation *layer : weight.layers) {
    auto cost = dyn_cast<CostOpInterface>(layer);
    std::optional<int64_t> count = cost ? cost.getMACs() : std::nullopt;
    if (!count)
      return emitLayerError(layer)
             << "has an unknown number of multiplications; choose max-params= "
             << "or max-bytes= for parameter '" << weight.name << "'";
    macs += *count;
  }
  return macs * kept / size;
}

/// Brings the weights into the order of the file.
LogicalResult CompressAllocateSparsity::match(func::FuncOp entry,
                                              PrunedWeights &weights) const {
  PrunedWeights ordered;
  for (const Sensitivities::Entry &wanted : sensitivities.entries) {
    auto *found = llvm::find_if(weights, [&](const PrunedWeight &weight) {
      return weight.name == wanted.name;
    });
    if (found == weights.end())
      return emitError(entry.getLoc())
             << "parameter '" << wanted.name << "' of '" << sensitivity
             << "' is not one that can be pruned in function '"
             << entry.getName() << "'";
    ordered.push_back(std::move(*found));
    weights.erase(found);
  }
  weights = std::move(ordered);
  return success();
}

void CompressAllocateSparsity::prune(PrunedWeight &weight, double sparsity) {
  int64_t before = weight.countKept();
  options.rule.sparsity = sparsity;
  selectGroups(options.rule, weight);
  maskWeight(weight, options.pruneBias, options.pattern.getUnit());
  int64_t after = weight.countKept();
  std::string message = llvm::formatv(
      "parameter '{0}': sparsity {1}, pruned {2} of {3} weights, {4} kept",
      weight.name, printFraction(sparsity), before - after, weight.keep.size(),
      after);
  for (Operation *layer : weight.layers)
    remark::passed(layer->getLoc(),
                   remark::RemarkOpts::name("allocated").category(kName))
        << message;
  numPruned += before - after;
  numWeights += weight.keep.size();
}

InFlightDiagnostic
CompressAllocateSparsity::emitUnreachable(func::FuncOp entry) const {
  return emitError(entry.getLoc()) << "the sparsities in '" << sensitivity
                                   << "' do not reach this budget";
}

/// For each weight, which of its points, counted from 1, or 0 for none.
FailureOr<std::vector<size_t>>
CompressAllocateSparsity::chooseByCost(func::FuncOp entry,
                                       ArrayRef<PrunedWeight> weights) {
  double total = 0.0;
  std::vector<std::vector<PruningChoice>> choices;
  for (auto [weight, measured] :
       llvm::zip_equal(weights, sensitivities.entries)) {
    FailureOr<double> cost = getCost(weight, weight.countKept());
    if (failed(cost))
      return failure();
    total += *cost;
    choices.push_back({{*cost, 0.0}});
    for (const Sensitivities::Point &point : measured.points)
      choices.back().push_back({*getCost(weight, point.kept), point.noise});
  }
  std::optional<std::vector<size_t>> chosen =
      chooseWithinBudget(choices, getFraction() * total);
  if (!chosen)
    return emitUnreachable(entry) << "; measure higher ones";
  return *chosen;
}

namespace {
/// Times of the function with weights pruned as the file says.
class LatencyTable {
public:
  LatencyTable(const LayerNames &names, ArrayRef<PrunedWeight> weights,
               ArrayRef<Sensitivities::Entry> entries)
      : names(names), weights(weights), entries(entries) {}

  /// Measures the function as it is and, once for each sparsity in the file,
  /// with all weights that have it pruned to it.
  template <typename MeasureFn>
  LogicalResult fill(MeasureFn &&measure) {
    std::vector<std::optional<double>> none(weights.size());
    FailureOr<FunctionTimes> before = measure(none);
    if (failed(before))
      return failure();
    total = fixed = before->sum;
    for (const PrunedWeight &weight : weights) {
      choices.push_back({{getTime(*before, weight), 0.0}});
      fixed -= choices.back().front().cost;
    }
    std::map<double, FunctionTimes> levels;
    for (const Sensitivities::Entry &entry : entries)
      for (const Sensitivities::Point &point : entry.points)
        levels[point.sparsity];
    for (auto &level : levels) {
      std::vector<std::optional<double>> sparsities = none;
      for (auto [sparsity, entry] : llvm::zip_equal(sparsities, entries))
        for (const Sensitivities::Point &point : entry.points)
          if (point.sparsity == level.first)
            sparsity = level.first;
      FailureOr<FunctionTimes> measured = measure(sparsities);
      if (failed(measured))
        return failure();
      level.second = std::move(*measured);
    }
    for (auto [list, weight, entry] :
         llvm::zip_equal(choices, weights, entries))
      for (const Sensitivities::Point &point : entry.points)
        list.push_back({getTime(levels[point.sparsity], weight), point.noise});
    return success();
  }

  /// Chooses so that the function takes `fraction` of its time.
  std::optional<std::vector<size_t>> choose(double fraction) const {
    return chooseWithinBudget(choices, fraction * total - fixed);
  }

  /// The fraction that is to be expected.
  double getExpected(ArrayRef<size_t> chosen) const {
    double sum = fixed;
    for (auto [list, index] : llvm::zip_equal(choices, chosen))
      sum += list[index].cost;
    return sum / total;
  }

  /// Each layer at its fastest.
  std::vector<size_t> getFastest() const {
    std::vector<size_t> fastest;
    for (ArrayRef<PruningChoice> list : choices)
      fastest.push_back(llvm::min_element(list,
                                          [](const auto &a, const auto &b) {
                                            return a.cost < b.cost;
                                          }) -
                        list.begin());
    return fastest;
  }

private:
  double getTime(const FunctionTimes &times, const PrunedWeight &weight) const {
    double time = 0.0;
    for (Operation *layer : weight.layers)
      time += times.layers.lookup(names.lookup(layer));
    return time;
  }

  const LayerNames &names;
  ArrayRef<PrunedWeight> weights;
  ArrayRef<Sensitivities::Entry> entries;
  /// Of the function as it is: its time, and the part that is not to be pruned.
  double total = 0.0, fixed = 0.0;
  std::vector<std::vector<PruningChoice>> choices;
};
} // namespace

/// The same, by measured times. Times of layers do not quite add up, and what
/// is removed from one layer can make others faster: what was chosen is
/// measured as a whole. Where it is too slow, less is asked for, in the end the
/// fastest of all.
FailureOr<std::vector<size_t>>
CompressAllocateSparsity::chooseByLatency(func::FuncOp entry,
                                          ArrayRef<PrunedWeight> weights,
                                          const NameFilter &filter) {
  PruningUnit unit = options.pattern.getUnit();
  FailureOr<LatencyMeter> meter = LatencyMeter::create(
      entry, unit == PruningUnit::Filter || unit == PruningUnit::Channel);
  if (failed(meter))
    return failure();
  auto measure = [&](ArrayRef<std::optional<double>> sparsities) {
    FailureOr<PrunedCopy> copy =
        makePrunedCopy(entry, filter, options, weights, sparsities);
    return failed(copy) ? FailureOr<FunctionTimes>(failure())
                        : meter->measure(*copy->module);
  };
  LayerNames names(entry);
  LatencyTable table(names, weights, sensitivities.entries);
  if (failed(table.fill(measure)))
    return failure();
  double wanted = getFraction(), ratio = 0.0;
  bool isFastest = false;
  for (int attempt = 0; attempt < kLatencyAttempts && !isFastest; ++attempt) {
    std::optional<std::vector<size_t>> chosen = table.choose(wanted);
    isFastest = !chosen || attempt + 1 == kLatencyAttempts;
    if (isFastest)
      chosen = table.getFastest();
    // The function as it is.
    if (llvm::all_of(*chosen, [](size_t index) { return index == 0; })) {
      ratio = 1.0;
      if (ratio <= getFraction())
        return *chosen;
      continue;
    }
    std::vector<std::optional<double>> sparsities;
    for (auto [index, measured] :
         llvm::zip_equal(*chosen, sensitivities.entries))
      sparsities.push_back(
          index == 0 ? std::nullopt
                     : std::optional(measured.points[index - 1].sparsity));
    FailureOr<FunctionTimes> times = measure(sparsities);
    if (failed(times))
      return failure();
    ratio = times->ratio;
    remark::analysis(entry.getLoc(),
                     remark::RemarkOpts::name("latency").category(kName))
        << llvm::formatv("takes {0:f1} % of its time, {1:f1} % expected",
                         100.0 * ratio, 100.0 * table.getExpected(*chosen))
               .str();
    if (ratio <= getFraction())
      return *chosen;
    wanted -= ratio - getFraction();
  }
  return emitUnreachable(entry)
         << " on this machine: at best "
         << llvm::formatv("{0:f1} % of the time is left", 100.0 * ratio).str()
         << "; allow more, or measure higher ones";
}

LogicalResult CompressAllocateSparsity::allocate(func::FuncOp entry) {
  SkippedLayers skipped("");
  auto emitError = [&] { return mlir::emitError(entry.getLoc()); };
  FailureOr<NameFilter> all = NameFilter::create("", "", emitError);
  FailureOr<PrunedWeights> weights =
      collectWeights(entry, *all, options.pattern, skipped);
  if (failed(weights) || failed(match(entry, *weights)) ||
      failed(scoreWeights(getOperation(), entry, options, *weights, skipped)))
    return failure();
  if (weights->size() != sensitivities.entries.size())
    return emitError() << "nothing can be allocated: "
                       << skipped.getFirstUnfit();
  FailureOr<std::vector<size_t>> chosen =
      maxLatency.has_value() ? chooseByLatency(entry, *weights, *all)
                             : chooseByCost(entry, *weights);
  if (failed(chosen))
    return failure();
  for (auto [weight, measured, index] :
       llvm::zip_equal(*weights, sensitivities.entries, *chosen))
    if (index > 0)
      prune(weight, measured.points[index - 1].sparsity);
  return success();
}

void CompressAllocateSparsity::runOnOperation() {
  auto entry = dyn_cast_if_present<func::FuncOp>(
      lookupEntryFunction(getOperation(), function));
  if (!entry || failed(allocate(entry)))
    signalPassFailure();
}
