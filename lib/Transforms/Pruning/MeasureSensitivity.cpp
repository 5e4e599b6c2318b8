//===- MeasureSensitivity.cpp - compress-measure-sensitivity --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/EntryFunction.h"
#include "compress/Analysis/LayerNames.h"
#include "compress/Execution/Measure.h"
#include "compress/Support/OutputFile.h"
#include "compress/Transforms/Pruning/WeightPruning.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include <chrono>
#include <cmath>

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSMEASURESENSITIVITY
#include "compress/Transforms/Pruning/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;
namespace json = llvm::json;

static constexpr StringLiteral kName = "compress-measure-sensitivity";

//===----------------------------------------------------------------------===//
// Running copies
//===----------------------------------------------------------------------===//

namespace {

/// What one copy of the module answers.
struct Answers {
  Fidelity fidelity;
  Accuracy accuracy;
};

/// The module as it is, and the samples on which copies of it are compared.
class Yardstick {
public:
  static FailureOr<Yardstick> create(ModuleOp module, func::FuncOp entry,
                                     const SampleOptions &options,
                                     StringRef labelFile);
  FailureOr<Answers> measure(ModuleOp copy) const;
  int64_t getNumSamples() const { return order.size(); }
  bool hasLabels() const { return !labels.empty(); }

private:
  LogicalResult readLabelsFor(Location loc, const SampleOptions &options,
                              StringRef labelFile);

  std::string function;
  std::unique_ptr<CompiledFunction> original;
  std::optional<SampleSource> source;
  SmallVector<int64_t> order;
  std::vector<int64_t> labels;
};

} // namespace

static FailureOr<std::unique_ptr<CompiledFunction>>
compileFunction(ModuleOp module, const std::string &function) {
  CompileOptions options;
  options.function = function;
  return CompiledFunction::compile(module, options);
}

LogicalResult Yardstick::readLabelsFor(Location loc,
                                       const SampleOptions &options,
                                       StringRef labelFile) {
  llvm::Expected<std::vector<int64_t>> read = readLabels(labelFile);
  if (!read)
    return emitError(loc) << llvm::toString(read.takeError());
  if (static_cast<int64_t>(read->size()) != source->getNumSamples())
    return emitError(loc) << "'" << labelFile << "' has " << read->size()
                          << " labels for the " << source->getNumSamples()
                          << " samples of '" << options.data << "'";
  labels = std::move(*read);
  return success();
}

FailureOr<Yardstick> Yardstick::create(ModuleOp module, func::FuncOp entry,
                                       const SampleOptions &options,
                                       StringRef labelFile) {
  Yardstick yardstick;
  yardstick.function = entry.getName().str();
  FailureOr<std::unique_ptr<CompiledFunction>> compiled =
      compileFunction(module, yardstick.function);
  if (failed(compiled))
    return failure();
  yardstick.original = std::move(*compiled);
  FailureOr<SampleSource> source =
      openSamples(module.getLoc(), options, *yardstick.original);
  if (failed(source))
    return failure();
  yardstick.source = std::move(*source);
  yardstick.order = drawSamples(yardstick.source->getNumSamples(),
                                options.numSamples, options.seed);
  ArrayRef<TensorSpec> outputs = yardstick.original->getOutputs();
  int64_t batch = yardstick.original->getInputs().front().shape.front();
  if (outputs.empty() || outputs.front().shape.empty() ||
      outputs.front().shape.front() != batch ||
      outputs.front().getNumElements() == 0)
    return emitError(entry.getLoc())
           << "expected output 0 to have one row for each sample of the batch";
  if (!labelFile.empty() &&
      failed(yardstick.readLabelsFor(module.getLoc(), options, labelFile)))
    return failure();
  return std::move(yardstick);
}

FailureOr<Answers> Yardstick::measure(ModuleOp copy) const {
  FailureOr<std::unique_ptr<CompiledFunction>> compiled =
      compileFunction(copy, function);
  if (failed(compiled))
    return failure();
  FunctionBuffers before(*original), after(**compiled);
  int64_t batch = before.getInput(0).shape.front();
  size_t stride = before.getInput(0).bytes.size() / batch;
  int64_t count = order.size();
  Answers answers;
  for (int64_t start = 0; start < count; start += batch) {
    for (int64_t i = 0; i < batch; ++i)
      source->read(order[std::min(start + i, count - 1)],
                   before.getInput(0).bytes.data() + i * stride);
    after.getInput(0).bytes = before.getInput(0).bytes;
    before.run();
    after.run();
    int64_t valid = std::min(batch, count - start);
    compareOutputs(before, after, valid, answers.fidelity);
    if (!hasLabels())
      continue;
    std::vector<double> scores = after.getReals(0);
    size_t classes = scores.size() / batch;
    for (int64_t i = 0; i < valid; ++i)
      answers.accuracy.correct +=
          argmax(ArrayRef<double>(scores).slice(i * classes, classes)) ==
          labels[order[start + i]];
    answers.accuracy.total += valid;
  }
  return answers;
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {

struct CompressMeasureSensitivity
    : compress::impl::CompressMeasureSensitivityBase<
          CompressMeasureSensitivity> {
  using CompressMeasureSensitivityBase::CompressMeasureSensitivityBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    CompressMeasureSensitivityBase::getDependentDialects(registry);
    criteria().getDependentDialects(criterion, registry);
    patterns().getDependentDialects(pattern, registry);
  }
  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override;

private:
  LogicalResult measure(func::FuncOp entry);
  FailureOr<json::Object> measureWeight(func::FuncOp entry,
                                        const Yardstick &yardstick,
                                        const PrunedWeight &weight);
  FailureOr<json::Object> measurePoint(func::FuncOp entry,
                                       const Yardstick &yardstick,
                                       const PrunedWeight &weight,
                                       double sparsity);
  LogicalResult write(json::Object root);

  PruningOptions options;
  std::optional<NameFilter> filter;
  SmallVector<double> fractions;
};

/// Tells on stderr how far a long run has come, every few seconds.
class PointProgress {
public:
  explicit PointProgress(size_t total) : total(total) {}
  void advance() {
    ++done;
    auto now = std::chrono::steady_clock::now();
    if (now - last < std::chrono::seconds(2))
      return;
    last = now;
    llvm::errs() << kName << ": " << done << " of " << total << " weights\n";
  }

private:
  size_t done = 0, total;
  std::chrono::steady_clock::time_point last = std::chrono::steady_clock::now();
};

} // namespace

LogicalResult CompressMeasureSensitivity::initialize(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  if (data.empty())
    return emitError() << "expected data=, a file of samples";
  fractions = {0.25, 0.5, 0.75, 0.9};
  if (!sparsities.empty())
    fractions.clear();
  for (const OptionalDouble &sparsity : sparsities) {
    // Written so that NaN fails.
    if (!(sparsity.value_or(NAN) >= 0.0 && *sparsity <= 1.0))
      return emitError() << "expected sparsities to lie between 0 and 1, got "
                         << std::to_string(sparsity.value_or(NAN));
    fractions.push_back(*sparsity);
  }
  if (failed(parseCriterion(options, criterion, pattern, context, emitError)))
    return failure();
  if (options.pattern.fixesSparsity())
    return emitError() << "pattern '" << pattern << "' says how many weights "
                       << "stay, so that there is nothing to vary";
  options.samples = {data, makeNormalization(mean, deviation), numSamples, seed,
                     kName.str()};
  if (failed(checkSamples(options, criterion, emitError)))
    return failure();
  FailureOr<NameFilter> names = NameFilter::create(include, exclude, emitError);
  if (failed(names))
    return failure();
  filter.emplace(std::move(*names));
  return success();
}

FailureOr<json::Object> CompressMeasureSensitivity::measurePoint(
    func::FuncOp entry, const Yardstick &yardstick, const PrunedWeight &weight,
    double sparsity) {
  FailureOr<PrunedCopy> copy =
      makePrunedCopy(entry, *filter, options, weight, std::optional(sparsity));
  if (failed(copy))
    return failure();
  FailureOr<Answers> answers = yardstick.measure(*copy->module);
  if (failed(answers))
    return failure();

  ++numPoints;
  double agreement =
      static_cast<double>(answers->fidelity.agreed) / answers->fidelity.total;
  double sqnr = answers->fidelity.getSqnr();
  std::string effect = "changes nothing";
  if (std::isfinite(sqnr))
    effect = llvm::formatv("gives {0:f1} dB, same answer in {1:f1} %", sqnr,
                           100.0 * agreement);
  std::string message =
      llvm::formatv("parameter '{0}': sparsity {1} {2}", weight.name,
                    printFraction(sparsity), effect);
  json::Object point{{"sparsity", sparsity},
                     {"kept", copy->kept.front()},
                     {"sqnr_db", std::isfinite(sqnr) ? json::Value(sqnr)
                                                     : json::Value(nullptr)},
                     {"agreement", agreement},
                     {"accuracy", nullptr}};
  if (yardstick.hasLabels()) {
    point["accuracy"] = answers->accuracy.getValue();
    message += llvm::formatv(", accuracy {0:f2} %",
                             100.0 * answers->accuracy.getValue());
  }
  remark::analysis(weight.layers.front()->getLoc(),
                   remark::RemarkOpts::name("sensitivity").category(kName))
      << message;
  return point;
}

FailureOr<json::Object>
CompressMeasureSensitivity::measureWeight(func::FuncOp entry,
                                          const Yardstick &yardstick,
                                          const PrunedWeight &weight) {
  LayerNames names(entry);
  json::Array layers, points;
  for (Operation *layer : weight.layers)
    layers.push_back(json::fixUTF8(names.lookup(layer)));
  for (double sparsity : fractions) {
    FailureOr<json::Object> point =
        measurePoint(entry, yardstick, weight, sparsity);
    if (failed(point))
      return failure();
    points.push_back(std::move(*point));
  }
  return json::Object{{"name", json::fixUTF8(weight.name)},
                      {"layers", std::move(layers)},
                      {"entries", static_cast<int64_t>(weight.keep.size())},
                      {"groups", weight.partition.getNumGroups()},
                      {"points", std::move(points)}};
}

LogicalResult CompressMeasureSensitivity::write(json::Object root) {
  if (file.empty())
    return success();
  llvm::Error error = writeOutputFile(file, [&](raw_ostream &os) {
    os << llvm::formatv("{0:2}\n", json::Value(std::move(root)));
  });
  if (!error)
    return success();
  return emitError(getOperation().getLoc()) << llvm::toString(std::move(error));
}

LogicalResult CompressMeasureSensitivity::measure(func::FuncOp entry) {
  SkippedLayers skipped(kName);
  FailureOr<PrunedWeights> weights =
      collectWeights(entry, *filter, options.pattern, skipped);
  if (failed(weights) ||
      failed(scoreWeights(getOperation(), entry, options, *weights, skipped)))
    return failure();
  if (weights->empty() && !skipped.getFirstUnfit().empty())
    return emitError(entry.getLoc())
           << "nothing can be pruned: " << skipped.getFirstUnfit();
  FailureOr<Yardstick> yardstick =
      Yardstick::create(getOperation(), entry, options.samples, labels);
  if (failed(yardstick))
    return failure();
  json::Value accuracy = nullptr;
  if (yardstick->hasLabels()) {
    FailureOr<Answers> answers = yardstick->measure(getOperation());
    if (failed(answers))
      return failure();
    accuracy = answers->accuracy.getValue();
  }
  json::Array measured;
  PointProgress progress(weights->size());
  for (const PrunedWeight &weight : *weights) {
    FailureOr<json::Object> object = measureWeight(entry, *yardstick, weight);
    if (failed(object))
      return failure();
    measured.push_back(std::move(*object));
    progress.advance();
  }
  return write(json::Object{{"format", "compress-sensitivity"},
                            {"version", 1},
                            {"criterion", json::fixUTF8(criterion)},
                            {"pattern", json::fixUTF8(pattern)},
                            {"samples", yardstick->getNumSamples()},
                            {"accuracy", std::move(accuracy)},
                            {"weights", std::move(measured)}});
}

void CompressMeasureSensitivity::runOnOperation() {
  auto entry = dyn_cast_if_present<func::FuncOp>(
      lookupEntryFunction(getOperation(), function));
  if (!entry || failed(measure(entry)))
    return signalPassFailure();
  markAllAnalysesPreserved();
}
