//===- ParetoFront.cpp - what nothing else dominates ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Search/ParetoFront.h"
#include "llvm/ADT/STLExtras.h"
#include <numeric>

using namespace mlir;
using namespace mlir::compress;

std::vector<size_t>
compress::findParetoFront(llvm::ArrayRef<std::pair<double, double>> points) {
  std::vector<size_t> order(points.size());
  std::iota(order.begin(), order.end(), 0);
  llvm::stable_sort(order, [&](size_t a, size_t b) {
    return points[a].first != points[b].first
               ? points[a].first < points[b].first
               : points[a].second > points[b].second;
  });
  std::vector<size_t> front;
  for (size_t i : order)
    if (front.empty() || points[i].second > points[front.back()].second)
      front.push_back(i);
  return front;
}
