//===- TrainingState.cpp - what a train step takes and returns ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/TrainingState.h"

using namespace mlir;
using namespace mlir::compress;

TrainingState::TrainingState(const CompiledFunction &step,
                             TrainStepLayout layoutIn)
    : step(step), layout(std::move(layoutIn)) {
  for (TrainStepLayout::Entry &entry : layout.entries) {
    buffers[0].push_back(std::move(entry.initial));
    const Tensor &first = buffers[0].back();
    buffers[1].push_back(entry.output ? Tensor(first.kind, first.shape)
                                      : Tensor());
  }
  auto makeTensor = [&](unsigned input) {
    const TensorSpec &spec = step.getInputs()[input];
    return Tensor(spec.kind, spec.shape);
  };
  batch.data = makeTensor(layout.data);
  if (layout.labels)
    batch.labels = makeTensor(*layout.labels);
  for (unsigned input : layout.teacher)
    batch.teacher.push_back(makeTensor(input));
  for (unsigned from : {0u, 1u}) {
    inputs[from].resize(step.getInputs().size());
    outputs[from].resize(step.getOutputs().size());
    for (auto [i, entry] : llvm::enumerate(layout.entries)) {
      inputs[from][entry.input] =
          buffers[entry.output ? from : 0][i].bytes.data();
      if (entry.output)
        outputs[from][*entry.output] = buffers[1 - from][i].bytes.data();
    }
    inputs[from][layout.data] = batch.data.bytes.data();
    if (layout.labels)
      inputs[from][*layout.labels] = batch.labels.bytes.data();
    for (auto [input, tensor] : llvm::zip_equal(layout.teacher, batch.teacher))
      inputs[from][input] = tensor.bytes.data();
    inputs[from][layout.learningRate] = &rate;
    inputs[from][layout.step] = &number;
    outputs[from][layout.loss] = &loss;
    if (layout.correct)
      outputs[from][*layout.correct] = &correct;
    if (layout.agreed)
      outputs[from][*layout.agreed] = &agreed;
    assert(!llvm::is_contained(inputs[from], nullptr) &&
           !llvm::is_contained(outputs[from], nullptr) &&
           "layout does not cover the step");
  }
}

TrainingState::StepResult TrainingState::run(double learningRate,
                                             int64_t stepNumber) {
  rate = static_cast<float>(learningRate);
  number = static_cast<int32_t>(stepNumber);
  step.run(inputs[current], outputs[current]);
  current = 1 - current;
  return {loss, correct, agreed};
}

std::optional<unsigned> TrainingState::lookup(StringRef name) const {
  for (auto [i, entry] : llvm::enumerate(layout.entries))
    if (entry.name == name)
      return i;
  return std::nullopt;
}

int64_t TrainingState::getNumBytes() const {
  int64_t bytes = batch.data.bytes.size() + batch.labels.bytes.size();
  for (const Tensor &tensor : batch.teacher)
    bytes += tensor.bytes.size();
  for (const std::vector<Tensor> &side : buffers)
    for (const Tensor &tensor : side)
      bytes += tensor.bytes.size();
  return bytes;
}
