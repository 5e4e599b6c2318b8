//===- Relative.h - criteria that compare groups of a layer -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_IMPORTANCE_RELATIVE_H
#define COMPRESS_IMPORTANCE_RELATIVE_H

#include "compress/Importance/WeightGroups.h"

namespace mlir::compress {

/// FPGM: the sum of Euclidean distances to all groups of the layer.
void scoreByDistances(const WeightGroups &groups,
                      llvm::MutableArrayRef<double> scores);

/// LAMP, for groups of one entry: `w^2 / sum v^2` over all v that are not
/// smaller, of equal ones those with a higher index. 0 for zeros.
void scoreByLamp(const WeightGroups &groups,
                 llvm::MutableArrayRef<double> scores);

/// Numbers in [0, 1) that depend on nothing but `seed`, the parameter's name
/// and the index.
void scoreRandomly(const WeightGroups &groups, uint64_t seed,
                   llvm::MutableArrayRef<double> scores);

/// Wanda: `|w| * statistic`, summed over the group.
void scoreByScaledMagnitude(const WeightGroups &groups,
                            llvm::MutableArrayRef<double> scores);

/// First-order Taylor expansion: `(sum w * g)^2` with gradients g.
void scoreByTaylor(const WeightGroups &groups,
                   llvm::MutableArrayRef<double> scores);

/// `sum |w * g|` with gradients g.
void scoreByTaylorMagnitude(const WeightGroups &groups,
                            llvm::MutableArrayRef<double> scores);

/// `sum -w * g` with gradients g: how far a step of descent moves the weights
/// away from zero.
void scoreByMovement(const WeightGroups &groups,
                     llvm::MutableArrayRef<double> scores);

/// The sum of what `groups.gradients` has.
void scoreByGradientSums(const WeightGroups &groups,
                         llvm::MutableArrayRef<double> scores);

} // namespace mlir::compress

#endif // COMPRESS_IMPORTANCE_RELATIVE_H
