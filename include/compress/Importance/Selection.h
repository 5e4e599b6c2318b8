//===- Selection.h - which scores are too low to live -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_IMPORTANCE_SELECTION_H
#define COMPRESS_IMPORTANCE_SELECTION_H

#include "llvm/ADT/ArrayRef.h"
#include <vector>

namespace mlir::compress {

/// How many of `count` entries a fraction removes: `fraction * count`, rounded
/// half to even, as Python's `round` and thus torch.nn.utils.prune do.
int64_t countForFraction(double fraction, int64_t count);

/// Clears `keep` for the `count` lowest scores among the entries that it still
/// has; of equal scores, the lower index goes first. `count` is at most their
/// number.
void removeLowest(llvm::ArrayRef<double> scores, int64_t count,
                  std::vector<bool> &keep);

/// As above, within the `size` entries from `begin`.
void removeLowest(llvm::ArrayRef<double> scores, int64_t count, int64_t begin,
                  int64_t size, std::vector<bool> &keep);

/// Clears `keep` for every score up to and including `threshold`.
void removeUpTo(llvm::ArrayRef<double> scores, double threshold,
                std::vector<bool> &keep);

/// How many of a layer's kept entries may go.
struct RemovalBounds {
  int64_t least = 0, most = 0;
};

/// For layers that compete with each other: clears `keep` for the `count`
/// lowest scores of all, but in each layer for at least and at most as many as
/// its bounds say. Of equal scores the earlier layer's goes first. Returns how
/// many went; other than `count` where the bounds leave no choice.
int64_t removeLowestOfAll(llvm::ArrayRef<llvm::ArrayRef<double>> scores,
                          int64_t count, llvm::ArrayRef<RemovalBounds> bounds,
                          llvm::MutableArrayRef<std::vector<bool>> keep);

} // namespace mlir::compress

#endif // COMPRESS_IMPORTANCE_SELECTION_H
