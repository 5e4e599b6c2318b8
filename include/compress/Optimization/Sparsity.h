//===- Sparsity.h - sparsity over time --------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_OPTIMIZATION_SPARSITY_H
#define COMPRESS_OPTIMIZATION_SPARSITY_H

namespace mlir::compress {

/// The schedules of gradual pruning: the fraction to be pruned when `progress`
/// of the way is done, 0 to 1, on the way from `initial` to `final`.

double getLinearSparsity(double progress, double initial, double final);

/// Fast at first, slow at the end: `final + (initial - final) * (1 - p)^power`.
/// With power 3 the "automated gradual pruning" of Zhu and Gupta, To Prune, or
/// Not to Prune, 2017.
double getPolynomialSparsity(double progress, double initial, double final,
                             double power);

/// What is kept shrinks by the same factor in equal times.
double getExponentialSparsity(double progress, double initial, double final);

} // namespace mlir::compress

#endif // COMPRESS_OPTIMIZATION_SPARSITY_H
