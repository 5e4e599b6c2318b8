//===- LearningRate.cpp - learning rate over time -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Optimization/LearningRate.h"
#include <algorithm>
#include <cmath>
#include <limits>

using namespace mlir;
using namespace mlir::compress;

namespace {

class ConstantRate : public LearningRate {
public:
  explicit ConstantRate(double rate) : rate(rate) {}
  double getRate(int64_t) const override { return rate; }

private:
  double rate;
};

class StepRate : public LearningRate {
public:
  StepRate(const TrainingLength &length, int64_t epochs, double gamma)
      : length(length), epochs(epochs), gamma(gamma) {}
  double getRate(int64_t step) const override {
    int64_t over = step / length.epochSteps / epochs;
    return length.baseRate * std::pow(gamma, static_cast<double>(over));
  }

private:
  TrainingLength length;
  int64_t epochs;
  double gamma;
};

class CosineRate : public LearningRate {
public:
  CosineRate(const TrainingLength &length, double minimum)
      : length(length), minimum(minimum) {}
  double getRate(int64_t step) const override {
    constexpr double pi = 3.14159265358979323846;
    double done = length.totalSteps > 0
                      ? static_cast<double>(step) / length.totalSteps
                      : 0.0;
    return minimum + (length.baseRate - minimum) *
                         (1.0 + std::cos(pi * std::min(done, 1.0))) / 2.0;
  }

private:
  TrainingLength length;
  double minimum;
};

class WarmUpRate : public LearningRate {
public:
  WarmUpRate(LearningRatePtr rest, int64_t steps, double start)
      : rest(std::move(rest)), steps(steps), start(start) {}

  double getRate(int64_t step) const override {
    if (step >= steps)
      return rest->getRate(step - steps);
    double factor = start + (1.0 - start) * step / steps;
    return rest->getRate(0) * factor;
  }
  void observe(double loss) override { rest->observe(loss); }
  std::vector<double> getState() const override { return rest->getState(); }
  bool setState(llvm::ArrayRef<double> state) override {
    return rest->setState(state);
  }

private:
  LearningRatePtr rest;
  int64_t steps;
  double start;
};

class PlateauRate : public LearningRate {
public:
  PlateauRate(double rate, const Plateau &plateau)
      : plateau(plateau), rate(rate) {}

  double getRate(int64_t) const override { return rate; }
  void observe(double loss) override;
  std::vector<double> getState() const override {
    return {rate, best, static_cast<double>(idle), static_cast<double>(pause)};
  }
  bool setState(llvm::ArrayRef<double> state) override {
    if (state.size() != 4)
      return false;
    rate = state[0];
    best = state[1];
    idle = static_cast<int64_t>(state[2]);
    pause = static_cast<int64_t>(state[3]);
    return true;
  }

private:
  /// A change below this is none; as in PyTorch.
  static constexpr double kSmallestChange = 1e-8;

  Plateau plateau;
  double rate;
  double best = std::numeric_limits<double>::infinity();
  /// Epochs without progress, and those that do not count yet.
  int64_t idle = 0, pause = 0;
};

} // namespace

void PlateauRate::observe(double loss) {
  if (loss < best * (1.0 - plateau.threshold)) {
    best = loss;
    idle = 0;
  } else {
    ++idle;
  }
  if (pause > 0) {
    --pause;
    idle = 0;
  }
  if (idle <= plateau.patience)
    return;
  double lower = std::max(rate * plateau.factor, plateau.minimum);
  if (rate - lower > kSmallestChange)
    rate = lower;
  pause = plateau.cooldown;
  idle = 0;
}

LearningRatePtr compress::makeConstantRate(const TrainingLength &length) {
  return std::make_unique<ConstantRate>(length.baseRate);
}

LearningRatePtr compress::makeStepRate(const TrainingLength &length,
                                       int64_t epochs, double gamma) {
  return std::make_unique<StepRate>(length, epochs, gamma);
}

LearningRatePtr compress::makeExponentialRate(const TrainingLength &length,
                                              double gamma) {
  return std::make_unique<StepRate>(length, 1, gamma);
}

LearningRatePtr compress::makeCosineRate(const TrainingLength &length,
                                         double minimum) {
  return std::make_unique<CosineRate>(length, minimum);
}

LearningRatePtr compress::makeWarmUpRate(
    const TrainingLength &length, int64_t steps, double start,
    llvm::function_ref<LearningRatePtr(const TrainingLength &)> rest) {
  TrainingLength left = length;
  left.totalSteps = std::max<int64_t>(length.totalSteps - steps, 0);
  return std::make_unique<WarmUpRate>(rest(left), steps, start);
}

LearningRatePtr compress::makePlateauRate(const TrainingLength &length,
                                          const Plateau &plateau) {
  return std::make_unique<PlateauRate>(length.baseRate, plateau);
}
