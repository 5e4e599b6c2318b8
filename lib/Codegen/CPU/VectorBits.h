//===- VectorBits.h - the option vector-bits --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_VECTORBITS_H
#define COMPRESS_LIB_CODEGEN_CPU_VECTORBITS_H

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Diagnostics.h"

namespace mlir::compress {

/// Fails with a diagnostic if no registers have this many bits.
inline LogicalResult verifyVectorBits(MLIRContext *context, int64_t bits) {
  if (bits == 128 || bits == 256 || bits == 512)
    return success();
  return emitError(UnknownLoc::get(context),
                   "expected vector-bits to be 128, 256 or 512, got ")
         << bits;
}

/// Element types whose vectors lie in memory as their entries do.
inline bool isPacked(Type type) {
  return type.isF32() || type.isF64() ||
         (type.isInteger() && llvm::is_contained({8u, 16u, 32u, 64u},
                                                 type.getIntOrFloatBitWidth()));
}

/// `value`, a contiguous buffer, as one dimension.
inline Value flattenBuffer(OpBuilder &builder, Location loc, Value value) {
  int64_t rank = cast<MemRefType>(value.getType()).getRank();
  if (rank < 2)
    return value;
  ReassociationIndices all;
  llvm::append_range(all, llvm::seq<int64_t>(0, rank));
  return memref::CollapseShapeOp::create(builder, loc, value,
                                         ArrayRef<ReassociationIndices>(all));
}

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_VECTORBITS_H
