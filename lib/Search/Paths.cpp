//===- Paths.cpp - which path a step of training takes --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Search/Paths.h"
#include "compress/Support/SeededRandom.h"
#include <numeric>

using namespace mlir;
using namespace mlir::compress;

Architecture compress::sampleUniformly(const SearchSpace &space, uint64_t seed,
                                       int64_t step) {
  SeededRandom random(seed, "path " + std::to_string(step));
  Architecture path;
  for (const SearchSpace::Decision &decision : space.decisions)
    path.push_back(random.nextBelow(decision.labels.size()));
  return path;
}

Architecture compress::sampleFairly(const SearchSpace &space, uint64_t seed,
                                    int64_t step) {
  Architecture path;
  for (const SearchSpace::Decision &decision : space.decisions) {
    int64_t count = decision.labels.size();
    SeededRandom random(seed, "fair path " + decision.name + " " +
                                  std::to_string(step / count));
    std::vector<int64_t> order(count);
    std::iota(order.begin(), order.end(), 0);
    for (int64_t i = count - 1; i > 0; --i)
      std::swap(order[i], order[random.nextBelow(i + 1)]);
    path.push_back(order[step % count]);
  }
  return path;
}

Architecture compress::takeLargest(const SearchSpace &space) {
  return Architecture(space.decisions.size(), 0);
}

Architecture compress::takeSmallest(const SearchSpace &space) {
  Architecture path;
  for (const SearchSpace::Decision &decision : space.decisions)
    path.push_back(decision.labels.size() - 1);
  return path;
}
