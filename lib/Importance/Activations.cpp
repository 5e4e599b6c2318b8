//===- Activations.cpp - what activations say about channels --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Importance/Activations.h"
#include "compress/Importance/Norms.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

using namespace mlir::compress;
using llvm::ArrayRef;

ActivationCollector::~ActivationCollector() = default;

namespace {

/// Sums `contribution(value)` for each channel.
class SumCollector : public ActivationCollector {
public:
  using Contribution = double (*)(double value);
  using Result = double (*)(double sum, double count);

  SumCollector(Contribution contribution, Result result)
      : contribution(contribution), result(result) {}

  void addSample(ArrayRef<float> values, int64_t numChannels) override {
    sums.resize(numChannels, 0.0);
    for (auto [i, value] : llvm::enumerate(values))
      sums[i % numChannels] += contribution(value);
    count += values.size() / numChannels;
  }
  std::vector<double> finish() const override {
    std::vector<double> results;
    for (double sum : sums)
      results.push_back(result(sum, count));
    return results;
  }

private:
  Contribution contribution;
  Result result;
  std::vector<double> sums;
  double count = 0.0;
};

/// Keeps the mean over positions, one for each channel and sample, and reduces
/// them at the end.
class MeansCollector : public ActivationCollector {
public:
  void addSample(ArrayRef<float> values, int64_t numChannels) override {
    means.resize(numChannels);
    std::vector<double> sums(numChannels, 0.0);
    for (auto [i, value] : llvm::enumerate(values))
      sums[i % numChannels] += prepare(value);
    double positions = values.size() / numChannels;
    for (auto [channel, sum] : llvm::zip_equal(means, sums))
      channel.push_back(sum / positions);
  }
  std::vector<double> finish() const override {
    std::vector<double> results;
    for (const std::vector<double> &channel : means)
      results.push_back(reduce(channel));
    return results;
  }

private:
  virtual double prepare(double value) const { return value; }
  virtual double reduce(ArrayRef<double> means) const = 0;

  std::vector<std::vector<double>> means;
};

class EntropyCollector : public MeansCollector {
public:
  explicit EntropyCollector(int64_t numBins) : numBins(numBins) {}

private:
  double reduce(ArrayRef<double> means) const override {
    double low = *llvm::min_element(means), high = *llvm::max_element(means);
    std::vector<double> counts(numBins, 0.0);
    for (double mean : means) {
      double place = high == low ? 0.0 : (mean - low) / (high - low);
      ++counts[std::min<int64_t>(place * numBins, numBins - 1)];
    }
    return measureEntropy(counts);
  }

  int64_t numBins;
};

class GiniCollector : public MeansCollector {
  double prepare(double value) const override { return std::abs(value); }
  double reduce(ArrayRef<double> means) const override {
    return measureGini(means);
  }
};

} // namespace

std::unique_ptr<ActivationCollector> mlir::compress::makeNormCollector() {
  return std::make_unique<SumCollector>(
      [](double value) { return value * value; },
      [](double sum, double) { return std::sqrt(sum); });
}

std::unique_ptr<ActivationCollector> mlir::compress::makeMeanCollector() {
  return std::make_unique<SumCollector>(
      [](double value) { return std::abs(value); },
      [](double sum, double count) { return sum / count; });
}

std::unique_ptr<ActivationCollector> mlir::compress::makeNonZeroCollector() {
  return std::make_unique<SumCollector>(
      [](double value) { return value == 0.0 ? 0.0 : 1.0; },
      [](double sum, double count) { return sum / count; });
}

std::unique_ptr<ActivationCollector>
mlir::compress::makeEntropyCollector(int64_t numBins) {
  return std::make_unique<EntropyCollector>(numBins);
}

std::unique_ptr<ActivationCollector> mlir::compress::makeGiniCollector() {
  return std::make_unique<GiniCollector>();
}
