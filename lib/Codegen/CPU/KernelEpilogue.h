//===- KernelEpilogue.h - vectors between memory and registers --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_KERNELEPILOGUE_H
#define COMPRESS_LIB_CODEGEN_CPU_KERNELEPILOGUE_H

#include "mlir/IR/Builders.h"

namespace mlir::compress {

/// `buffer` as one dimension of adjacent entries, its first one at index 0.
Value flattenBuffer(OpBuilder &builder, Location loc, Value buffer);

/// A buffer on the stack for at least `size` entries of type `element`, made at
/// the start of `block`, for all who ask for one of this name there.
Value makeScratch(Block &block, Location loc, StringRef name, Type element,
                  int64_t size);

/// Loads `valid` of `lanes` entries; the others are zero.
Value loadVector(OpBuilder &builder, Location loc, Value buffer, Value index,
                 int64_t lanes, int64_t valid);

/// Stores the first `valid` entries of `vector`.
void storeVector(OpBuilder &builder, Location loc, Value vector, Value buffer,
                 Value index, int64_t valid);

/// Computes the region of a kernel on vectors of `lanes` entries: `arguments`
/// are the values of its arguments. Returns what it yields.
Value emitEpilogue(OpBuilder &builder, Block &block, ValueRange arguments,
                   int64_t lanes);

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_KERNELEPILOGUE_H
