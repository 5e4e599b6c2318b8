//===- Pipelines.cpp - named pipelines ------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Pipelines/Pipelines.h"
#include "compress/Codegen/CPU/LowerToLLVM.h"
#include "compress/Codegen/GPU/LowerToNVVM.h"
#include "mlir/Pass/PassRegistry.h"

using namespace mlir;

void mlir::compress::registerCompressPipelines() {
  PassPipelineRegistration<LowerToLLVMOptions>(
      "compress-to-cpu",
      "Lower a module in any contract to the LLVM dialect for the CPU",
      buildLowerToLLVMPipeline);
  PassPipelineRegistration<LowerToNVVMOptions>(
      "compress-to-gpu",
      "Lower a module in any contract to kernels for an NVIDIA GPU",
      buildLowerToNVVMPipeline);
}
