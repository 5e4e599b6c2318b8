//===- SampleRun.cpp - observed values on sample data ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/SampleRun.h"
#include "compress/Execution/Measure.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>
#include <numeric>
#include <random>

using namespace mlir;
using namespace mlir::compress;

Normalization compress::makeNormalization(ArrayRef<OptionalDouble> mean,
                                          ArrayRef<OptionalDouble> deviation) {
  Normalization normalization;
  for (const OptionalDouble &number : mean)
    normalization.mean.push_back(number.value_or(NAN));
  for (const OptionalDouble &number : deviation)
    normalization.std.push_back(number.value_or(NAN));
  return normalization;
}

SmallVector<int64_t> compress::drawSamples(int64_t available,
                                           int64_t numSamples, uint64_t seed) {
  int64_t count = std::min(available, numSamples);
  SmallVector<int64_t> order(available);
  std::iota(order.begin(), order.end(), 0);
  std::mt19937_64 random(seed);
  for (int64_t i = 0; i < count; ++i)
    std::swap(order[i], order[i + random() % (available - i)]);
  order.resize(count);
  return order;
}

FailureOr<SampleSource>
compress::openSamples(Location loc, const SampleOptions &options,
                      const CompiledFunction &function) {
  if (function.getInputs().size() != 1)
    return emitError(loc) << "data= feeds functions of one input, this one has "
                          << function.getInputs().size();
  llvm::Expected<SampleSource> source = SampleSource::open(
      options.data, function.getInputs().front(), options.normalization);
  if (!source)
    return emitError(loc) << llvm::toString(source.takeError());
  return std::move(*source);
}

FailureOr<int64_t> compress::runSamples(ModuleOp module, func::FuncOp entry,
                                        const SampleOptions &options,
                                        TapConsumer consume) {
  CompileOptions compile;
  compile.function = entry.getName().str();
  compile.returnObserved = true;
  FailureOr<std::unique_ptr<CompiledFunction>> compiled =
      CompiledFunction::compile(module, compile);
  if (failed(compiled))
    return failure();
  FailureOr<SampleSource> source =
      openSamples(module.getLoc(), options, **compiled);
  if (failed(source))
    return failure();

  int64_t available = source->getNumSamples();
  if (available < options.numSamples)
    remark::analysis(
        module.getLoc(),
        remark::RemarkOpts::name("samples").category(options.category))
        << llvm::formatv("all {0} samples are used, fewer than num-samples={1}",
                         available, options.numSamples)
               .str();
  SmallVector<int64_t> order =
      drawSamples(available, options.numSamples, options.seed);

  auto taps = llvm::to_vector(entry.getBody().front().getOps<ObserveOp>());
  FunctionBuffers buffers(**compiled);
  unsigned first = buffers.getNumOutputs() - taps.size();
  Tensor &input = buffers.getInput(0);
  int64_t batch = input.shape.front(), count = order.size();
  size_t stride = input.bytes.size() / batch;
  for (int64_t start = 0; start < count; start += batch) {
    // The last batch is filled up with its last sample.
    for (int64_t i = 0; i < batch; ++i)
      source->read(order[std::min(start + i, count - 1)],
                   input.bytes.data() + i * stride);
    buffers.run();
    for (auto [i, tap] : llvm::enumerate(taps)) {
      ArrayRef<float> values = buffers.getOutput(first + i).data<float>();
      if (!llvm::all_of(values, [](float x) { return std::isfinite(x); }))
        return emitError(tap.getLoc())
               << "'" << tap.getName() << "' has values that are not finite "
               << "for sample " << order[start] << " of '" << options.data
               << "'";
      consume(i, values, batch, std::min(batch, count - start));
    }
  }
  return count;
}
