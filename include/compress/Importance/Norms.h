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
/// Score of a group: `(sum |w|^p)^(1/p)`, p > 0.
void scoreByLpNorm(const WeightGroups &groups, double p,
                   llvm::MutableArrayRef<double> scores);
/// Score of a group: `|sum w|`.
void scoreBySum(const WeightGroups &groups,
                llvm::MutableArrayRef<double> scores);
/// Score of a group: the Shannon entropy of `|w| / sum |w|` in nats; 0 if all
/// weights are zero.
void scoreByEntropy(const WeightGroups &groups,
                    llvm::MutableArrayRef<double> scores);
/// Score of a group: the Gini index of its |w|, 0 if all are equal or zero, and
/// `1 - 1/n` if one of n holds everything.
void scoreByGini(const WeightGroups &groups,
                 llvm::MutableArrayRef<double> scores);

/// The two measures above of any numbers >= 0.
double measureEntropy(llvm::ArrayRef<double> values);
double measureGini(llvm::ArrayRef<double> values);

} // namespace mlir::compress

#endif // COMPRESS_IMPORTANCE_NORMS_H
