//===- SplitReduction.h - long sums in blocks -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_SPLITREDUCTION_H
#define COMPRESS_LIB_CODEGEN_CPU_SPLITREDUCTION_H

#include "compress/Dialect/Compress/IR/Compress.h"

namespace mlir::compress {

/// Replaces a kernel on buffers that sums up over images, the gradient of a
/// weight, by loops over parts of them that stay in the cache, if they do not
/// stay there anyway. Adds the kernels inside of the loops to `kernels`; or, if
/// nothing is to be done, `op` itself.
void splitReduction(KernelOp op, SmallVectorImpl<KernelOp> &kernels);

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_SPLITREDUCTION_H
