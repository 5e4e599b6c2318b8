//===- Norms.cpp - criteria that need nothing but the weights -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Importance/Norms.h"
#include <algorithm>
#include <cmath>

using namespace mlir::compress;

void mlir::compress::scoreByLargestMagnitude(
    const WeightGroups &groups, llvm::MutableArrayRef<double> scores) {
  for (int64_t i = 0; i < groups.numGroups(); ++i) {
    double largest = 0.0;
    for (float weight : groups.group(i))
      largest = std::max(largest, std::abs(static_cast<double>(weight)));
    scores[i] = largest;
  }
}

void mlir::compress::scoreByL1Norm(const WeightGroups &groups,
                                   llvm::MutableArrayRef<double> scores) {
  for (int64_t i = 0; i < groups.numGroups(); ++i) {
    double sum = 0.0;
    for (float weight : groups.group(i))
      sum += std::abs(static_cast<double>(weight));
    scores[i] = sum;
  }
}
