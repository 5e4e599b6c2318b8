//===- Passes.h - passes of training ----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_TRAINING_PASSES_H
#define COMPRESS_TRANSFORMS_TRAINING_PASSES_H

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Support/OptionTypes.h"
#include "compress/Transforms/Pruning/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/Pass/Pass.h"

namespace mlir::compress {

#define GEN_PASS_DECL
#include "compress/Transforms/Training/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "compress/Transforms/Training/Passes.h.inc"

} // namespace mlir::compress

#endif // COMPRESS_TRANSFORMS_TRAINING_PASSES_H
