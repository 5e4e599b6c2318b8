//===- MinMax.h - smallest and largest value seen ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_OBSERVERS_MINMAX_H
#define COMPRESS_OBSERVERS_MINMAX_H

#include "compress/Observers/RangeCollector.h"

namespace mlir::compress {

class MinMaxCollector : public RangeCollector {
public:
  void add(llvm::ArrayRef<float> values) override;
  std::pair<float, float> range() const override { return {lower, upper}; }

private:
  bool empty = true;
  float lower = 0.0f, upper = 0.0f;
};

} // namespace mlir::compress

#endif // COMPRESS_OBSERVERS_MINMAX_H
