//===- Measure.h - accuracy, latency and fidelity ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_EXECUTION_MEASURE_H
#define COMPRESS_EXECUTION_MEASURE_H

#include "compress/Execution/CompiledFunction.h"
#include "compress/Execution/SampleSource.h"

namespace mlir::compress {

/// Is told how many of how many samples are done.
using ProgressFn = llvm::function_ref<void(int64_t done, int64_t total)>;

/// A function with memory for its inputs and outputs.
class FunctionBuffers {
public:
  explicit FunctionBuffers(const CompiledFunction &function);

  const CompiledFunction &getFunction() const { return function; }
  Tensor &getInput(unsigned i) { return inputs[i]; }
  const Tensor &getOutput(unsigned i) const { return outputs[i]; }
  unsigned getNumInputs() const { return inputs.size(); }
  unsigned getNumOutputs() const { return outputs.size(); }
  void run();

  /// Random inputs: floats in [-1, 1), integers of the whole range. Integer
  /// inputs with a scale get the quantized floats, so that two forms of one
  /// model see the same values.
  void fillRandom(uint64_t seed);
  /// Samples `first`, `first + 1` ... into the first input; behind the last
  /// one the last is repeated.
  void fillSamples(const SampleSource &source, int64_t first);
  /// Entries of output `i` as real numbers.
  std::vector<double> getReals(unsigned i) const;

private:
  const CompiledFunction &function;
  std::vector<Tensor> inputs, outputs;
};

/// Index of the largest entry; of the first one if several are largest.
int64_t argmax(llvm::ArrayRef<double> values);

struct Accuracy {
  int64_t correct = 0, total = 0;
  double getValue() const { return static_cast<double>(correct) / total; }
};

/// Order statistics of durations in nanoseconds.
struct Latency {
  int64_t runs = 0;
  double min = 0, lower = 0, median = 0, upper = 0;
};

/// Order statistics of any numbers; `values` must not be empty.
Latency summarize(std::vector<double> values);

/// Times single calls for about `seconds`, `streams` callers at a time, each
/// with its own buffers. `prepare` fills the buffers before the first.
Latency measureLatency(const CompiledFunction &function, unsigned streams,
                       double seconds,
                       llvm::function_ref<void(FunctionBuffers &)> prepare);

/// How the outputs of one function differ from another's.
struct Fidelity {
  double signal = 0.0, noise = 0.0;
  int64_t agreed = 0, total = 0;
  /// Signal to quantization noise ratio in dB; infinite if there is no noise.
  double getSqnr() const;
};

/// Adds the outputs of the last runs to `fidelity`. Output 0 has `batch`
/// samples, of which the first `valid` count.
void compareOutputs(const FunctionBuffers &reference,
                    const FunctionBuffers &other, int64_t valid,
                    Fidelity &fidelity);

/// The processor's name as the operating system gives it.
std::string getProcessorName();

} // namespace mlir::compress

#endif // COMPRESS_EXECUTION_MEASURE_H
