//===- ProgressLine.h - how far a training is -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_TRAINING_PROGRESSLINE_H
#define COMPRESS_LIB_TRANSFORMS_TRAINING_PROGRESSLINE_H

#include "compress/Execution/Trainer.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <cmath>

namespace mlir::compress {

/// Tells on the terminal, every second or so, how far a training is.
class ProgressLine {
public:
  ProgressLine(int64_t epochs) : epochs(epochs) {}

  void operator()(const TrainingProgress &now) {
    auto time = std::chrono::steady_clock::now();
    bool isLast = now.step == now.totalSteps;
    if (!llvm::errs().is_displayed() ||
        (!isLast && time - last < std::chrono::seconds(1)))
      return;
    last = time;
    int64_t seconds = std::llround(now.secondsLeft);
    llvm::errs() << llvm::formatv(
        "compress-train: epoch {0} of {1}, step {2} of {3}, loss {4:f4}, ",
        std::min(now.epoch + 1, epochs), epochs, now.step, now.totalSteps,
        now.loss);
    if (std::isfinite(now.accuracy))
      llvm::errs() << llvm::formatv("accuracy {0:f2} %, ",
                                    100.0 * now.accuracy);
    llvm::errs() << llvm::formatv("learning rate {0:e2}, {1}:{2,0+2} left\n",
                                  now.learningRate, seconds / 60, seconds % 60);
  }

private:
  int64_t epochs;
  std::chrono::steady_clock::time_point last = std::chrono::steady_clock::now();
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_TRAINING_PROGRESSLINE_H
