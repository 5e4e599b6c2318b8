//===- Passes.h - passes of architecture search -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_NAS_PASSES_H
#define COMPRESS_TRANSFORMS_NAS_PASSES_H

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Support/OptionTypes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/Pass/Pass.h"

namespace mlir::compress {

/// How compress-list-choices prints.
enum class ChoiceFormat { Text, Json };

#define GEN_PASS_DECL
#include "compress/Transforms/NAS/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "compress/Transforms/NAS/Passes.h.inc"

} // namespace mlir::compress

#endif // COMPRESS_TRANSFORMS_NAS_PASSES_H
