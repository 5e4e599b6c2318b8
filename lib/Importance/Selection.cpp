//===- Selection.cpp - which scores are too low to live -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Importance/Selection.h"
#include <algorithm>
#include <cmath>

using namespace mlir::compress;

int64_t mlir::compress::countForFraction(double fraction, int64_t count) {
  return static_cast<int64_t>(
      std::nearbyint(fraction * static_cast<double>(count)));
}

void mlir::compress::removeLowest(llvm::ArrayRef<double> scores, int64_t count,
                                  std::vector<bool> &keep) {
  std::vector<int64_t> order;
  order.reserve(scores.size());
  for (size_t i = 0; i < scores.size(); ++i)
    if (keep[i])
      order.push_back(i);
  // Ordered by score and then by index no two entries are equal, so the first
  // `count` are the same whatever the algorithm does within them.
  auto isLower = [&](int64_t a, int64_t b) {
    return scores[a] != scores[b] ? scores[a] < scores[b] : a < b;
  };
  std::nth_element(order.begin(), order.begin() + count, order.end(), isLower);
  for (int64_t i = 0; i < count; ++i)
    keep[order[i]] = false;
}

void mlir::compress::removeUpTo(llvm::ArrayRef<double> scores, double threshold,
                                std::vector<bool> &keep) {
  for (size_t i = 0; i < scores.size(); ++i)
    if (scores[i] <= threshold)
      keep[i] = false;
}
