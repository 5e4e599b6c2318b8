//===- Percentile.h - range without the rarest values -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_OBSERVERS_PERCENTILE_H
#define COMPRESS_OBSERVERS_PERCENTILE_H

#include "compress/Observers/MinMax.h"
#include <vector>

namespace mlir::compress {

/// Histogram around zero whose bins double in width when a value falls outside.
/// Memory does not grow with the number of runs.
class PercentileCollector : public RangeCollector {
public:
  /// Keeps `percent` (0 to 100] of the values; `numBins` is even.
  PercentileCollector(double percent, int64_t numBins)
      : percent(percent), bins(numBins, 0) {}

  void add(llvm::ArrayRef<float> values) override;
  std::pair<float, float> range() const override;

private:
  void widen(double limit);

  double percent;
  MinMaxCollector extremes;
  /// The histogram covers [-limit, limit).
  double limit = 0.0;
  std::vector<int64_t> bins;
  int64_t count = 0;
};

} // namespace mlir::compress

#endif // COMPRESS_OBSERVERS_PERCENTILE_H
