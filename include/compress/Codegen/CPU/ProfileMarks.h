//===- ProfileMarks.h - what profiled code and its host share ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CODEGEN_CPU_PROFILEMARKS_H
#define COMPRESS_CODEGEN_CPU_PROFILEMARKS_H

#include "llvm/ADT/StringRef.h"

namespace mlir::compress {

/// `void compress_profile_mark(int32_t layer)`: from here on the code works for
/// this layer. Whoever loads the code provides it.
inline constexpr llvm::StringLiteral kProfileMarkName = "compress_profile_mark";

/// Attribute of the module: the names of the layers that marks count; the first
/// is empty, for what belongs to none.
inline constexpr llvm::StringLiteral kProfiledLayersName =
    "compress.profiled_layers";

} // namespace mlir::compress

#endif // COMPRESS_CODEGEN_CPU_PROFILEMARKS_H
