//===- Passes.td - CPU code generation passes ---===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CODEGEN_CPU_PASSES_TD
#define COMPRESS_CODEGEN_CPU_PASSES_TD

include "mlir/Pass/PassBase.td"

#endif // COMPRESS_CODEGEN_CPU_PASSES_TD
