//===- TrainingState.h - what a train step takes and returns ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_EXECUTION_TRAININGSTATE_H
#define COMPRESS_EXECUTION_TRAININGSTATE_H

#include "compress/Execution/CompiledFunction.h"
#include "compress/Execution/TrainingBatch.h"

namespace mlir::compress {

/// What the arguments and results of a compiled train step are.
struct TrainStepLayout {
  /// A tensor that lives from step to step.
  struct Entry {
    std::string name;
    unsigned input = 0;
    /// Nothing for what a step reads and does not change: masks, frozen
    /// parameters.
    std::optional<unsigned> output;
    /// True for parameters and statistics: what makes the trained model.
    bool isModel = false;
    Tensor initial;
  };
  std::vector<Entry> entries;
  unsigned data = 0, learningRate = 0, step = 0;
  /// Nothing where the loss needs no labels.
  std::optional<unsigned> labels;
  /// What a teacher said, where it does not run itself.
  std::vector<unsigned> teacher;
  unsigned loss = 0;
  /// Results with the number of right answers, and of those that the teacher
  /// gives too, if there are such.
  std::optional<unsigned> correct, agreed;
};

/// The state of a training in two sets of buffers: a step reads one and writes
/// the other, then they change places. Nothing is copied or allocated.
class TrainingState {
public:
  struct StepResult {
    double loss = 0.0;
    int64_t correct = 0, agreed = 0;
  };

  TrainingState(const CompiledFunction &step, TrainStepLayout layout);

  /// Memory for the next batch.
  TrainingBatch &getBatch() { return batch; }
  int64_t getBatchSize() const { return batch.data.shape.front(); }

  /// One step on the batch that is there; `number` counts from 0.
  StepResult run(double learningRate, int64_t number);

  const TrainStepLayout &getLayout() const { return layout; }
  /// The present tensor of entry `i` of the layout.
  const Tensor &getTensor(unsigned i) const {
    return layout.entries[i].output ? buffers[current][i] : buffers[0][i];
  }
  Tensor &getTensor(unsigned i) {
    return layout.entries[i].output ? buffers[current][i] : buffers[0][i];
  }
  /// Index of the entry of that name, if there is one.
  std::optional<unsigned> lookup(StringRef name) const;
  /// Bytes of all buffers.
  int64_t getNumBytes() const;

private:
  const CompiledFunction &step;
  TrainStepLayout layout;
  std::vector<Tensor> buffers[2];
  TrainingBatch batch;
  float rate = 0.0f, loss = 0.0f;
  int32_t number = 0, correct = 0, agreed = 0;
  /// Pointers for steps from buffers 0 to 1, and back.
  std::vector<const void *> inputs[2];
  std::vector<void *> outputs[2];
  unsigned current = 0;
};

} // namespace mlir::compress

#endif // COMPRESS_EXECUTION_TRAININGSTATE_H
