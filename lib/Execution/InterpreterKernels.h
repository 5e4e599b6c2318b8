//===- InterpreterKernels.h - reference forms of operations -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_EXECUTION_INTERPRETERKERNELS_H
#define COMPRESS_LIB_EXECUTION_INTERPRETERKERNELS_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace mlir::compress {

/// A tensor while the interpreter runs: `floats` for f32, else `ints`.
struct Array {
  std::vector<int32_t> ints;
  std::vector<float> floats;
};

/// The values of one call of a function.
using Frame = llvm::DenseMap<Value, Array>;

/// Computes an operation's result from its operands, which are in the frame.
using Kernel = Array (*)(Operation *, const Frame &);

/// The kernel of an operation; null if it has no reference form for its types.
Kernel findKernel(Operation *op);

} // namespace mlir::compress

#endif // COMPRESS_LIB_EXECUTION_INTERPRETERKERNELS_H
