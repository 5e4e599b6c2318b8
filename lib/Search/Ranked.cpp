//===- Ranked.cpp - the likeliest architectures first ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Search/Strategy.h"
#include "llvm/ADT/STLExtras.h"
#include <numeric>
#include <queue>

using namespace mlir;
using namespace mlir::compress;

namespace {

/// Alternatives of each decision are sorted by their logits; an architecture is
/// a rank in each. Those that follow one raise one rank, from the decision that
/// was raised last on, so that each is reached once.
class RankedSearch : public SearchStrategy {
public:
  explicit RankedSearch(const SearchSpace &space) : space(space) {
    for (const SearchSpace::Decision &decision : space.decisions) {
      std::vector<int64_t> order(decision.labels.size());
      std::iota(order.begin(), order.end(), 0);
      if (!decision.logits.empty())
        llvm::stable_sort(order, [&](int64_t a, int64_t b) {
          return decision.logits[a] > decision.logits[b];
        });
      ranking.push_back(std::move(order));
    }
    push({0.0, 0, Architecture(ranking.size(), 0)});
  }

  std::optional<Architecture> propose(FeasibleFn isFeasible) override {
    while (!queue.empty()) {
      Entry entry = queue.top();
      queue.pop();
      for (size_t d = entry.raised; d < ranking.size(); ++d) {
        Entry next = entry;
        next.raised = d;
        if (++next.ranks[d] < static_cast<int64_t>(ranking[d].size()))
          push(std::move(next));
      }
      Architecture architecture;
      for (auto [order, rank] : llvm::zip_equal(ranking, entry.ranks))
        architecture.push_back(order[rank]);
      if (isFeasible(architecture))
        return architecture;
    }
    return std::nullopt;
  }

private:
  struct Entry {
    double score;
    size_t raised;
    Architecture ranks;
    bool operator<(const Entry &other) const {
      return score != other.score ? score < other.score : ranks > other.ranks;
    }
  };

  void push(Entry entry) {
    entry.score = 0.0;
    for (size_t d = 0; d < ranking.size(); ++d)
      if (const std::vector<double> &logits = space.decisions[d].logits;
          !logits.empty())
        entry.score += logits[ranking[d][entry.ranks[d]]];
    queue.push(std::move(entry));
  }

  SearchSpace space;
  std::vector<std::vector<int64_t>> ranking;
  std::priority_queue<Entry> queue;
};

} // namespace

std::unique_ptr<SearchStrategy>
compress::makeRankedSearch(const SearchSpace &space) {
  return std::make_unique<RankedSearch>(space);
}
