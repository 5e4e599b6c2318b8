//===- Allocation.h - how much each layer should lose -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_IMPORTANCE_ALLOCATION_H
#define COMPRESS_IMPORTANCE_ALLOCATION_H

#include "llvm/ADT/ArrayRef.h"
#include <optional>
#include <vector>

namespace mlir::compress {

/// One way to prune a layer: what it then costs, and what it does to the
/// output.
struct PruningChoice {
  double cost = 0.0, damage = 0.0;
};

/// Chooses one entry of each layer's list so that the costs are at most
/// `budget` in sum, and the damages, taken to add up, small: steps along the
/// lower convex hull of each layer, the one with the least damage for what it
/// saves first (Shoham and Gersho, Efficient Bit Allocation for an Arbitrary
/// Set of Quantizers, 1988). The first entry of each list is the layer as it
/// is. Nothing if even the cheapest choices cost more.
std::optional<std::vector<size_t>>
chooseWithinBudget(llvm::ArrayRef<std::vector<PruningChoice>> layers,
                   double budget);

} // namespace mlir::compress

#endif // COMPRESS_IMPORTANCE_ALLOCATION_H
