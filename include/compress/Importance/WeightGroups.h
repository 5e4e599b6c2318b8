//===- WeightGroups.h - weights as a criterion sees them --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_IMPORTANCE_WEIGHTGROUPS_H
#define COMPRESS_IMPORTANCE_WEIGHTGROUPS_H

#include "llvm/ADT/ArrayRef.h"

namespace mlir::compress {

/// Weights of one layer, gathered into groups that live or die together: single
/// entries, filters, blocks.
struct WeightGroups {
  /// `numGroups * groupSize` weights, group by group.
  llvm::ArrayRef<float> values;
  int64_t groupSize = 1;

  int64_t numGroups() const { return values.size() / groupSize; }
  llvm::ArrayRef<float> group(int64_t i) const {
    return values.slice(i * groupSize, groupSize);
  }
};

} // namespace mlir::compress

#endif // COMPRESS_IMPORTANCE_WEIGHTGROUPS_H
