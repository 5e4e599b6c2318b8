//===- LayerRemoval.h - removing channels of our ops ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESS_IR_LAYERREMOVAL_H
#define COMPRESS_DIALECT_COMPRESS_IR_LAYERREMOVAL_H

#include "compress/Dialect/Compress/IR/Compress.h"
#include "llvm/ADT/BitVector.h"

namespace mlir::compress {

/// On a parameter that lost entries: for each dimension the indices of the
/// original that are left, in order; empty where all are. With it, weights and
/// masks of other tools find their entries.
inline constexpr StringRef kKeptAttr = "compress.kept";

/// The layout of a parameter of `shape` after indices of its dimensions are
/// `removed` (null for a dimension that keeps all): as if the imported tensor
/// had never had those entries. Null where they are no whole indices of one
/// dimension of the view.
LayoutAttr
shrinkLayout(LayoutAttr layout, ArrayRef<int64_t> shape,
             llvm::function_ref<const llvm::BitVector *(unsigned)> removed);

/// Attaches `ChannelRemovalOpInterface` to the dialect's operations.
void attachRemovalModels(MLIRContext &context);

} // namespace mlir::compress

#endif // COMPRESS_DIALECT_COMPRESS_IR_LAYERREMOVAL_H
