//===- ParetoFront.h - what nothing else dominates --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_SEARCH_PARETOFRONT_H
#define COMPRESS_SEARCH_PARETOFRONT_H

#include "llvm/ADT/ArrayRef.h"
#include <utility>
#include <vector>

namespace mlir::compress {

/// Indices of the (cost, score) points for which no other has at most the cost
/// and at least the score, and one of them strictly; by increasing cost. Of
/// equal points the first.
std::vector<size_t>
findParetoFront(llvm::ArrayRef<std::pair<double, double>> points);

} // namespace mlir::compress

#endif // COMPRESS_SEARCH_PARETOFRONT_H
