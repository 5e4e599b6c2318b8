//===- Activations.h - what activations say about channels ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_IMPORTANCE_ACTIVATIONS_H
#define COMPRESS_IMPORTANCE_ACTIVATIONS_H

#include "llvm/ADT/ArrayRef.h"
#include <memory>
#include <vector>

namespace mlir::compress {

/// Reduces an activation, seen on many samples, to one number for each channel.
class ActivationCollector {
public:
  virtual ~ActivationCollector();
  /// One sample: rows of `numChannels` values, one row for each position. All
  /// calls pass the same number.
  virtual void addSample(llvm::ArrayRef<float> values, int64_t numChannels) = 0;
  /// One number for each channel; at least one sample has been added.
  virtual std::vector<double> finish() const = 0;
};

/// The Euclidean norm of all values of a channel.
std::unique_ptr<ActivationCollector> makeNormCollector();
/// The mean of |a| over samples and positions.
std::unique_ptr<ActivationCollector> makeMeanCollector();
/// The fraction of values that are not zero: 1 - APoZ.
std::unique_ptr<ActivationCollector> makeNonZeroCollector();
/// The entropy, in nats, of a histogram with `numBins` equal bins from the
/// smallest to the largest value: of the channel's means over positions, one
/// for each sample.
std::unique_ptr<ActivationCollector> makeEntropyCollector(int64_t numBins);
/// The Gini index of the channel's mean |a| over positions, one for each
/// sample.
std::unique_ptr<ActivationCollector> makeGiniCollector();

} // namespace mlir::compress

#endif // COMPRESS_IMPORTANCE_ACTIVATIONS_H
