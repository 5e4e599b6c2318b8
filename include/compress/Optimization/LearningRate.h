//===- LearningRate.h - learning rate over time -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_OPTIMIZATION_LEARNINGRATE_H
#define COMPRESS_OPTIMIZATION_LEARNINGRATE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <cstdint>
#include <memory>
#include <vector>

namespace mlir::compress {

/// How long a training takes, and the learning rate it was given.
struct TrainingLength {
  double baseRate = 0.0;
  int64_t totalSteps = 0;
  /// Steps of one epoch, 1 or more.
  int64_t epochSteps = 1;
};

/// The learning rate of every step. All but the adjustment by performance are
/// functions of the step alone.
class LearningRate {
public:
  virtual ~LearningRate() = default;

  /// The rate of step `step`; the first step is 0.
  virtual double getRate(int64_t step) const = 0;
  /// Is told, after each epoch, the loss that should fall.
  virtual void observe(double loss) { (void)loss; }

  /// What a resumed run needs besides the step; empty if that is nothing.
  virtual std::vector<double> getState() const { return {}; }
  /// Takes what `getState` gave; false if it is something else.
  virtual bool setState(llvm::ArrayRef<double> state) { return state.empty(); }
};

using LearningRatePtr = std::unique_ptr<LearningRate>;

/// The base rate at every step.
LearningRatePtr makeConstantRate(const TrainingLength &length);

/// The base rate times `gamma` for each `epochs` epochs that are over.
LearningRatePtr makeStepRate(const TrainingLength &length, int64_t epochs,
                             double gamma);

/// The base rate times `gamma` for each epoch that is over.
LearningRatePtr makeExponentialRate(const TrainingLength &length, double gamma);

/// Half a cosine wave from the base rate to `minimum`, which the step after
/// the last would have. Loshchilov and Hutter, SGDR: Stochastic Gradient
/// Descent with Warm Restarts, 2017.
LearningRatePtr makeCosineRate(const TrainingLength &length, double minimum);

/// For `steps` steps, `rest` times a factor that grows evenly from `start` to
/// 1; from then on `rest`, whose step 0 is the first after the warm-up, and
/// whose length is what is left.
LearningRatePtr makeWarmUpRate(
    const TrainingLength &length, int64_t steps, double start,
    llvm::function_ref<LearningRatePtr(const TrainingLength &)> rest);

/// What `makePlateauRate` needs to know.
struct Plateau {
  /// The rate is multiplied by this ...
  double factor = 0.1;
  /// ... after this many epochs in a row, and one more, without progress,
  int64_t patience = 10;
  /// which is a loss below `(1 - threshold)` times the best,
  double threshold = 1e-4;
  /// not counting this many epochs after each change,
  int64_t cooldown = 0;
  /// and never falls below this.
  double minimum = 0.0;
};

/// The base rate, less whenever the loss has stopped falling. As
/// `torch.optim.lr_scheduler.ReduceLROnPlateau`.
LearningRatePtr makePlateauRate(const TrainingLength &length,
                                const Plateau &plateau);

} // namespace mlir::compress

#endif // COMPRESS_OPTIMIZATION_LEARNINGRATE_H
