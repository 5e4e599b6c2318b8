//===- Policy.cpp - REINFORCE ---------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Draws.h"
#include <algorithm>
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

/// Samples before one that is feasible is drawn from the whole space.
static constexpr int64_t kMaxSamples = 1000;

namespace {

class PolicySearch : public SearchStrategy {
public:
  PolicySearch(const SearchSpace &space, uint64_t seed, PolicyOptions options)
      : draws(space, seed, "policy search"), options(options) {
    for (const SearchSpace::Decision &decision : space.decisions)
      logits.emplace_back(decision.labels.size(), 0.0);
  }

  std::optional<Architecture> propose(FeasibleFn isFeasible) override {
    Architecture sampled(logits.size());
    for (int64_t i = 0; i < kMaxSamples; ++i) {
      for (size_t d = 0; d < sampled.size(); ++d)
        sampled[d] = sample(getProbabilities(d));
      if (isFeasible(sampled))
        return sampled;
    }
    return draws.draw(isFeasible, {});
  }

  void observe(const Architecture &architecture, double score) override {
    double advantage = normalize(score);
    for (size_t d = 0; d < logits.size(); ++d) {
      std::vector<double> p = getProbabilities(d);
      for (size_t i = 0; i < p.size(); ++i)
        logits[d][i] += options.rate * advantage *
                        ((architecture[d] == int64_t(i) ? 1.0 : 0.0) - p[i]);
    }
  }

private:
  std::vector<double> getProbabilities(size_t decision) const {
    std::vector<double> p = logits[decision];
    double top = *std::max_element(p.begin(), p.end()), sum = 0.0;
    for (double &value : p)
      sum += value = std::exp(value - top);
    for (double &value : p)
      value /= sum;
    return p;
  }

  int64_t sample(const std::vector<double> &p) {
    double left = draws.getRandom().nextUniform(0.0f, 1.0f);
    for (size_t i = 0; i + 1 < p.size(); ++i)
      if ((left -= p[i]) < 0.0)
        return i;
    return p.size() - 1;
  }

  /// How much better than usual a score is, in usual deviations; limited, so
  /// that the first ones do not decide everything.
  double normalize(double score) {
    if (!isFirst) {
      double difference = score - mean;
      double deviation = std::sqrt(variance) + 1e-8;
      mean += (1.0 - options.decay) * difference;
      variance = options.decay *
                 (variance + (1.0 - options.decay) * difference * difference);
      return std::clamp(difference / deviation, -2.0, 2.0);
    }
    isFirst = false;
    mean = score;
    return 0.0;
  }

  Draws draws;
  PolicyOptions options;
  std::vector<std::vector<double>> logits;
  double mean = 0.0, variance = 0.0;
  bool isFirst = true;
};

} // namespace

std::unique_ptr<SearchStrategy>
compress::makePolicySearch(const SearchSpace &space, uint64_t seed,
                           PolicyOptions options) {
  return std::make_unique<PolicySearch>(space, seed, options);
}
