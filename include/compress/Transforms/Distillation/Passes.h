//===- Passes.h - passes of distillation ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_DISTILLATION_PASSES_H
#define COMPRESS_TRANSFORMS_DISTILLATION_PASSES_H

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Support/OptionTypes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/Pass/Pass.h"

namespace mlir::compress {

#define GEN_PASS_DECL
#include "compress/Transforms/Distillation/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "compress/Transforms/Distillation/Passes.h.inc"

} // namespace mlir::compress

#endif // COMPRESS_TRANSFORMS_DISTILLATION_PASSES_H
