//===- Selection.cpp - which scores are too low to live -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Importance/Selection.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <cmath>

using namespace mlir::compress;

int64_t mlir::compress::countForFraction(double fraction, int64_t count) {
  return static_cast<int64_t>(
      std::nearbyint(fraction * static_cast<double>(count)));
}

/// The `count` lowest of what `keep` has in a range, in no order.
static std::vector<int64_t> findLowest(llvm::ArrayRef<double> scores,
                                       int64_t count, int64_t begin,
                                       int64_t size,
                                       const std::vector<bool> &keep) {
  std::vector<int64_t> order;
  order.reserve(size);
  for (int64_t i = begin; i < begin + size; ++i)
    if (keep[i])
      order.push_back(i);
  // Ordered by score and then by index no two entries are equal, so the first
  // `count` are the same whatever the algorithm does within them.
  auto isLower = [&](int64_t a, int64_t b) {
    return scores[a] != scores[b] ? scores[a] < scores[b] : a < b;
  };
  std::nth_element(order.begin(), order.begin() + count, order.end(), isLower);
  order.resize(count);
  return order;
}

void mlir::compress::removeLowest(llvm::ArrayRef<double> scores, int64_t count,
                                  int64_t begin, int64_t size,
                                  std::vector<bool> &keep) {
  for (int64_t i : findLowest(scores, count, begin, size, keep))
    keep[i] = false;
}

void mlir::compress::removeLowest(llvm::ArrayRef<double> scores, int64_t count,
                                  std::vector<bool> &keep) {
  removeLowest(scores, count, 0, scores.size(), keep);
}

void mlir::compress::removeUpTo(llvm::ArrayRef<double> scores, double threshold,
                                std::vector<bool> &keep) {
  for (size_t i = 0; i < scores.size(); ++i)
    if (scores[i] <= threshold)
      keep[i] = false;
}

int64_t mlir::compress::removeLowestOfAll(
    llvm::ArrayRef<llvm::ArrayRef<double>> scores, int64_t count,
    llvm::ArrayRef<RemovalBounds> bounds,
    llvm::MutableArrayRef<std::vector<bool>> keep) {
  // What a layer may lose is its lowest, so that the others are no candidates.
  struct Candidate {
    double score;
    size_t layer;
    int64_t index;
  };
  std::vector<Candidate> candidates;
  int64_t removed = 0;
  for (auto [layer, bound] : llvm::enumerate(bounds)) {
    removeLowest(scores[layer], bound.least, keep[layer]);
    removed += bound.least;
    for (int64_t i : findLowest(scores[layer], bound.most - bound.least, 0,
                                scores[layer].size(), keep[layer]))
      candidates.push_back({scores[layer][i], layer, i});
  }
  llvm::sort(candidates, [](const Candidate &a, const Candidate &b) {
    return std::tie(a.score, a.layer, a.index) <
           std::tie(b.score, b.layer, b.index);
  });
  int64_t wanted = std::max<int64_t>(count - removed, 0);
  if (wanted < static_cast<int64_t>(candidates.size()))
    candidates.resize(wanted);
  for (const Candidate &candidate : candidates)
    keep[candidate.layer][candidate.index] = false;
  return removed + candidates.size();
}
