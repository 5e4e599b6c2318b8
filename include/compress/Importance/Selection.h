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

/// Clears `keep` for every score up to and including `threshold`.
void removeUpTo(llvm::ArrayRef<double> scores, double threshold,
                std::vector<bool> &keep);

} // namespace mlir::compress

#endif // COMPRESS_IMPORTANCE_SELECTION_H
