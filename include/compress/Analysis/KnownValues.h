//===- KnownValues.h - what a function computes for every input -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_ANALYSIS_KNOWNVALUES_H
#define COMPRESS_ANALYSIS_KNOWNVALUES_H

#include "compress/Support/KnownEntries.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include <map>

namespace mlir::compress {

/// Follows constants through a function and all that it calls: which entries
/// of which values are the same for every input. A filter whose weights are all
/// masked gives its bias, sigmoid makes a half of zero, and so on, by
/// `ChannelRemovalOpInterface`; for operations without it, zeros are followed
/// by `mapsZerosToZeros`.
class KnownValues {
public:
  explicit KnownValues(func::FuncOp entry);

  /// What is known of `value`, a tensor; nothing known for any other value.
  const KnownEntries &lookup(Value value) const;
  /// For each index of a dimension of `value`, the number that all entries
  /// there have; NaN where they differ or are not known.
  ArrayRef<float> along(Value value, unsigned dim) const;

private:
  void evaluate(func::FuncOp function);
  void evaluateCall(func::CallOp call);
  void evaluateOperation(Operation *op);

  DenseMap<Value, KnownEntries> known;
  KnownEntries nothing;
  /// All functions that are followed; those that are being evaluated, and those
  /// that have been.
  DenseSet<Operation *> followed, active, evaluated;
  mutable std::map<std::pair<void *, unsigned>, std::vector<float>> channels;
};

/// The entries of a parameter or constant; null for other values.
ElementsAttr getConstantEntries(Value value);

} // namespace mlir::compress

#endif // COMPRESS_ANALYSIS_KNOWNVALUES_H
