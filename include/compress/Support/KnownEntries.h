//===- KnownEntries.h - entries of a tensor that are known ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Plain maths of tensors of which a part is known whatever the input is: what
// a masked channel still carries, its bias and what becomes of it.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_SUPPORT_KNOWNENTRIES_H
#define COMPRESS_SUPPORT_KNOWNENTRIES_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <vector>

namespace mlir::compress {

/// What is known of a tensor's entries. NaN stands for an entry that is not
/// known. A dimension along which all entries are alike may have size 1, so
/// that channels of constants take one number each.
struct KnownEntries {
  /// One size for each dimension: 1, or the tensor's own.
  SmallVector<int64_t> shape;
  /// Row-major.
  std::vector<float> values;

  static KnownEntries unknown(unsigned rank);
  static KnownEntries splat(unsigned rank, float value);
  /// Calls `entry` for each index of `shape`. What is not finite is unknown.
  static KnownEntries make(ArrayRef<int64_t> shape,
                           llvm::function_ref<float(ArrayRef<int64_t>)> entry);

  /// The entry at `index`; indices of dimensions of size 1 do not matter.
  float at(ArrayRef<int64_t> index) const;
  /// True if no entry is known.
  bool isUnknown() const;
  /// For each index of dimension `dim`, which has `size`, the value that all
  /// entries there share; NaN where they differ or are not known.
  std::vector<float> along(unsigned dim, int64_t size) const;
};

/// Entry by entry, with broadcasting; `entry` gets one number per operand. All
/// operands have the same rank.
KnownEntries mapEntries(ArrayRef<KnownEntries> operands,
                        llvm::function_ref<float(ArrayRef<float>)> entry);

/// A layer's product: for each output channel the sum over input channels of
/// its group, and over `taps` of the kernel, of weight times input, and the
/// bias.
struct KnownProduct {
  /// Known values by input channel.
  ArrayRef<float> input;
  int64_t outputs = 0, groups = 1, taps = 1;
  /// The weight of output channel, tap, and input channel within the group.
  llvm::function_ref<float(int64_t, int64_t, int64_t)> weight;
  /// By output channel; empty for none.
  ArrayRef<float> bias;
  /// Some taps see zeros in place of the input.
  bool hasPadding = false;

  /// By output channel. Known where all weights that meet an unknown input are
  /// zero, and those that meet a padded one, unless the input is zero as well.
  std::vector<float> evaluate() const;
};

} // namespace mlir::compress

#endif // COMPRESS_SUPPORT_KNOWNENTRIES_H
