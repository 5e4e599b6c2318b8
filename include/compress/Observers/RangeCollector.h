//===- RangeCollector.h - what calibration collects -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_OBSERVERS_RANGECOLLECTOR_H
#define COMPRESS_OBSERVERS_RANGECOLLECTOR_H

#include "llvm/ADT/ArrayRef.h"
#include <utility>

namespace mlir::compress {

/// Sees the values of one tensor, run by run, and proposes a range for them.
class RangeCollector {
public:
  virtual ~RangeCollector() = default;
  /// Takes in the values of one run; all of them are finite.
  virtual void add(llvm::ArrayRef<float> values) = 0;
  /// Lower and upper end of the range; (0, 0) if nothing was seen.
  virtual std::pair<float, float> range() const = 0;
};

} // namespace mlir::compress

#endif // COMPRESS_OBSERVERS_RANGECOLLECTOR_H
