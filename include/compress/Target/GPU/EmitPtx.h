//===- EmitPtx.h - PTX and what is needed to launch it ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// All functions take a module that the pipeline compress-to-gpu has lowered.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TARGET_GPU_EMITPTX_H
#define COMPRESS_TARGET_GPU_EMITPTX_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/raw_ostream.h"

namespace mlir::compress {

/// Registers what turns kernels into LLVM IR; the context of a module that is
/// emitted needs it.
void registerGpuEmission(DialectRegistry &registry);

/// Writes the kernels as PTX for the chip in their `#nvvm.target`.
LogicalResult emitPtx(ModuleOp module, raw_ostream &os);

/// Writes the optimised LLVM IR that `emitPtx` turns into PTX.
LogicalResult emitDeviceLLVM(ModuleOp module, raw_ostream &os);

/// Writes the weights as one block of bytes, as the kernels expect them.
LogicalResult emitDeviceWeights(ModuleOp module, raw_ostream &os);

/// Writes a JSON description of the launches that make up each function: its
/// kernels in order with grid, block, and the place of each argument. See
/// docs/GPU.md.
LogicalResult emitLaunches(ModuleOp module, raw_ostream &os);

/// Files for the four above; empty for none.
struct GpuFiles {
  std::string ptx, llvmIR, weights, launches;
};

/// Writes those of `files` that have a name; each appears whole or not at all.
LogicalResult writeGpuFiles(ModuleOp module, const GpuFiles &files);

} // namespace mlir::compress

#endif // COMPRESS_TARGET_GPU_EMITPTX_H
