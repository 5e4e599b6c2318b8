//===- WeightGroups.h - weights as a criterion sees them --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_IMPORTANCE_WEIGHTGROUPS_H
#define COMPRESS_IMPORTANCE_WEIGHTGROUPS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace mlir::compress {

/// Weights of one layer, gathered into groups that live or die together: single
/// entries, filters, blocks. What was removed earlier as a whole is not there;
/// what was removed of a group is zero.
struct WeightGroups {
  /// `numGroups * groupSize` weights, group by group.
  llvm::ArrayRef<float> values;
  int64_t groupSize = 1;
  /// One number for each group: what a criterion has asked for, such as the
  /// scale of a batch norm or a statistic of an activation; else empty.
  llvm::ArrayRef<double> statistics = {};
  /// Derivatives of the loss, as `values`; empty unless asked for.
  llvm::ArrayRef<float> gradients = {};
  /// The parameter's name, for what should differ from layer to layer.
  llvm::StringRef name = {};

  int64_t numGroups() const { return values.size() / groupSize; }
  llvm::ArrayRef<float> group(int64_t i) const {
    return values.slice(i * groupSize, groupSize);
  }
};

} // namespace mlir::compress

#endif // COMPRESS_IMPORTANCE_WEIGHTGROUPS_H
