//===- Passes.td - CPU code generation passes -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CODEGEN_CPU_PASSES_TD
#define COMPRESS_CODEGEN_CPU_PASSES_TD

include "compress/Codegen/CPU/EntryPasses.td"
include "compress/Codegen/CPU/KernelPasses.td"
include "compress/Codegen/CPU/ThreadPasses.td"
include "compress/Codegen/CPU/VectorPasses.td"

#endif // COMPRESS_CODEGEN_CPU_PASSES_TD
