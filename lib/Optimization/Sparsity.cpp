//===- Sparsity.cpp - sparsity over time ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Optimization/Sparsity.h"
#include <cmath>

using namespace mlir;

double compress::getLinearSparsity(double progress, double initial,
                                   double final) {
  return initial + (final - initial) * progress;
}

double compress::getPolynomialSparsity(double progress, double initial,
                                       double final, double power) {
  return final + (initial - final) * std::pow(1.0 - progress, power);
}

double compress::getExponentialSparsity(double progress, double initial,
                                        double final) {
  // All is gone at once where nothing is to be kept: no factor reaches 0.
  if (final >= 1.0)
    return progress > 0.0 ? 1.0 : initial;
  return 1.0 -
         (1.0 - initial) * std::pow((1.0 - final) / (1.0 - initial), progress);
}
