//===- ParallelCalls.h - what threaded code and its runtime share -*- C++ -*-=//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CODEGEN_CPU_PARALLELCALLS_H
#define COMPRESS_CODEGEN_CPU_PARALLELCALLS_H

#include "llvm/ADT/StringRef.h"

namespace mlir::compress {

/// Attribute of a function `f(begin, end, buffers...)` that does a part of some
/// work: calls for parts that together are the whole do the same, in any order
/// and at the same time.
inline constexpr llvm::StringLiteral kParallelBodyName =
    "compress.parallel_body";

/// `void compress_parallel_for(int64_t begin, int64_t end,
/// void (*run)(int64_t begin, int64_t end, void *context), void *context)`:
/// calls `run` for parts of the range, in several threads.
inline constexpr llvm::StringLiteral kParallelForName = "compress_parallel_for";

/// `void compress_set_threads(int32_t count)`.
inline constexpr llvm::StringLiteral kSetThreadsName = "compress_set_threads";

} // namespace mlir::compress

#endif // COMPRESS_CODEGEN_CPU_PARALLELCALLS_H
