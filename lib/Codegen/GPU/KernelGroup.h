//===- KernelGroup.h - what becomes one GPU kernel --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_GPU_KERNELGROUP_H
#define COMPRESS_LIB_CODEGEN_GPU_KERNELGROUP_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "llvm/ADT/MapVector.h"

namespace mlir::compress {

/// Operations on buffers that one kernel computes, an entry of the result at a
/// time: `init` gives an accumulator its first value, `main` sums up, and
/// `epilogue` turns the sum into what is stored. The accumulator then lives in
/// registers alone.
struct KernelGroup {
  explicit KernelGroup(linalg::LinalgOp main) : main(main) {}

  linalg::LinalgOp main, init, epilogue;
  /// What computes an entry of a buffer that `main` reads, in place of a load.
  llvm::SmallMapVector<Value, linalg::LinalgOp, 2> producers;

  /// The operation that the kernel takes the place of.
  linalg::LinalgOp last() const { return epilogue ? epilogue : main; }
  SmallVector<linalg::LinalgOp> ops() const;
};

/// The allocation or argument that `buffer` is a view of.
Value getRootBuffer(Value buffer);

/// The position in the loops of an operation whose output map is a permutation.
SmallVector<Value> getLoopPosition(AffineMap map, ArrayRef<Value> indices);

/// The linalg operations of `block` in order, as the kernels they become.
SmallVector<KernelGroup> groupIntoKernels(Block &block);

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_GPU_KERNELGROUP_H
