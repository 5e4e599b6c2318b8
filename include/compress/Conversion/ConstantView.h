//===- ConstantView.h - a constant seen through data movement ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CONVERSION_CONSTANTVIEW_H
#define COMPRESS_CONVERSION_CONSTANTVIEW_H

#include "compress/Dialect/Compress/IR/Compress.h"

namespace mlir::compress {

/// A constant and the reshapes and transposes after it, as one permutation of
/// its dimensions. While raising, patterns state what they want of a weight by
/// plain TOSA ops on the constant; the entries are moved once, at the end.
class ConstantView {
public:
  /// Looks through `tosa.reshape` and `tosa.transpose`. Nothing if the value is
  /// no constant, or if its movement is no permutation of dimensions.
  static std::optional<ConstantView> match(Value value);

  /// Reshapes the view; fails if a moved dimension would have to be cut where
  /// it does not divide.
  LogicalResult reshape(ArrayRef<int64_t> shape);
  void transpose(ArrayRef<int32_t> permutation);

  Operation *getSource() const { return source; }
  /// The constant as it was imported.
  ElementsAttr getImported() const { return elements; }
  /// True if entries stay in their order.
  bool isIdentity() const;
  /// The movement as the attribute of a parameter; null where nothing moves.
  LayoutAttr getLayout() const;
  /// The entries in their new order; null, if they cannot be read. Without
  /// movement the storage is shared.
  ElementsAttr getElements(StringRef name) const;

private:
  /// Part of a dimension: its size and its stride in the source.
  struct Factor {
    int64_t size, stride;
  };
  /// The factors in the view's order, neighbours merged where they were
  /// neighbours in the source.
  SmallVector<Factor> getMerged() const;
  /// Sizes of the source cut as the view needs it, and their new order.
  void getPermutation(SmallVectorImpl<int64_t> &view,
                      SmallVectorImpl<int64_t> &permutation) const;

  Operation *source = nullptr;
  ElementsAttr elements;
  /// The factors of each dimension of the view; none for size 1.
  SmallVector<SmallVector<Factor, 2>> dims;
};

/// Replaces reshapes and transposes of constants below `root` by constants.
void foldConstantMovement(Operation *root);

/// The entry of a constant whose entries are all the same; null otherwise.
TypedAttr getSplatEntry(Value value);
/// True if the value is a constant of zeros, by its splat.
bool isSplatZero(Value value);

} // namespace mlir::compress

#endif // COMPRESS_CONVERSION_CONSTANTVIEW_H
