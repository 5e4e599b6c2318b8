//===- MinMax.cpp - smallest and largest value seen -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Observers/MinMax.h"
#include <algorithm>

using namespace mlir::compress;

void MinMaxCollector::add(llvm::ArrayRef<float> values) {
  if (values.empty())
    return;
  auto [low, high] = std::minmax_element(values.begin(), values.end());
  lower = empty ? *low : std::min(lower, *low);
  upper = empty ? *high : std::max(upper, *high);
  empty = false;
}
