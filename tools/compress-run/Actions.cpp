//===- Actions.cpp - what compress-run does -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Actions.h"
#include "Data.h"
#include "compress/Execution/Batches.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

/// How long one measurement takes, in seconds.
static constexpr double kMeasureSeconds = 1.0;
/// Rounds in which two models take turns.
static constexpr int kCompareRounds = 31;

namespace {
/// Tells on stderr how far a long run has come, every few seconds.
class ProgressReport {
public:
  void operator()(int64_t done, int64_t total) {
    auto now = std::chrono::steady_clock::now();
    if (now - last < std::chrono::seconds(2))
      return;
    last = now;
    llvm::errs() << "compress-run: " << done << " of " << total << " samples\n";
  }

private:
  std::chrono::steady_clock::time_point last = std::chrono::steady_clock::now();
};
} // namespace

//===----------------------------------------------------------------------===//
// Running
//===----------------------------------------------------------------------===//

/// Copies the valid rows of `from` behind the first `row` rows of `to`.
static void copyRows(const Tensor &from, int64_t row, Tensor &to) {
  size_t rowBytes = to.bytes.size() / to.shape.front();
  size_t begin = row * rowBytes;
  size_t size = std::min(from.bytes.size(), to.bytes.size() - begin);
  std::copy_n(from.bytes.begin(), size, to.bytes.begin() + begin);
}

/// The outputs for all samples, one row each.
static std::vector<Tensor> runSamples(const RunnableModel &model,
                                      const Data &data) {
  const CompiledFunction &function = *model.function;
  std::vector<Tensor> results;
  for (const TensorSpec &spec : function.getOutputs()) {
    std::vector<int64_t> shape = spec.shape;
    shape.front() = data.numSamples;
    results.emplace_back(spec.kind, shape);
  }
  ProgressReport progress;
  runBatches(
      function, model.tail.get(), *data.samples, data.numSamples,
      [&](int64_t a, int64_t b) { progress(a, b); },
      [&](const FunctionBuffers &buffers, int64_t first, int64_t) {
        for (auto [j, result] : llvm::enumerate(results))
          copyRows(buffers.getOutput(j), first, result);
      });
  return results;
}

static std::vector<Tensor> runInputs(const CompiledFunction &function,
                                     const Data &data) {
  FunctionBuffers buffers(function);
  for (auto [i, input] : llvm::enumerate(data.inputs))
    buffers.getInput(i) = input;
  buffers.run();
  std::vector<Tensor> results;
  for (unsigned i = 0; i < buffers.getNumOutputs(); ++i)
    results.push_back(buffers.getOutput(i));
  return results;
}

static llvm::Error writeOutputs(const RunnableModel &model, const Data &data) {
  std::vector<Tensor> results =
      data.samples ? runSamples(model, data) : runInputs(*model.function, data);
  for (auto [path, result] : llvm::zip_equal(data.outputFiles, results))
    if (!path.empty())
      if (llvm::Error error = writeNpy(path, result))
        return error;
  return llvm::Error::success();
}

static void printAccuracy(const RunnableModel &model, const Data &data) {
  ProgressReport progress;
  Accuracy accuracy = measureAccuracy(
      *model.function, model.tail.get(), *data.samples, data.labels,
      data.numSamples, [&](int64_t a, int64_t b) { progress(a, b); });
  llvm::outs() << "accuracy: " << llvm::format("%.4f", accuracy.getValue())
               << " (" << accuracy.correct << "/" << accuracy.total << ")\n";
}

/// Fills the inputs with what the user gave, or random numbers.
static void prepareInputs(FunctionBuffers &buffers, const Data &data,
                          const std::optional<SampleSource> &samples,
                          uint64_t seed) {
  if (samples)
    return buffers.fillSamples(*samples, 0);
  if (data.inputs.empty())
    return buffers.fillRandom(seed);
  for (auto [i, input] : llvm::enumerate(data.inputs))
    buffers.getInput(i) = input;
}

static void printBenchmark(const CompiledFunction &function, const Data &data,
                           const RunOptions &options) {
  Latency latency =
      measureLatency(function, options.streams, kMeasureSeconds,
                     [&](FunctionBuffers &buffers) {
                       prepareInputs(buffers, data, data.samples, options.seed);
                     });
  auto print = [](StringRef name, double value) {
    llvm::outs() << name << ": " << std::llround(value) << "\n";
  };
  llvm::outs() << "cpu: " << getProcessorName() << "\n";
  print("threads", options.threads);
  print("streams", options.streams);
  if (options.batch != 0)
    print("batch", options.batch);
  print("weight_bytes", function.getWeightBytes());
  if (function.getArenaBytes() > 0)
    print("arena_bytes", function.getArenaBytes());
  print("runs", latency.runs);
  print("min_ns", latency.min);
  print("lower_quartile_ns", latency.lower);
  print("upper_quartile_ns", latency.upper);
  print("median_ns", latency.median);
}

//===----------------------------------------------------------------------===//
// Comparing
//===----------------------------------------------------------------------===//

static llvm::Error checkComparable(ArrayRef<TensorSpec> a,
                                   ArrayRef<TensorSpec> b, StringRef what) {
  if (a.size() != b.size())
    return llvm::createStringError("cannot compare: the models have " +
                                   llvm::Twine(a.size()) + " and " +
                                   llvm::Twine(b.size()) + " " + what + "s");
  for (auto [x, y] : llvm::zip_equal(a, b))
    if (x.shape != y.shape)
      return llvm::createStringError("cannot compare: " + what + " '" + x.name +
                                     "' is " + formatShape(x.shape) +
                                     " in one model and " +
                                     formatShape(y.shape) + " in the other");
  return llvm::Error::success();
}

/// Runs both models on the samples, or on random numbers.
static Fidelity measureFidelity(FunctionBuffers &a, FunctionBuffers &b,
                                const Data &data, uint64_t seed) {
  Fidelity fidelity;
  ProgressReport progress;
  int64_t total = data.samples ? data.numSamples : data.inputs.empty() ? 32 : 1;
  int64_t batch =
      data.samples ? a.getFunction().getInputs().front().shape.front() : 1;
  for (int64_t i = 0; i < total; i += batch) {
    if (data.samples) {
      a.fillSamples(*data.samples, i);
      b.fillSamples(*data.otherSamples, i);
    } else {
      prepareInputs(a, data, std::nullopt, seed + i);
      prepareInputs(b, data, std::nullopt, seed + i);
    }
    a.run();
    b.run();
    compareOutputs(a, b, data.samples ? total - i : INT64_MAX, fidelity);
    progress(i + batch, total);
  }
  return fidelity;
}

/// Median time of `count` calls.
static double timeRound(FunctionBuffers &buffers, int64_t count) {
  std::vector<double> times;
  for (int64_t i = 0; i < count; ++i) {
    auto before = std::chrono::steady_clock::now();
    buffers.run();
    times.push_back(std::chrono::duration<double, std::nano>(
                        std::chrono::steady_clock::now() - before)
                        .count());
  }
  return summarize(std::move(times)).median;
}

static llvm::Error printComparison(const CompiledFunction &function,
                                   const CompiledFunction &other,
                                   const Data &data,
                                   const RunOptions &options) {
  if (llvm::Error error =
          checkComparable(function.getInputs(), other.getInputs(), "input"))
    return error;
  if (llvm::Error error =
          checkComparable(function.getOutputs(), other.getOutputs(), "output"))
    return error;
  FunctionBuffers a(function), b(other);
  Fidelity fidelity = measureFidelity(a, b, data, options.seed);
  // A round of each takes about half of one part of the time.
  double roundNs = kMeasureSeconds * 1e9 / kCompareRounds;
  double slower = std::max(timeRound(a, 3), timeRound(b, 3));
  int64_t count = std::max<int64_t>(1, roundNs / std::max(slower, 1.0));
  std::vector<double> timesA, timesB, ratios;
  for (int i = 0; i < kCompareRounds; ++i) {
    timesA.push_back(timeRound(a, count));
    timesB.push_back(timeRound(b, count));
    ratios.push_back(timesB.back() / timesA.back());
  }
  Latency ratio = summarize(ratios);
  llvm::outs() << "cpu: " << getProcessorName() << "\n"
               << "median_ns: " << std::llround(summarize(timesA).median)
               << "\n"
               << "other_median_ns: " << std::llround(summarize(timesB).median)
               << "\n"
               << llvm::format("ratio: %.4f (quartiles %.4f to %.4f; other / "
                               "model, %d rounds)\n",
                               ratio.median, ratio.lower, ratio.upper,
                               kCompareRounds)
               << llvm::format("sqnr_db: %.2f\n", fidelity.getSqnr())
               << llvm::format("top1_agreement: %.4f ",
                               double(fidelity.agreed) / double(fidelity.total))
               << "(" << fidelity.agreed << "/" << fidelity.total << ")\n";
  return llvm::Error::success();
}

llvm::Error compress::run(const RunnableModel &model,
                          const CompiledFunction *other,
                          const CompiledFunction *marked,
                          const RunOptions &options) {
  const CompiledFunction &function = *model.function;
  llvm::Expected<Data> data = readData(function, other, options);
  if (!data)
    return data.takeError();
  if (!options.outputs.empty())
    if (llvm::Error error = writeOutputs(model, *data))
      return error;
  if (!options.labels.empty())
    printAccuracy(model, *data);
  if (other)
    if (llvm::Error error = printComparison(function, *other, *data, options))
      return error;
  if (options.benchmark)
    printBenchmark(function, *data, options);
  if (marked)
    return printProfile(
        *marked, function, options, [&](FunctionBuffers &buffers) {
          prepareInputs(buffers, *data, data->samples, options.seed);
        });
  return llvm::Error::success();
}
