//===- ExactFloat.h - f32 functions in double precision ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_UNITTESTS_EXECUTION_KERNELFUZZ_EXACTFLOAT_H
#define COMPRESS_UNITTESTS_EXECUTION_KERNELFUZZ_EXACTFLOAT_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::compress {

/// A tensor in double precision, and how far f32 may be from each entry.
///
/// A sum of n products whose absolute values add up to S may be off by
/// 2^-24 * (2 * sqrt(n) + 4) * S: a few standard deviations of the rounding
/// errors in any order of summation, and far below what one wrong or missing
/// product makes. Errors of operands add to that, times the other operand.
struct ExactTensor {
  SmallVector<int64_t> shape;
  std::vector<double> values, errors;
};

/// Runs `function` of f32 layers and the operations that `RandomLayers` puts
/// behind them, with plain loops.
std::vector<ExactTensor> runExactly(func::FuncOp function,
                                    ArrayRef<const float *> inputs);

} // namespace mlir::compress

#endif // COMPRESS_UNITTESTS_EXECUTION_KERNELFUZZ_EXACTFLOAT_H
