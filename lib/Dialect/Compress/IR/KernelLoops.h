//===- KernelLoops.h - what kinds of kernels have in common -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_DIALECT_COMPRESS_IR_KERNELLOOPS_H
#define COMPRESS_LIB_DIALECT_COMPRESS_IR_KERNELLOOPS_H

#include "compress/Dialect/Compress/IR/Compress.h"

namespace mlir::compress {

/// A loop over dimension `dim` of the result: what has the result's shape moves
/// with it; the input as given.
KernelLoop makeResultLoop(KernelOp op, unsigned dim, int64_t inputStride);

/// A loop that only moves input and weight.
KernelLoop makeReductionLoop(KernelOp op, int64_t size, int64_t input,
                             int64_t weight);

/// Emits an error if `what` has another shape.
LogicalResult expectType(KernelOp op, StringRef what, ShapedType type,
                         ArrayRef<int64_t> shape);

/// The columns must be adjacent.
LogicalResult verifyUnitStride(KernelOp op);

} // namespace mlir::compress

#endif // COMPRESS_LIB_DIALECT_COMPRESS_IR_KERNELLOOPS_H
