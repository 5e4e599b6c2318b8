//===- Percentile.cpp - range without the rarest values -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Observers/Percentile.h"
#include <algorithm>
#include <cmath>

using namespace mlir::compress;

/// Doubles the covered range until it holds `magnitude`; two neighbouring bins
/// become one, counted away from the middle.
void PercentileCollector::widen(double magnitude) {
  if (limit == 0.0) {
    // A power of two, so that bin borders are exact.
    limit = std::exp2(std::ceil(std::log2(std::max(magnitude, 1e-30))));
    if (limit <= magnitude)
      limit *= 2;
    return;
  }
  int64_t half = bins.size() / 2;
  while (limit <= magnitude) {
    std::vector<int64_t> wider(bins.size(), 0);
    for (int64_t i = 0; i < half; ++i) {
      wider[half + i / 2] += bins[half + i];
      wider[half - 1 - i / 2] += bins[half - 1 - i];
    }
    bins = std::move(wider);
    limit *= 2;
  }
}

void PercentileCollector::add(llvm::ArrayRef<float> values) {
  if (values.empty())
    return;
  extremes.add(values);
  auto [low, high] = extremes.range();
  double magnitude = std::max(std::abs(double(low)), std::abs(double(high)));
  if (limit <= magnitude)
    widen(magnitude);
  double perBin = bins.size() / (2.0 * limit);
  for (float value : values)
    ++bins[static_cast<int64_t>((value + limit) * perBin)];
  count += values.size();
}

std::pair<float, float> PercentileCollector::range() const {
  auto [low, high] = extremes.range();
  int64_t cut = static_cast<int64_t>(count * (100.0 - percent) / 200.0);
  if (cut == 0)
    return {low, high};
  double width = 2.0 * limit / bins.size();
  int64_t first = 0, last = bins.size() - 1;
  for (int64_t seen = bins[first]; seen <= cut; seen += bins[++first])
    ;
  for (int64_t seen = bins[last]; seen <= cut; seen += bins[--last])
    ;
  // Borders of the outermost bins that are kept, never beyond what was seen.
  return {std::max(low, float(first * width - limit)),
          std::min(high, float((last + 1) * width - limit))};
}
