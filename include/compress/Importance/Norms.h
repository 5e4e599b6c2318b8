//===- Norms.h - criteria that need nothing but the weights -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_IMPORTANCE_NORMS_H
#define COMPRESS_IMPORTANCE_NORMS_H

#include "compress/Importance/WeightGroups.h"

namespace mlir::compress {

/// Score of a group: its largest |w|.
void scoreByLargestMagnitude(const WeightGroups &groups,
                             llvm::MutableArrayRef<double> scores);
/// Score of a group: the sum of its |w|.
void scoreByL1Norm(const WeightGroups &groups,
                   llvm::MutableArrayRef<double> scores);

} // namespace mlir::compress

#endif // COMPRESS_IMPORTANCE_NORMS_H
