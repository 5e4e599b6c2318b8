//===- InitialValues.h - values that training starts from -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_OPTIMIZATION_INITIALVALUES_H
#define COMPRESS_OPTIMIZATION_INITIALVALUES_H

#include "compress/Support/Random.h"

namespace mlir::compress {

/// How many inputs one output of a layer sums, and how many outputs one input
/// reaches; kernel positions count on both sides.
struct Fan {
  int64_t in = 1, out = 1;
};

/// Evenly distributed in [-limit, limit), row after row.
void fillUniform(MutableArrayRef<float> values, double limit, Random &random);
/// Normally distributed around 0.
void fillNormal(MutableArrayRef<float> values, double deviation,
                Random &random);

/// Limit of an even distribution that keeps the variance of activations
/// behind a leaky ReLU of that slope: `sqrt(6 / ((1 + slope^2) * in))`.
/// He et al., Delving Deep into Rectifiers, 2015. PyTorch's layers use the
/// slope sqrt(5), hence `1 / sqrt(in)`, for weights and biases.
double getKaimingLimit(Fan fan, double slope);

/// `sqrt(6 / (in + out))`. Glorot and Bengio, Understanding the Difficulty of
/// Training Deep Feedforward Neural Networks, 2010.
double getXavierLimit(Fan fan);

} // namespace mlir::compress

#endif // COMPRESS_OPTIMIZATION_INITIALVALUES_H
