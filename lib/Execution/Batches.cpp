//===- Batches.cpp - one model at two batch sizes -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/Batches.h"
#include "compress/Execution/Equivalence.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>
#include <cstring>

using namespace mlir;
using namespace mlir::compress;

namespace {
/// The samples of one tensor.
struct Samples {
  Samples(const TensorSpec &spec, BatchLayout layout, int64_t batch)
      : outer(layout.outer), batch(batch),
        inner(outer ? spec.getNumElements() / (outer * batch) : 0) {}

  /// Entry `i` of sample `n` within the tensor.
  int64_t indexOf(int64_t n, int64_t i) const {
    return (i / inner * batch + n) * inner + i % inner;
  }
  int64_t getSampleSize() const { return outer * inner; }

  int64_t outer, batch, inner;
};
} // namespace

/// Copies `count` samples from sample `first` of the batch to the front of
/// `to`; behind the last one it is repeated.
static void copySamples(const Tensor &from, const Samples &source, Tensor &to,
                        const Samples &target, int64_t first) {
  size_t size = getElementSize(from.kind);
  if (source.outer == 0) {
    to.bytes = from.bytes;
    return;
  }
  for (int64_t n = 0; n < target.batch; ++n) {
    int64_t sample = std::min(first + n, source.batch - 1);
    for (int64_t o = 0; o < source.outer; ++o)
      std::memcpy(to.bytes.data() + target.indexOf(n, o * source.inner) * size,
                  from.bytes.data() +
                      source.indexOf(sample, o * source.inner) * size,
                  source.inner * size);
  }
}

static bool isClose(double expected, double actual, double allowed) {
  return expected == actual || (std::isnan(expected) && std::isnan(actual)) ||
         std::abs(expected - actual) <= allowed;
}

/// Compares the samples of output `i` that the original has just made.
static llvm::Error compareOutput(const BatchedPair &pair, unsigned i,
                                 const FunctionBuffers &original,
                                 const FunctionBuffers &batched, int64_t first,
                                 double tolerance) {
  const TensorSpec &spec = pair.batched->getOutputs()[i];
  Samples wanted(pair.original->getOutputs()[i], pair.outputs[i],
                 pair.originalBatch);
  Samples given(spec, pair.outputs[i], pair.batch);
  std::vector<double> expected = original.getReals(i);
  std::vector<double> actual = batched.getReals(i);
  bool isFloat = spec.kind == ElementKind::F32 || spec.kind == ElementKind::F64;
  double largest = 0.0;
  for (double value : expected)
    if (isFloat && std::isfinite(value))
      largest = std::max(largest, std::abs(value));
  bool hasBatch = pair.outputs[i].outer != 0;
  int64_t samples =
      hasBatch ? std::min(pair.originalBatch, pair.batch - first) : 1;
  int64_t size = hasBatch ? given.getSampleSize() : spec.getNumElements();
  for (int64_t n = 0; n < samples; ++n)
    for (int64_t j = 0; j < size; ++j) {
      double want = expected[hasBatch ? wanted.indexOf(n, j) : j];
      double have = actual[hasBatch ? given.indexOf(first + n, j) : j];
      if (!isClose(want, have, largest * tolerance))
        return llvm::createStringError(
            llvm::formatv("entry {0} of sample {1} of output '{2}' is {3} in a "
                          "batch of {4}, and {5} in a batch of {6}",
                          j, first + n, spec.name, have, pair.batch, want,
                          pair.originalBatch)
                .str());
    }
  return llvm::Error::success();
}

llvm::Error compress::compareBatches(const BatchedPair &pair,
                                     double tolerance) {
  FunctionBuffers original(*pair.original), batched(*pair.batched);
  fillSafely(batched, /*seed=*/1);
  batched.run();
  for (int64_t first = 0; first < pair.batch; first += pair.originalBatch) {
    for (auto [i, layout] : llvm::enumerate(pair.inputs))
      copySamples(
          batched.getInput(i),
          Samples(pair.batched->getInputs()[i], layout, pair.batch),
          original.getInput(i),
          Samples(pair.original->getInputs()[i], layout, pair.originalBatch),
          first);
    original.run();
    for (unsigned i = 0; i < pair.outputs.size(); ++i)
      if (llvm::Error error =
              compareOutput(pair, i, original, batched, first, tolerance))
        return error;
  }
  return llvm::Error::success();
}

void compress::runBatches(
    const CompiledFunction &function, const CompiledFunction *tail,
    const SampleSource &source, int64_t total, ProgressFn progress,
    llvm::function_ref<void(const FunctionBuffers &, int64_t, int64_t)>
        consume) {
  FunctionBuffers whole(function);
  std::optional<FunctionBuffers> rest;
  if (tail)
    rest.emplace(*tail);
  for (int64_t first = 0; first < total;) {
    int64_t batch = whole.getInput(0).shape.front();
    FunctionBuffers &buffers = rest && total - first < batch ? *rest : whole;
    int64_t valid = std::min(buffers.getInput(0).shape.front(), total - first);
    buffers.fillSamples(source, first);
    buffers.run();
    consume(buffers, first, valid);
    first += valid;
    progress(first, total);
  }
}

Accuracy compress::measureAccuracy(const CompiledFunction &function,
                                   const CompiledFunction *tail,
                                   const SampleSource &source,
                                   ArrayRef<int64_t> labels, int64_t total,
                                   ProgressFn progress) {
  Accuracy accuracy;
  auto count = [&](const FunctionBuffers &buffers, int64_t first,
                   int64_t valid) {
    std::vector<double> scores = buffers.getReals(0);
    size_t classes = scores.size() / buffers.getOutput(0).shape.front();
    for (int64_t i = 0; i < valid; ++i) {
      int64_t answer =
          argmax(ArrayRef<double>(scores).slice(i * classes, classes));
      accuracy.correct += answer == labels[first + i];
    }
    accuracy.total += valid;
  };
  runBatches(function, tail, source, total, progress, count);
  return accuracy;
}

llvm::Error compress::checkCompiledBatch(const CompiledFunction &function,
                                         StringRef path, int64_t batch) {
  for (const TensorSpec &input : function.getInputs())
    if (input.shape.empty() || input.shape.front() != batch)
      return llvm::createStringError(
          "'" + path + "' was compiled with input '" + input.name + "' of " +
          formatShape(input.shape) + "; compile it again with batch size " +
          llvm::Twine(batch));
  return llvm::Error::success();
}
