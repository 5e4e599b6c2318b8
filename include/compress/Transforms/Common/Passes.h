//===- Passes.h - general passes --------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_COMMON_PASSES_H
#define COMPRESS_TRANSFORMS_COMMON_PASSES_H

#include "compress/Analysis/Contracts.h"
#include "compress/Support/OptionTypes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/Pass.h"

namespace mlir::compress {

/// How a list is written.
enum class ListFormat { Text, Json };

#define GEN_PASS_DECL
#include "compress/Transforms/Common/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "compress/Transforms/Common/Passes.h.inc"

} // namespace mlir::compress

#endif // COMPRESS_TRANSFORMS_COMMON_PASSES_H
