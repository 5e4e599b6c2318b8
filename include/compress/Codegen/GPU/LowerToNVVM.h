//===- LowerToNVVM.h - from any contract to GPU kernels ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CODEGEN_GPU_LOWERTONVVM_H
#define COMPRESS_CODEGEN_GPU_LOWERTONVVM_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

namespace mlir::compress {

struct LowerToNVVMOptions : public PassPipelineOptions<LowerToNVVMOptions> {
  PassOptions::Option<std::string> chip{
      *this, "chip",
      llvm::cl::desc("Chip that the kernels are for, as LLVM names it"),
      llvm::cl::init("sm_90")};
  PassOptions::Option<std::string> ptxFeatures{
      *this, "ptx-features",
      llvm::cl::desc("PTX version, such as +ptx80; empty for one that fits the "
                     "chip"),
      llvm::cl::init("")};
};

/// Takes a module in any contract to a `gpu.module` of NVVM kernels and host
/// functions that launch them in order, over buffers with planned places.
void buildLowerToNVVMPipeline(OpPassManager &pm,
                              const LowerToNVVMOptions &options);

} // namespace mlir::compress

#endif // COMPRESS_CODEGEN_GPU_LOWERTONVVM_H
