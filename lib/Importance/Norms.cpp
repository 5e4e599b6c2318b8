//===- Norms.cpp - criteria that look at each group by itself -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Importance/Norms.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>
#include <vector>

using namespace mlir::compress;
using llvm::ArrayRef;
using llvm::MutableArrayRef;

void mlir::compress::scoreByLargestMagnitude(const WeightGroups &groups,
                                             MutableArrayRef<double> scores) {
  for (int64_t i = 0; i < groups.numGroups(); ++i) {
    double largest = 0.0;
    for (float weight : groups.group(i))
      largest = std::max(largest, std::abs(static_cast<double>(weight)));
    scores[i] = largest;
  }
}

void mlir::compress::scoreByL1Norm(const WeightGroups &groups,
                                   MutableArrayRef<double> scores) {
  for (int64_t i = 0; i < groups.numGroups(); ++i) {
    double sum = 0.0;
    for (float weight : groups.group(i))
      sum += std::abs(static_cast<double>(weight));
    scores[i] = sum;
  }
}

void mlir::compress::scoreByLpNorm(const WeightGroups &groups, double p,
                                   MutableArrayRef<double> scores) {
  // Relative to the largest, so that no power leaves the range of a double.
  scoreByLargestMagnitude(groups, scores);
  for (int64_t i = 0; i < groups.numGroups(); ++i) {
    double largest = scores[i], sum = 0.0;
    if (largest == 0.0)
      continue;
    for (float weight : groups.group(i))
      sum += std::pow(std::abs(static_cast<double>(weight)) / largest, p);
    scores[i] = largest * std::pow(sum, 1.0 / p);
  }
}

void mlir::compress::scoreBySum(const WeightGroups &groups,
                                MutableArrayRef<double> scores) {
  for (int64_t i = 0; i < groups.numGroups(); ++i) {
    double sum = 0.0;
    for (float weight : groups.group(i))
      sum += weight;
    scores[i] = std::abs(sum);
  }
}

double mlir::compress::measureEntropy(ArrayRef<double> values) {
  double sum = 0.0, entropy = 0.0;
  for (double value : values)
    sum += value;
  if (sum == 0.0)
    return 0.0;
  for (double value : values)
    if (double share = value / sum; share > 0.0)
      entropy -= share * std::log(share);
  return entropy;
}

double mlir::compress::measureGini(ArrayRef<double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  llvm::sort(sorted);
  double sum = 0.0, weighted = 0.0, n = sorted.size();
  for (auto [k, value] : llvm::enumerate(sorted)) {
    sum += value;
    weighted += value * (n - static_cast<double>(k) - 0.5) / n;
  }
  return sum == 0.0 ? 0.0 : 1.0 - 2.0 * weighted / sum;
}

/// Scores groups by a measure of their |w|.
static void scoreBy(double (*measure)(ArrayRef<double>),
                    const WeightGroups &groups,
                    MutableArrayRef<double> scores) {
  std::vector<double> magnitudes(groups.groupSize);
  for (int64_t i = 0; i < groups.numGroups(); ++i) {
    for (auto [magnitude, weight] :
         llvm::zip_equal(magnitudes, groups.group(i)))
      magnitude = std::abs(static_cast<double>(weight));
    scores[i] = measure(magnitudes);
  }
}

void mlir::compress::scoreByEntropy(const WeightGroups &groups,
                                    MutableArrayRef<double> scores) {
  scoreBy(measureEntropy, groups, scores);
}

void mlir::compress::scoreByGini(const WeightGroups &groups,
                                 MutableArrayRef<double> scores) {
  scoreBy(measureGini, groups, scores);
}
