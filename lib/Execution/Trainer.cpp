//===- Trainer.cpp - the loop of a training -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/Trainer.h"
#include "compress/Execution/TrainingLog.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include <chrono>
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

/// Starts the names of tensors of the best epoch.
static constexpr StringLiteral kBestPrefix = "best:";
/// And of those that the mask schedule wants to have kept.
static constexpr StringLiteral kMasksPrefix = "masks:";

Trainer::Trainer(TrainingState &state, const TrainingData &data,
                 LearningRate &rates, TrainerOptions options)
    : state(state), data(data), rates(rates), options(std::move(options)) {
  progress.recipe = this->options.recipe;
  progress.isa = this->options.isa;
  firstRateState = rates.getState();
}

double Trainer::getRate(int64_t step) const {
  return rates.getRate(masks ? masks->getUpdate(step) : step);
}

int64_t Trainer::getEpochSteps() const {
  return data.getNumTraining() / state.getBatchSize();
}

//===----------------------------------------------------------------------===//
// Divergence
//===----------------------------------------------------------------------===//

static bool isFinite(const Tensor &tensor) {
  return tensor.kind != ElementKind::F32 ||
         llvm::all_of(tensor.data<float>(),
                      [](float value) { return std::isfinite(value); });
}

llvm::Error Trainer::makeDivergence(const llvm::Twine &what) const {
  return llvm::createStringError(
      "training diverged in step " + llvm::Twine(progress.step + 1) +
      " (epoch " + llvm::Twine(progress.step / getEpochSteps() + 1) +
      "): " + what +
      "; lower learning-rate=, or limit gradients with gradients=clip-norm");
}

/// An error that names the first parameter that is not finite, if there is one.
llvm::Error Trainer::checkFinite() {
  for (auto [i, entry] : llvm::enumerate(state.getLayout().entries))
    if (entry.output && !isFinite(state.getTensor(i)))
      return makeDivergence("'" + llvm::Twine(entry.name) +
                            "' has values that are not finite");
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// Checkpoints
//===----------------------------------------------------------------------===//

llvm::Error Trainer::save() {
  Checkpoint checkpoint = progress;
  checkpoint.rateState = rates.getState();
  for (auto [i, entry] : llvm::enumerate(state.getLayout().entries))
    checkpoint.tensors.emplace_back(entry.name, state.getTensor(i));
  for (const auto &[name, tensor] : best)
    checkpoint.tensors.emplace_back((kBestPrefix + name).str(), tensor);
  NamedTensors kept;
  if (masks)
    masks->save(kept);
  for (auto &[name, tensor] : kept)
    checkpoint.tensors.emplace_back((kMasksPrefix + name).str(),
                                    std::move(tensor));
  return writeCheckpoint(options.checkpoint, checkpoint);
}

llvm::Error Trainer::resume(WarnFn warn) {
  if (options.checkpoint.empty() || !llvm::sys::fs::exists(options.checkpoint))
    return llvm::Error::success();
  if (!options.resume)
    return llvm::createStringError(
        "there is a checkpoint '" + options.checkpoint +
        "' already; go on from it with resume, or remove it");
  llvm::Expected<Checkpoint> checkpoint = readCheckpoint(options.checkpoint);
  if (!checkpoint)
    return checkpoint.takeError();
  auto makeForeign = [&] {
    return llvm::createStringError(
        "checkpoint '" + options.checkpoint +
        "' belongs to a training with other options, data or parameters; "
        "give the same ones, or remove it");
  };
  if (checkpoint->recipe != options.recipe ||
      !rates.setState(checkpoint->rateState))
    return makeForeign();
  size_t restored = 0;
  for (auto &[name, tensor] : checkpoint->tensors) {
    if (StringRef(name).starts_with(kBestPrefix)) {
      best.emplace_back(name.substr(kBestPrefix.size()), std::move(tensor));
      continue;
    }
    if (StringRef rest = name; rest.consume_front(kMasksPrefix)) {
      if (!masks || !masks->restore(rest, std::move(tensor)))
        return makeForeign();
      continue;
    }
    std::optional<unsigned> i = state.lookup(name);
    if (!i || state.getTensor(*i).shape != tensor.shape ||
        state.getTensor(*i).kind != tensor.kind)
      return makeForeign();
    // In place: compiled code keeps pointers to these buffers.
    llvm::copy(tensor.bytes, state.getTensor(*i).bytes.begin());
    ++restored;
  }
  if (restored != state.getLayout().entries.size())
    return makeForeign();
  if (checkpoint->isa != options.isa)
    warn("checkpoint '" + options.checkpoint + "' was written with " +
         checkpoint->isa + " instructions, and this machine has " +
         options.isa + ": the result will differ in the last digits");
  checkpoint->tensors.clear();
  progress = std::move(*checkpoint);
  progress.isa = options.isa;
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// Epochs
//===----------------------------------------------------------------------===//

/// Loss and accuracy of the validation samples.
void Trainer::evaluate(EpochRecord &record) {
  record.validationLoss = record.validationAccuracy = NAN;
  record.validationAgreement = NAN;
  if (!evaluation.function || data.getNumValidation() == 0)
    return;
  float loss = 0.0f;
  int32_t correct = 0, agreed = 0;
  std::vector<const void *> inputs(evaluation.function->getInputs().size());
  std::vector<void *> outputs(evaluation.function->getOutputs().size());
  for (auto [i, input] : llvm::enumerate(evaluation.inputs))
    if (input)
      inputs[*input] = state.getTensor(i).bytes.data();
  TrainingBatch &samples = state.getBatch();
  inputs[evaluation.data] = samples.data.bytes.data();
  if (evaluation.labels)
    inputs[*evaluation.labels] = samples.labels.bytes.data();
  for (auto [input, tensor] :
       llvm::zip_equal(evaluation.teacher, samples.teacher))
    inputs[input] = tensor.bytes.data();
  outputs[evaluation.loss] = &loss;
  if (evaluation.correct)
    outputs[*evaluation.correct] = &correct;
  if (evaluation.agreed)
    outputs[*evaluation.agreed] = &agreed;
  int64_t batch = state.getBatchSize();
  int64_t batches = data.getNumValidation() / batch, hits = 0, echoes = 0;
  double sum = 0.0;
  for (int64_t i = 0; i < batches; ++i) {
    data.fillValidation(i * batch, samples);
    evaluation.function->run(inputs, outputs);
    sum += loss;
    hits += correct;
    echoes += agreed;
  }
  record.validationLoss = sum / batches;
  if (evaluation.correct)
    record.validationAccuracy = static_cast<double>(hits) / (batches * batch);
  if (evaluation.agreed)
    record.validationAgreement =
        static_cast<double>(echoes) / (batches * batch);
}

/// Remembers the model if no epoch was better.
void Trainer::keepBest(const EpochRecord &record) {
  double score =
      std::isfinite(record.validationAccuracy)    ? record.validationAccuracy
      : std::isfinite(record.validationAgreement) ? record.validationAgreement
                                                  : -record.validationLoss;
  if (!options.restoreBest || !std::isfinite(score) ||
      (progress.bestEpoch >= 0 && score <= progress.best))
    return;
  progress.best = score;
  progress.bestEpoch = record.epoch;
  best.clear();
  for (auto [i, entry] : llvm::enumerate(state.getLayout().entries))
    if (entry.isModel || !entry.output)
      best.emplace_back(entry.name, state.getTensor(i));
}

/// Of the labelled samples that the present epoch has seen.
double Trainer::getEpochAccuracy() const {
  if (!state.getLayout().correct)
    return NAN;
  int64_t seen = progress.epochStep * state.getBatchSize();
  return static_cast<double>(progress.correct) /
         std::max<int64_t>(
             data.countLabelled(ArrayRef<int64_t>(order).take_front(seen)), 1);
}

bool Trainer::isTargetReached() const {
  if (options.targetAccuracy == 0.0 && options.targetAgreement == 0.0)
    return false;
  if (progress.epochStep != 0 || progress.history.empty())
    return false;
  const EpochRecord &last = progress.history.back();
  auto isReached = [&](double target, double onValidation, double onTraining) {
    double value = data.getNumValidation() > 0 ? onValidation : onTraining;
    return target == 0.0 || value >= target;
  };
  return isReached(options.targetAccuracy, last.validationAccuracy,
                   last.accuracy) &&
         isReached(options.targetAgreement, last.validationAgreement,
                   last.agreement);
}

llvm::Error Trainer::finishEpoch() {
  EpochRecord record;
  int64_t steps = progress.epochStep;
  record.epoch = progress.step / getEpochSteps();
  record.step = progress.step;
  record.loss = progress.lossSum / steps;
  record.accuracy = getEpochAccuracy();
  record.agreement = NAN;
  if (state.getLayout().agreed)
    record.agreement =
        static_cast<double>(progress.agreed) / (steps * state.getBatchSize());
  record.learningRate = getRate(progress.step - 1);
  record.sparsity = masks ? masks->getSparsity(state) : NAN;
  evaluate(record);
  if (llvm::Error error = checkFinite())
    return error;
  rates.observe(std::isfinite(record.validationLoss) ? record.validationLoss
                                                     : record.loss);
  keepBest(record);
  progress.history.push_back(record);
  progress.epochStep = progress.correct = progress.agreed = 0;
  progress.lossSum = 0.0;
  order.clear();
  if (!options.log.empty())
    if (llvm::Error error = writeTrainingLog(options.log, progress.history))
      return error;
  if (!options.curve.empty())
    return writeTrainingCurve(options.curve, progress.history);
  return llvm::Error::success();
}

llvm::Error Trainer::runStep() {
  int64_t epoch = progress.step / getEpochSteps();
  int64_t batch = state.getBatchSize();
  if (order.empty())
    order = data.makeOrder(options.seed, epoch);
  if (masks)
    if (llvm::Error error = masks->update(state, progress.step))
      return makeDivergence(llvm::toString(std::move(error)));
  int64_t update = masks ? masks->getUpdate(progress.step) : progress.step;
  // Gone back: what the rate has learned since is forgotten too.
  if (masks && progress.step > 0 &&
      update <= masks->getUpdate(progress.step - 1))
    rates.setState(firstRateState);
  data.fillTraining(
      ArrayRef<int64_t>(order).slice(progress.epochStep * batch, batch),
      options.seed, epoch, state.getBatch());
  auto [loss, correct, agreed] = state.run(rates.getRate(update), update);
  if (!std::isfinite(loss)) {
    if (llvm::Error error = checkFinite())
      return error;
    return makeDivergence("the loss is " + llvm::formatv("{0}", loss).str());
  }
  ++progress.step;
  ++progress.epochStep;
  progress.lossSum += loss;
  progress.correct += correct;
  progress.agreed += agreed;
  return progress.epochStep == getEpochSteps() ? finishEpoch()
                                               : llvm::Error::success();
}

llvm::Error Trainer::run(ProgressFn report, WarnFn warn) {
  if (llvm::Error error = resume(warn))
    return error;
  using Clock = std::chrono::steady_clock;
  Clock::time_point start = Clock::now();
  int64_t first = progress.step, total = options.epochs * getEpochSteps();
  while (progress.step < total && !isTargetReached()) {
    if (llvm::Error error = runStep())
      return error;
    bool isDue = options.checkpointSteps > 0
                     ? progress.step % options.checkpointSteps == 0
                     : progress.epochStep == 0;
    if (!options.checkpoint.empty() &&
        (isDue || progress.step == total || isTargetReached())) {
      if (llvm::Error error = checkFinite())
        return error;
      if (llvm::Error error = save())
        return error;
    }
    TrainingProgress now;
    now.epoch = progress.step / getEpochSteps();
    now.step = progress.step;
    now.totalSteps = total;
    bool isOver = progress.epochStep == 0;
    double steps = std::max<int64_t>(progress.epochStep, 1);
    now.loss = isOver ? progress.history.back().loss : progress.lossSum / steps;
    now.accuracy =
        isOver ? progress.history.back().accuracy : getEpochAccuracy();
    now.learningRate = getRate(progress.step - 1);
    std::chrono::duration<double> elapsed = Clock::now() - start;
    secondsPerStep = elapsed.count() / (progress.step - first);
    now.secondsLeft = secondsPerStep * (total - progress.step);
    report(now);
  }
  for (const auto &[name, tensor] : best)
    if (std::optional<unsigned> i = state.lookup(name))
      llvm::copy(tensor.bytes, state.getTensor(*i).bytes.begin());
  return llvm::Error::success();
}
