//===- RandomSearch.cpp - architectures by chance -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Draws.h"

using namespace mlir;
using namespace mlir::compress;

/// Draws before one looks through the space in order.
static constexpr int64_t kMaxDraws = 10000;
/// Spaces that are not looked through: nobody would wait for it.
static constexpr double kMaxScan = 1e6;

std::optional<Architecture> Draws::draw(FeasibleFn isFeasible,
                                        const std::set<Architecture> &known) {
  Architecture drawn(space.decisions.size());
  auto isNew = [&] { return !known.count(drawn) && isFeasible(drawn); };
  for (int64_t i = 0; i < kMaxDraws; ++i) {
    for (size_t d = 0; d < drawn.size(); ++d)
      drawn[d] = random.nextBelow(space.decisions[d].labels.size());
    if (isNew())
      return drawn;
  }
  if (space.getSize() > kMaxScan)
    return std::nullopt;
  drawn.assign(drawn.size(), 0);
  do {
    if (isNew())
      return drawn;
  } while (moveOn(space, drawn));
  return std::nullopt;
}

namespace {

class RandomSearch : public SearchStrategy {
public:
  RandomSearch(const SearchSpace &space, uint64_t seed)
      : draws(space, seed, "random search") {}

  std::optional<Architecture> propose(FeasibleFn isFeasible) override {
    std::optional<Architecture> drawn = draws.draw(isFeasible, known);
    if (drawn)
      known.insert(*drawn);
    return drawn;
  }

private:
  Draws draws;
  std::set<Architecture> known;
};

} // namespace

std::unique_ptr<SearchStrategy>
compress::makeRandomSearch(const SearchSpace &space, uint64_t seed) {
  return std::make_unique<RandomSearch>(space, seed);
}
