//===- Passes.h - CPU code generation passes --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CODEGEN_CPU_PASSES_H
#define COMPRESS_CODEGEN_CPU_PASSES_H

#include "compress/Dialect/Compress/IR/CompressIsa.h"
#include "mlir/Pass/Pass.h"

namespace mlir::compress {

#define GEN_PASS_DECL
#include "compress/Codegen/CPU/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "compress/Codegen/CPU/Passes.h.inc"

} // namespace mlir::compress

#endif // COMPRESS_CODEGEN_CPU_PASSES_H
