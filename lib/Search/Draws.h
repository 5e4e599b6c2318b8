//===- Draws.h - random architectures ---------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_SEARCH_DRAWS_H
#define COMPRESS_LIB_SEARCH_DRAWS_H

#include "compress/Search/Strategy.h"
#include "compress/Support/SeededRandom.h"
#include <set>

namespace mlir::compress {

/// The architecture that follows in order; false behind the last one.
bool moveOn(const SearchSpace &space, Architecture &architecture);

/// Draws feasible architectures.
class Draws {
public:
  Draws(const SearchSpace &space, uint64_t seed, llvm::StringRef stream)
      : space(space), random(seed, stream) {}

  const SearchSpace &getSpace() const { return space; }
  SeededRandom &getRandom() { return random; }

  /// A feasible architecture that is not in `known`, each equally likely while
  /// there are many; nothing if there is none.
  std::optional<Architecture> draw(FeasibleFn isFeasible,
                                   const std::set<Architecture> &known);

private:
  SearchSpace space;
  SeededRandom random;
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_SEARCH_DRAWS_H
