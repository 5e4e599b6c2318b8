//===- Allocation.cpp - how much each layer should lose -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Importance/Allocation.h"
#include "llvm/ADT/STLExtras.h"
#include <numeric>
#include <tuple>

using namespace mlir::compress;

namespace {
/// From one choice of a layer to the next cheaper one.
struct Step {
  double slope;
  size_t layer, choice;
  double saved;
};
} // namespace

/// Damage for each unit of cost that is saved.
static double getSlope(const PruningChoice &from, const PruningChoice &to) {
  return (to.damage - from.damage) / (from.cost - to.cost);
}

/// The choices that no mixture of two others beats, dearest first.
static std::vector<size_t> findHull(llvm::ArrayRef<PruningChoice> choices) {
  std::vector<size_t> order(choices.size());
  std::iota(order.begin(), order.end(), 0);
  llvm::stable_sort(order, [&](size_t a, size_t b) {
    if (choices[a].cost != choices[b].cost)
      return choices[a].cost > choices[b].cost;
    return choices[a].damage < choices[b].damage;
  });
  std::vector<size_t> hull;
  for (size_t i : order) {
    const PruningChoice &next = choices[i];
    if (!hull.empty() && choices[hull.back()].cost == next.cost)
      continue;
    // What costs less and does no more damage replaces; what lies above the
    // line between its neighbours goes.
    while (!hull.empty()) {
      const PruningChoice &last = choices[hull.back()];
      bool isBeaten = next.damage <= last.damage;
      if (!isBeaten && hull.size() > 1)
        isBeaten = getSlope(choices[hull[hull.size() - 2]], last) >=
                   getSlope(last, next);
      if (!isBeaten)
        break;
      hull.pop_back();
    }
    hull.push_back(i);
  }
  return hull;
}

std::optional<std::vector<size_t>> mlir::compress::chooseWithinBudget(
    llvm::ArrayRef<std::vector<PruningChoice>> layers, double budget) {
  std::vector<size_t> chosen;
  std::vector<Step> steps;
  double cost = 0.0;
  for (auto [layer, choices] : llvm::enumerate(layers)) {
    std::vector<size_t> hull = findHull(choices);
    // The start may be beaten by something that costs less and harms nothing.
    chosen.push_back(hull.front());
    cost += choices[hull.front()].cost;
    for (size_t i = 1; i < hull.size(); ++i) {
      const PruningChoice &from = choices[hull[i - 1]], &to = choices[hull[i]];
      steps.push_back(
          {getSlope(from, to), layer, hull[i], from.cost - to.cost});
    }
  }
  // Slopes rise along a hull, so that the steps of a layer stay in order.
  llvm::stable_sort(steps, [](const Step &a, const Step &b) {
    return std::tie(a.slope, a.layer) < std::tie(b.slope, b.layer);
  });
  for (const Step &step : steps) {
    if (cost <= budget)
      break;
    chosen[step.layer] = step.choice;
    cost -= step.saved;
  }
  if (cost > budget)
    return std::nullopt;
  return chosen;
}
