//===- Trainer.h - the loop of a training -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_EXECUTION_TRAINER_H
#define COMPRESS_EXECUTION_TRAINER_H

#include "compress/Execution/Checkpoint.h"
#include "compress/Execution/TrainingData.h"
#include "compress/Execution/TrainingState.h"
#include "compress/Optimization/LearningRate.h"

namespace mlir::compress {

/// A compiled function that returns the loss of a batch without a step.
struct Evaluation {
  const CompiledFunction *function = nullptr;
  unsigned data = 0, loss = 0;
  std::optional<unsigned> labels, correct, agreed;
  std::vector<unsigned> teacher;
  /// For each of the state's entries, the argument that takes it, if any.
  std::vector<std::optional<unsigned>> inputs;
};

using NamedTensors = std::vector<std::pair<std::string, Tensor>>;

/// What changes masks, or the paths of a supernet, between steps.
class MaskSchedule {
public:
  virtual ~MaskSchedule() = default;
  /// Is called before every step. What it does must follow from the step and
  /// the state alone. Fails with what is wrong with the state, as a part of a
  /// sentence.
  virtual llvm::Error update(TrainingState &state, int64_t step) = 0;
  /// The fraction of the weights with masks that are pruned; not a number if
  /// none are.
  virtual double getSparsity(const TrainingState &state) const = 0;
  /// The number that the update of a step has for optimizer and learning rate:
  /// an earlier one where `update` has gone back to the state of that step.
  virtual int64_t getUpdate(int64_t step) const { return step; }
  /// What a resumed run needs besides the state, for checkpoints.
  virtual void save(NamedTensors &tensors) const { (void)tensors; }
  /// Takes back one of these tensors; false if it is none of them.
  virtual bool restore(StringRef name, Tensor tensor) {
    (void)name, (void)tensor;
    return false;
  }
};

struct TrainerOptions {
  int64_t epochs = 1;
  uint64_t seed = 0;
  /// Where the training can go on from; none if empty.
  std::string checkpoint;
  /// Steps between checkpoints; 0: after every epoch.
  int64_t checkpointSteps = 0;
  /// Go on from the checkpoint if it is there.
  bool resume = false;
  /// Files that are written after every epoch; none if empty.
  std::string log, curve;
  /// Finish with the model of the epoch that was best on validation samples.
  bool restoreBest = false;
  /// End after the first epoch that reaches all of these, on validation samples
  /// if there are any; 0 for none.
  double targetAccuracy = 0.0, targetAgreement = 0.0;
  /// What a checkpoint must agree with; see Checkpoint.
  uint64_t recipe = 0;
  std::string isa;
};

/// How far a training is.
struct TrainingProgress {
  /// Epochs and steps that are done, and steps of all.
  int64_t epoch = 0, step = 0, totalSteps = 0;
  /// Means of the present epoch; the accuracy is not a number where answers
  /// are no classes.
  double loss = 0.0, accuracy = 0.0, learningRate = 0.0;
  double secondsLeft = 0.0;
};

/// Trains a state. The same options, data and machine code give the same bits,
/// however often the run was interrupted.
class Trainer {
public:
  using ProgressFn = llvm::function_ref<void(const TrainingProgress &)>;
  using WarnFn = llvm::function_ref<void(const llvm::Twine &)>;

  Trainer(TrainingState &state, const TrainingData &data, LearningRate &rates,
          TrainerOptions options);

  void setEvaluation(Evaluation wanted) { evaluation = std::move(wanted); }
  void setMaskSchedule(MaskSchedule *schedule) { masks = schedule; }

  /// Steps of one epoch: the rest of the samples, less than a batch, is left
  /// out, other ones in each epoch.
  int64_t getEpochSteps() const;

  /// Trains to the end. Fails with a sentence if the training diverges, the
  /// checkpoint is not one of this training, or a file cannot be written.
  llvm::Error run(ProgressFn progress, WarnFn warn);

  ArrayRef<EpochRecord> getHistory() const { return progress.history; }
  /// Mean time of the steps of this run, batches and checkpoints included.
  double getSecondsPerStep() const { return secondsPerStep; }

private:
  llvm::Error resume(WarnFn warn);
  llvm::Error runStep();
  llvm::Error finishEpoch();
  bool isTargetReached() const;
  double getEpochAccuracy() const;
  llvm::Error save();
  void evaluate(EpochRecord &record);
  void keepBest(const EpochRecord &record);
  llvm::Error checkFinite();
  llvm::Error makeDivergence(const llvm::Twine &what) const;
  double getRate(int64_t step) const;

  TrainingState &state;
  const TrainingData &data;
  LearningRate &rates;
  TrainerOptions options;
  Evaluation evaluation;
  MaskSchedule *masks = nullptr;

  /// What the learning rate remembers at first.
  std::vector<double> firstRateState;
  /// All that a checkpoint has but the tensors.
  Checkpoint progress;
  std::vector<int64_t> order;
  double secondsPerStep = 0.0;
  /// Model tensors of the best epoch.
  NamedTensors best;
};

} // namespace mlir::compress

#endif // COMPRESS_EXECUTION_TRAINER_H
