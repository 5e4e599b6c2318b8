//===- KernelAttrInterface.h - what a kernel computes -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_KERNELATTRINTERFACE_H
#define COMPRESS_INTERFACES_KERNELATTRINTERFACE_H

#include "mlir/IR/Attributes.h"
#include "mlir/IR/OpDefinition.h"
#include "llvm/ADT/SmallVector.h"

namespace mlir::compress {

/// A loop of a contraction: its trip count, and by how many entries each
/// operand of the kernel (in operand order) moves with one step.
struct KernelLoop {
  int64_t size = 1;
  SmallVector<int64_t> strides;
  /// Runs over channels of the input, up to the kernel's `input_limit`.
  bool isLimited = false;
};

/// A product as loops over entries of the operands:
///
///   init[outer, rows, column] = epilogue(bias[column] + sum over reduction of
///     input[outer, rows, reduction] * weight[outer, reduction, column])
///
/// The strides of `init`'s and the epilogue's operands are theirs; a per-column
/// operand has stride 0 along rows. Reduction strides matter for operands 0 and
/// 1 only.
struct Contraction {
  SmallVector<KernelLoop> outer, rows, reduction;
  /// Columns: adjacent in `init`, and computed a vector at a time.
  int64_t columns = 1;
  /// Entries that one step of the innermost reduction loop multiplies and sums
  /// for each column: adjacent in `input`, and in `weight`.
  int64_t group = 1;
  /// The weight is packed: vectors of `lanes` columns lie `panelStride` entries
  /// apart, the last one filled up with zeros. Not packed: columns are adjacent
  /// in `weight`, and `lanes` is 0.
  int64_t lanes = 0, panelStride = 0;
  /// The input has the columns too (depthwise): entry by entry, no broadcast.
  bool inputHasColumns = false;
  /// Vectors of columns are skipped from the kernel's `column_limit` on.
  bool skipsColumns = false;

  int64_t getNumRows() const;
  int64_t getDepth() const;
  /// Multiply-accumulate operations, without padding of packed weights.
  int64_t getMACs() const;
};

} // namespace mlir::compress

#include "compress/Interfaces/KernelAttrInterface.h.inc"

#endif // COMPRESS_INTERFACES_KERNELATTRINTERFACE_H
