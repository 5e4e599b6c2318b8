//===- Paths.h - which path a step of training takes ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_SEARCH_PATHS_H
#define COMPRESS_SEARCH_PATHS_H

#include "compress/Search/SearchSpace.h"
#include <cstdint>

namespace mlir::compress {

/// Every alternative is equally likely, in each step. Guo et al., Single Path
/// One-Shot Neural Architecture Search with Uniform Sampling, 2020.
Architecture sampleUniformly(const SearchSpace &space, uint64_t seed,
                             int64_t step);

/// In n steps in succession, from a multiple of n on, each of the n
/// alternatives of a decision is taken once, in random order. Chu et al.,
/// FairNAS, 2021, with an update after each path instead of after n.
Architecture sampleFairly(const SearchSpace &space, uint64_t seed,
                          int64_t step);

/// The first alternatives, the largest, or the last ones, the smallest.
Architecture takeLargest(const SearchSpace &space);
Architecture takeSmallest(const SearchSpace &space);

} // namespace mlir::compress

#endif // COMPRESS_SEARCH_PATHS_H
