//===- LowerToLLVM.h - from any contract to LLVM on the CPU -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CODEGEN_CPU_LOWERTOLLVM_H
#define COMPRESS_CODEGEN_CPU_LOWERTOLLVM_H

#include "compress/Codegen/CPU/CpuTarget.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

namespace mlir::compress {

/// About ten microseconds: many times what it costs to hand a chunk over, and
/// little to wait for.
inline constexpr int64_t kChunkCycles = 30000;

struct LowerToLLVMOptions : public PassPipelineOptions<LowerToLLVMOptions> {
  PassOptions::Option<CpuTarget, llvm::cl::parser<CpuTarget>> cpu{
      *this, "cpu",
      llvm::cl::desc("The CPU to make code for: host, x86-64-v3, x86-64-v4, "
                     "znver4, cortex-a72 ... with +feature or -feature"),
      llvm::cl::init(CpuTarget::getHost())};
  PassOptions::Option<bool> profile{
      *this, "profile",
      llvm::cl::desc("Call compress_profile_mark(i32) where the layer changes"),
      llvm::cl::init(false)};
  PassOptions::Option<bool> threads{
      *this, "threads",
      llvm::cl::desc("Cut large operations into chunks that threads share, "
                     "through compress_parallel_for"),
      llvm::cl::init(false)};
  PassOptions::Option<int64_t> chunkCycles{
      *this, "chunk-cycles",
      llvm::cl::desc("With threads: the least work of a chunk, in estimated "
                     "cycles"),
      llvm::cl::init(kChunkCycles)};
};

/// Takes a module in any contract to the LLVM dialect. A public function `f`
/// becomes `void f_run(weights, arena, inputs, outputs)`; its attribute
/// `compress.weights` says what lies where in the blob of weights.
void buildLowerToLLVMPipeline(OpPassManager &pm,
                              const LowerToLLVMOptions &options);

} // namespace mlir::compress

#endif // COMPRESS_CODEGEN_CPU_LOWERTOLLVM_H
