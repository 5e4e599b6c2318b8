//===- Relative.cpp - criteria that need more than one group --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Importance/Relative.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

using namespace mlir::compress;
using llvm::ArrayRef;
using llvm::MutableArrayRef;

void mlir::compress::scoreByDistances(const WeightGroups &groups,
                                      MutableArrayRef<double> scores) {
  llvm::fill(scores, 0.0);
  for (int64_t i = 0; i < groups.numGroups(); ++i)
    for (int64_t j = 0; j < i; ++j) {
      double square = 0.0;
      for (auto [a, b] : llvm::zip_equal(groups.group(i), groups.group(j)))
        square += (static_cast<double>(a) - b) * (static_cast<double>(a) - b);
      scores[i] += std::sqrt(square);
      scores[j] += std::sqrt(square);
    }
}

void mlir::compress::scoreByLamp(const WeightGroups &groups,
                                 MutableArrayRef<double> scores) {
  std::vector<int64_t> order(groups.numGroups());
  std::iota(order.begin(), order.end(), 0);
  llvm::stable_sort(order, [&](int64_t a, int64_t b) {
    return std::abs(groups.values[a]) < std::abs(groups.values[b]);
  });
  double sum = 0.0;
  for (int64_t i : llvm::reverse(order)) {
    double square = static_cast<double>(groups.values[i]) * groups.values[i];
    sum += square;
    scores[i] = square == 0.0 ? 0.0 : square / sum;
  }
}

void mlir::compress::scoreRandomly(const WeightGroups &groups, uint64_t seed,
                                   MutableArrayRef<double> scores) {
  // Without the name, all layers would rank their entries alike.
  std::mt19937_64 generator(seed ^ llvm::xxh3_64bits(groups.name));
  for (double &score : scores)
    score = std::ldexp(static_cast<double>(generator() >> 11), -53);
}

void mlir::compress::scoreByScaledMagnitude(const WeightGroups &groups,
                                            MutableArrayRef<double> scores) {
  for (int64_t i = 0; i < groups.numGroups(); ++i) {
    double sum = 0.0;
    for (float weight : groups.group(i))
      sum += std::abs(static_cast<double>(weight));
    scores[i] = sum * groups.statistics[i];
  }
}

/// The sum over a group of what `term` makes of a weight and its gradient.
static double sumOverGroup(const WeightGroups &groups, int64_t group,
                           llvm::function_ref<double(double, double)> term) {
  double sum = 0.0;
  for (auto [weight, gradient] : llvm::zip_equal(
           groups.group(group),
           groups.gradients.slice(group * groups.groupSize, groups.groupSize)))
    sum += term(weight, gradient);
  return sum;
}

void mlir::compress::scoreByTaylor(const WeightGroups &groups,
                                   MutableArrayRef<double> scores) {
  for (int64_t i = 0; i < groups.numGroups(); ++i) {
    double sum =
        sumOverGroup(groups, i, [](double w, double g) { return w * g; });
    scores[i] = sum * sum;
  }
}

void mlir::compress::scoreByTaylorMagnitude(const WeightGroups &groups,
                                            MutableArrayRef<double> scores) {
  for (int64_t i = 0; i < groups.numGroups(); ++i)
    scores[i] = sumOverGroup(
        groups, i, [](double w, double g) { return std::abs(w * g); });
}

void mlir::compress::scoreByMovement(const WeightGroups &groups,
                                     MutableArrayRef<double> scores) {
  for (int64_t i = 0; i < groups.numGroups(); ++i)
    scores[i] =
        sumOverGroup(groups, i, [](double w, double g) { return -w * g; });
}

void mlir::compress::scoreByGradientSums(const WeightGroups &groups,
                                         MutableArrayRef<double> scores) {
  for (int64_t i = 0; i < groups.numGroups(); ++i)
    scores[i] = sumOverGroup(groups, i, [](double, double g) { return g; });
}
