//===- Passes.h - GPU code generation passes --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CODEGEN_GPU_PASSES_H
#define COMPRESS_CODEGEN_GPU_PASSES_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Pass/Pass.h"

namespace mlir::compress {

#define GEN_PASS_DECL
#include "compress/Codegen/GPU/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "compress/Codegen/GPU/Passes.h.inc"

} // namespace mlir::compress

#endif // COMPRESS_CODEGEN_GPU_PASSES_H
