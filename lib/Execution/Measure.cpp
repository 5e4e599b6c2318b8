//===- Measure.cpp - accuracy, latency and fidelity -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/Measure.h"
#include "compress/Reference/Requantize.h"
#include "llvm/Support/LineIterator.h"
#include "llvm/Support/MemoryBuffer.h"
#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>
#include <thread>

using namespace mlir;
using namespace mlir::compress;

using Clock = std::chrono::steady_clock;

//===----------------------------------------------------------------------===//
// FunctionBuffers
//===----------------------------------------------------------------------===//

FunctionBuffers::FunctionBuffers(const CompiledFunction &function)
    : function(function) {
  for (const TensorSpec &spec : function.getInputs())
    inputs.emplace_back(spec.kind, spec.shape);
  for (const TensorSpec &spec : function.getOutputs())
    outputs.emplace_back(spec.kind, spec.shape);
}

void FunctionBuffers::run() {
  SmallVector<const void *, 4> from;
  SmallVector<void *, 4> to;
  for (const Tensor &input : inputs)
    from.push_back(input.bytes.data());
  for (Tensor &output : outputs)
    to.push_back(output.bytes.data());
  function.run(from, to);
}

/// A number in [-1, 1), the same on every machine.
static float nextReal(std::mt19937_64 &generator) {
  return static_cast<float>(static_cast<int64_t>(generator() >> 40) -
                            (1 << 23)) /
         (1 << 23);
}

void FunctionBuffers::fillRandom(uint64_t seed) {
  std::mt19937_64 generator(seed);
  for (auto [input, spec] : llvm::zip_equal(inputs, function.getInputs())) {
    auto fill = [&](auto values) {
      for (auto &value : values)
        value = static_cast<std::decay_t<decltype(value)>>(generator());
    };
    switch (spec.kind) {
    case ElementKind::F32:
      for (float &value : input.data<float>())
        value = nextReal(generator);
      break;
    case ElementKind::F64:
      for (double &value : input.data<double>())
        value = nextReal(generator);
      break;
    case ElementKind::I1:
      for (char &value : input.bytes)
        value = generator() & 1;
      break;
    case ElementKind::I8:
      if (spec.scale > 0.0) {
        float inverse = static_cast<float>(1.0 / spec.scale);
        for (int8_t &value : input.data<int8_t>())
          value = reference::quantize(nextReal(generator), inverse,
                                      spec.zeroPoint, -128, 127);
        break;
      }
      [[fallthrough]];
    case ElementKind::U8:
      fill(input.data<uint8_t>());
      break;
    case ElementKind::I16:
      fill(input.data<uint16_t>());
      break;
    case ElementKind::I32:
      fill(input.data<uint32_t>());
      break;
    case ElementKind::I64:
      fill(input.data<uint64_t>());
      break;
    }
  }
}

void FunctionBuffers::fillSamples(const SampleSource &source, int64_t first) {
  Tensor &input = inputs.front();
  int64_t batch = input.shape.front();
  size_t size = input.bytes.size() / batch;
  for (int64_t i = 0; i < batch; ++i)
    source.read(std::min(first + i, source.getNumSamples() - 1),
                input.bytes.data() + i * size);
}

std::vector<double> FunctionBuffers::getReals(unsigned i) const {
  const Tensor &tensor = outputs[i];
  const TensorSpec &spec = function.getOutputs()[i];
  double scale = spec.scale > 0.0 ? spec.scale : 1.0;
  auto convert = [&](auto values) {
    std::vector<double> reals;
    reals.reserve(values.size());
    for (auto value : values)
      reals.push_back((static_cast<double>(value) - spec.zeroPoint) * scale);
    return reals;
  };
  switch (tensor.kind) {
  case ElementKind::F32:
    return convert(tensor.data<float>());
  case ElementKind::F64:
    return convert(tensor.data<double>());
  case ElementKind::I8:
    return convert(tensor.data<int8_t>());
  case ElementKind::I1:
  case ElementKind::U8:
    return convert(tensor.data<uint8_t>());
  case ElementKind::I16:
    return convert(tensor.data<int16_t>());
  case ElementKind::I32:
    return convert(tensor.data<int32_t>());
  case ElementKind::I64:
    return convert(tensor.data<int64_t>());
  }
  llvm_unreachable("unknown element kind");
}

//===----------------------------------------------------------------------===//
// Accuracy and fidelity
//===----------------------------------------------------------------------===//

int64_t compress::argmax(ArrayRef<double> values) {
  return std::distance(values.begin(), llvm::max_element(values));
}

double Fidelity::getSqnr() const {
  return noise == 0.0 ? INFINITY : 10.0 * std::log10(signal / noise);
}

void compress::compareOutputs(const FunctionBuffers &reference,
                              const FunctionBuffers &other, int64_t valid,
                              Fidelity &fidelity) {
  for (unsigned i = 0; i < reference.getNumOutputs(); ++i) {
    std::vector<double> a = reference.getReals(i), b = other.getReals(i);
    const std::vector<int64_t> &shape = reference.getOutput(i).shape;
    int64_t batch = shape.empty() ? 1 : shape.front();
    size_t perSample = a.size() / batch;
    for (size_t j = 0; j < perSample * std::min(valid, batch); ++j) {
      fidelity.signal += a[j] * a[j];
      fidelity.noise += (a[j] - b[j]) * (a[j] - b[j]);
    }
    for (int64_t j = 0; i == 0 && j < std::min(valid, batch); ++j) {
      size_t first = j * perSample;
      fidelity.agreed += argmax(ArrayRef<double>(a).slice(first, perSample)) ==
                         argmax(ArrayRef<double>(b).slice(first, perSample));
      ++fidelity.total;
    }
  }
}

//===----------------------------------------------------------------------===//
// Latency
//===----------------------------------------------------------------------===//

Latency compress::summarize(std::vector<double> values) {
  llvm::sort(values);
  auto quantile = [&](double fraction) {
    double position = fraction * (values.size() - 1);
    size_t below = static_cast<size_t>(position);
    size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (values[above] - values[below]) * (position - below);
  };
  Latency result;
  result.runs = values.size();
  result.min = values.front();
  result.lower = quantile(0.25);
  result.median = quantile(0.5);
  result.upper = quantile(0.75);
  return result;
}

/// Times calls until `seconds` are over; at least three.
static std::vector<double> timeCalls(FunctionBuffers &buffers, double seconds) {
  std::vector<double> durations;
  Clock::time_point end =
      Clock::now() + std::chrono::duration_cast<Clock::duration>(
                         std::chrono::duration<double>(seconds));
  Clock::time_point before = Clock::now();
  while (before < end || durations.size() < 3) {
    buffers.run();
    Clock::time_point after = Clock::now();
    durations.push_back(
        std::chrono::duration<double, std::nano>(after - before).count());
    before = Clock::now();
  }
  return durations;
}

Latency
compress::measureLatency(const CompiledFunction &function, unsigned streams,
                         double seconds,
                         llvm::function_ref<void(FunctionBuffers &)> prepare) {
  std::vector<FunctionBuffers> buffers(streams, FunctionBuffers(function));
  std::vector<std::vector<double>> durations(streams);
  std::vector<std::thread> workers;
  for (FunctionBuffers &buffer : buffers)
    prepare(buffer);
  for (unsigned i = 0; i < streams; ++i)
    workers.emplace_back([&, i] {
      timeCalls(buffers[i], seconds / 10);
      durations[i] = timeCalls(buffers[i], seconds);
    });
  for (std::thread &worker : workers)
    worker.join();
  std::vector<double> all;
  for (const std::vector<double> &part : durations)
    all.insert(all.end(), part.begin(), part.end());
  return summarize(std::move(all));
}

std::string compress::getProcessorName() {
  auto file = llvm::MemoryBuffer::getFileAsStream("/proc/cpuinfo");
  if (!file)
    return "unknown";
  for (llvm::line_iterator line(**file); !line.is_at_end(); ++line) {
    auto [key, value] = line->split(':');
    if (key.trim() == "model name")
      return value.trim().str();
  }
  return "unknown";
}
