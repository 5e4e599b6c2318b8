//===- InitialValues.cpp - values that training starts from ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Optimization/InitialValues.h"
#include <algorithm>
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

void compress::fillUniform(MutableArrayRef<float> values, double limit,
                           Random &random) {
  for (float &value : values)
    value = static_cast<float>((2.0 * random.nextReal() - 1.0) * limit);
}

void compress::fillNormal(MutableArrayRef<float> values, double deviation,
                          Random &random) {
  for (float &value : values)
    value = static_cast<float>(random.nextNormal() * deviation);
}

double compress::getKaimingLimit(Fan fan, double slope) {
  double inputs = static_cast<double>(std::max<int64_t>(fan.in, 1));
  return std::sqrt(6.0 / ((1.0 + slope * slope) * inputs));
}

double compress::getXavierLimit(Fan fan) {
  double both = static_cast<double>(std::max<int64_t>(fan.in + fan.out, 1));
  return std::sqrt(6.0 / both);
}
