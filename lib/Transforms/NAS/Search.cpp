//===- Search.cpp - compress-search ---------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Finalists.h"
#include "compress/Analysis/Choices.h"
#include "compress/Analysis/EntryFunction.h"
#include "compress/Execution/SampleRun.h"
#include "compress/Interfaces/SearchAttrInterfaces.h"
#include "compress/Support/Elements.h"
#include "compress/Support/OutputFile.h"
#include "compress/Transforms/NAS/Passes.h"
#include "compress/Transforms/NAS/Specialize.h"
#include "compress/Transforms/Training/TrainingFunction.h"
#include "mlir/IR/Remarks.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/xxhash.h"
#include <chrono>
#include <cmath>

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSSEARCH
#include "compress/Transforms/NAS/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// Proposals per evaluation after which a search ends, because it proposes
/// what is known over and over.
static constexpr int64_t kMaxProposals = 100;

namespace {

struct CompressSearch : compress::impl::CompressSearchBase<CompressSearch> {
  using CompressSearchBase::CompressSearchBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    CompressSearchBase::getDependentDialects(registry);
    createCompressTrain()->getDependentDialects(registry);
    searchStrategies().getDependentDialects(strategy, registry);
  }
  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry || failed(find(entry)))
      signalPassFailure();
  }

private:
  InFlightDiagnostic emitFailure() {
    return mlir::emitError(getOperation().getLoc());
  }
  FinalistPlan makeFinalistPlan() const;
  LogicalResult check(func::FuncOp entry);
  LogicalResult prepare(func::FuncOp entry);
  LogicalResult openData(func::FuncOp entry);
  FailureOr<double> score(const Architecture &architecture);
  LogicalResult runStrategy(CandidateCosts &costs);
  bool isFeasible(CandidateCosts &costs, const Architecture &architecture);
  void showProgress(const SearchResult &result);
  void setStatistics(func::FuncOp entry);
  LogicalResult writeFiles(const WholeCost &whole);
  void describe(func::FuncOp entry, const CandidateCosts &costs,
                const WholeCost &whole);
  LogicalResult finish(func::FuncOp entry, CandidateCosts &costs);
  LogicalResult find(func::FuncOp entry);

  SearchStrategyAttrInterface rule;
  Budgets budgets;
  bool needsLatency = false;
  FinalistPlan plan;
  /// Set for one run.
  SearchSpace space;
  /// Shared, because passes can be copied.
  std::shared_ptr<SupernetEvaluator> evaluator;
  std::shared_ptr<const TrainingData> samples;
  std::optional<EvaluationCache> known;
  std::optional<SearchLog> log;
  /// Evaluations that were no memories, and their time.
  int64_t measured = 0;
  double seconds = 0.0;
  bool isBroken = false;
};

} // namespace

LogicalResult CompressSearch::initialize(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  if (data.empty() || labels.empty())
    return emitError() << "expected data= and labels=, files of samples and "
                          "labels";
  std::pair<StringRef, int64_t> counts[] = {{"evaluations", evaluations},
                                            {"batch-size", batchSize},
                                            {"recalibration", recalibration}};
  for (auto [name, count] : counts)
    if (count < 1)
      return emitError() << "expected " << name << " of 1 or more, got "
                         << count;
  double aside = validation.value_or(0.1);
  if (!(aside > 0.0 && aside < 1.0))
    return emitError() << "expected validation between 0 and 1, got "
                       << std::to_string(aside);
  std::tuple<StringRef, const OptionalDouble *, std::optional<double> *>
      limits[] = {{"max-flops", &maxFlops.getValue(), &budgets.macs},
                  {"max-params", &maxParams.getValue(), &budgets.parameters},
                  {"max-bytes", &maxBytes.getValue(), &budgets.bytes},
                  {"max-latency-us", &maxLatency.getValue(), &budgets.latency}};
  for (auto [name, given, limit] : limits) {
    if (given->has_value() && !(**given > 0.0))
      return emitError() << "expected " << name << " above 0, got "
                         << std::to_string(**given);
    *limit = *given;
  }
  needsLatency = latency || budgets.latency;
  if (finalists < 0)
    return emitError() << "expected finalists of 0 or more, got "
                       << int64_t(finalists);
  plan = makeFinalistPlan();
  if (failed(plan.check(emitError)))
    return failure();
  rule = cast_if_present<SearchStrategyAttrInterface>(
      searchStrategies().parse(strategy, context, emitError));
  return success(rule != nullptr);
}

FinalistPlan CompressSearch::makeFinalistPlan() const {
  FinalistPlan result;
  result.count = finalists;
  result.options = StringRef(finalistTraining).str();
  result.recalibration = recalibration;
  CompressTrainOptions &own = result.own;
  own.data = data;
  own.labels = labels;
  llvm::append_range(own.mean, mean);
  llvm::append_range(own.deviation, deviation);
  own.seed = seed;
  own.validation = validation.value_or(0.1);
  own.batchSize = batchSize;
  return result;
}

LogicalResult CompressSearch::check(func::FuncOp entry) {
  if (failed(checkSampleInput(entry)))
    return failure();
  FailureOr<SearchSpace> found = getSearchSpace(entry);
  if (failed(found))
    return failure();
  space = std::move(*found);
  if (rule.needsLogits())
    for (const SearchSpace::Decision &decision : space.decisions)
      if (decision.logits.empty())
        return mlir::emitError(entry.getLoc())
               << "strategy " << rule << " needs logits, and decision '"
               << decision.name
               << "' has none; run compress-relax-choices before training";
  return success();
}

/// Compiles a copy in which mixtures are decisions.
LogicalResult CompressSearch::prepare(func::FuncOp entry) {
  ModuleOp copy = getOperation().clone();
  getOperation().push_back(copy);
  llvm::scope_exit cleanUp([&] { copy.erase(); });
  OpPassManager pm("builtin.module");
  CompressDeriveArchitectureOptions options;
  options.function = OptionText(entry.getSymName().str().c_str());
  pm.addPass(createCompressDeriveArchitecture(options));
  if (failed(runPipeline(pm, copy)))
    return failure();
  auto result =
      SupernetEvaluator::create(copy, entry.getSymName(), space, batchSize,
                                [&](OpPassManager &passes, ModuleOp module) {
                                  return runPipeline(passes, module);
                                });
  if (failed(result))
    return failure();
  evaluator = std::move(*result);
  return success();
}

LogicalResult CompressSearch::openData(func::FuncOp entry) {
  auto output = cast<RankedTensorType>(entry.getResultTypes()[0]);
  llvm::Expected<TrainingData> opened = TrainingData::open(
      data, labels, evaluator->getDataSpec(), evaluator->getLabelsSpec(),
      makeNormalization(mean, deviation), output.getShape().back());
  if (!opened)
    return emitFailure() << llvm::toString(opened.takeError());
  if (llvm::Error error =
          opened->split(validation.value_or(0.1), seed, batchSize))
    return emitFailure() << llvm::toString(std::move(error));
  samples = std::make_shared<TrainingData>(std::move(*opened));
  evaluator->load(*samples, seed, recalibration);
  std::string recipe;
  llvm::raw_string_ostream(recipe)
      << evaluator->getHash() << ' ' << samples->getHash() << ' ' << seed << ' '
      << validation.value_or(0.1) << ' ' << recalibration << ' ' << batchSize;
  llvm::Expected<EvaluationCache> file = EvaluationCache::open(
      cache,
      llvm::xxh3_64bits(ArrayRef(
          reinterpret_cast<const uint8_t *>(recipe.data()), recipe.size())));
  if (!file)
    return emitFailure() << llvm::toString(file.takeError());
  known.emplace(std::move(*file));
  return success();
}

bool CompressSearch::isFeasible(CandidateCosts &costs,
                                const Architecture &architecture) {
  auto isWithin = [](double value, const std::optional<double> &limit) {
    return !limit || value <= *limit;
  };
  auto get = [&](bool withLatency) {
    FailureOr<CandidateCost> cost = costs.get(architecture, withLatency);
    isBroken |= failed(cost);
    return cost;
  };
  if (isBroken)
    return false;
  FailureOr<CandidateCost> cost = get(false);
  if (failed(cost) || !isWithin(cost->macs, budgets.macs) ||
      !isWithin(cost->parameters, budgets.parameters) ||
      !isWithin(cost->bytes, budgets.bytes))
    return false;
  if (!budgets.latency)
    return true;
  cost = get(true);
  return succeeded(cost) && isWithin(cost->latency, budgets.latency);
}

FailureOr<double> CompressSearch::score(const Architecture &architecture) {
  std::string name = space.format(architecture);
  if (std::optional<double> accuracy = known->lookup(name)) {
    ++numCached;
    return *accuracy;
  }
  auto start = std::chrono::steady_clock::now();
  double accuracy = evaluator->evaluate(architecture);
  seconds +=
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
          .count();
  ++numEvaluated;
  ++measured;
  if (llvm::Error error = known->add(name, accuracy))
    return emitFailure() << llvm::toString(std::move(error));
  return accuracy;
}

/// On the terminal, one line per evaluation.
void CompressSearch::showProgress(const SearchResult &result) {
  if (llvm::errs().is_displayed())
    llvm::errs() << llvm::formatv(
        "compress-search: {0} of {1}, accuracy {2:f2} %, best {3:f2} %, {4}\n",
        log->getResults().size(), evaluations, 100.0 * result.accuracy,
        100.0 * log->getBest().accuracy, space.format(result.architecture));
}

LogicalResult CompressSearch::runStrategy(CandidateCosts &costs) {
  std::unique_ptr<SearchStrategy> search = rule.makeStrategy(space, searchSeed);
  log.emplace(space);
  std::map<Architecture, double> scores;
  auto feasible = [&](const Architecture &architecture) {
    return isFeasible(costs, architecture);
  };
  for (int64_t i = 0;
       i < kMaxProposals * evaluations && int64_t(scores.size()) < evaluations;
       ++i) {
    std::optional<Architecture> next = search->propose(feasible);
    if (isBroken)
      return failure();
    if (!next)
      break;
    auto [entry, isNew] = scores.try_emplace(*next, 0.0);
    if (isNew) {
      FailureOr<double> accuracy = score(*next);
      FailureOr<CandidateCost> cost = costs.get(*next, needsLatency);
      if (failed(accuracy) || failed(cost))
        return failure();
      entry->second = *accuracy;
      log->add({*next, *accuracy, *cost});
      showProgress(log->getResults().back());
    }
    search->observe(*next, entry->second);
  }
  if (scores.empty())
    return emitFailure() << "no network of the supernet is within the budgets; "
                            "the smallest one is shown by "
                            "compress-list-choices";
  return success();
}

/// The statistics of the best path.
void CompressSearch::setStatistics(func::FuncOp entry) {
  (void)evaluator->evaluate(log->getBest().architecture);
  llvm::StringMap<const Tensor *> statistics;
  for (const auto &[name, tensor] : evaluator->getStatistics())
    statistics[name] = &tensor;
  entry.walk([&](ParameterOp parameter) {
    if (const Tensor *tensor = statistics.lookup(parameter.getName()))
      parameter.setValueAttr(
          makeF32Elements(cast<RankedTensorType>(parameter.getType()),
                          tensor->data<float>(), parameter.getName()));
  });
}

LogicalResult CompressSearch::writeFiles(const WholeCost &whole) {
  llvm::Error error = llvm::Error::success();
  if (!report.empty())
    error = log->writeReport(report, whole);
  if (!error && !table.empty())
    error =
        writeOutputFile(table, [&](raw_ostream &os) { log->printFront(os); });
  if (!error && !drawing.empty())
    error = log->writeDrawing(drawing);
  if (error)
    return emitFailure() << llvm::toString(std::move(error));
  return success();
}

void CompressSearch::describe(func::FuncOp entry, const CandidateCosts &costs,
                              const WholeCost &whole) {
  const SearchResult &best = log->getBest();
  std::string text =
      llvm::formatv("{0}: accuracy {1:f2} % in the supernet",
                    space.format(best.architecture), 100.0 * best.accuracy);
  if (std::isfinite(best.trainedAccuracy))
    text += llvm::formatv(", {0:f2} % after a training of its own",
                          100.0 * best.trainedAccuracy);
  text += llvm::formatv(
      ", {0} MACs, {1} parameters, {2} bytes, arena of {3} bytes, {4:f1} us "
      "measured",
      best.cost.macs, best.cost.parameters, best.cost.bytes, whole.arenaBytes,
      whole.latency);
  if (needsLatency)
    text += llvm::formatv(", {0:f1} us by the table of {1} layers",
                          best.cost.latency, costs.getNumLayers());
  text +=
      llvm::formatv("; {0} architectures evaluated", log->getResults().size());
  if (measured > 0)
    text += llvm::formatv(", {0:f1} per second", measured / seconds);
  remark::passed(entry.getLoc(), remark::RemarkOpts::name("found")
                                     .category("compress-search")
                                     .function(entry.getSymName()))
      << text;
}

/// Writes what was found, and makes the function the best network.
LogicalResult CompressSearch::finish(func::FuncOp entry,
                                     CandidateCosts &costs) {
  Finalists last(getOperation(), plan, costs, space, *samples, *known,
                 [&](OpPassManager &passes, ModuleOp module) {
                   return runPipeline(passes, module);
                 });
  llvm::StringMap<ElementsAttr> trained;
  if (plan.count > 0) {
    if (failed(last.run(*log)))
      return failure();
    auto parameters = last.getParameters(*log);
    if (failed(parameters))
      return failure();
    trained = std::move(*parameters);
  } else {
    setStatistics(entry);
  }
  const SearchResult &best = log->getBest();
  FailureOr<WholeCost> whole = costs.measureWhole(best.architecture);
  if (failed(whole) || failed(writeFiles(*whole)))
    return failure();
  specialize(entry, best.architecture);
  entry.walk([&](ParameterOp parameter) {
    if (ElementsAttr value = trained.lookup(parameter.getName()))
      parameter.setValueAttr(value);
  });
  describe(entry, costs, *whole);
  return success();
}

LogicalResult CompressSearch::find(func::FuncOp entry) {
  seconds = 0.0;
  measured = 0;
  isBroken = false;
  if (failed(check(entry)) || failed(prepare(entry)) || failed(openData(entry)))
    return failure();
  CandidateCosts costs(entry, space);
  return success(succeeded(runStrategy(costs)) &&
                 succeeded(finish(entry, costs)));
}
