//===- Grid.cpp - all architectures in order ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Draws.h"

using namespace mlir;
using namespace mlir::compress;

bool compress::moveOn(const SearchSpace &space, Architecture &architecture) {
  for (size_t i = architecture.size(); i-- > 0;) {
    if (++architecture[i] <
        static_cast<int64_t>(space.decisions[i].labels.size()))
      return true;
    architecture[i] = 0;
  }
  return false;
}

namespace {

class GridSearch : public SearchStrategy {
public:
  explicit GridSearch(const SearchSpace &space)
      : space(space), next(space.decisions.size(), 0) {}

  std::optional<Architecture> propose(FeasibleFn isFeasible) override {
    while (!isOver) {
      Architecture current = next;
      isOver = !moveOn(space, next);
      if (isFeasible(current))
        return current;
    }
    return std::nullopt;
  }

private:
  SearchSpace space;
  Architecture next;
  bool isOver = false;
};

} // namespace

std::unique_ptr<SearchStrategy>
compress::makeGridSearch(const SearchSpace &space) {
  return std::make_unique<GridSearch>(space);
}
