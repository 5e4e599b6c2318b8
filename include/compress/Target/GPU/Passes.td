//===- Passes.td - passes that write files for GPUs -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TARGET_GPU_PASSES_TD
#define COMPRESS_TARGET_GPU_PASSES_TD

include "mlir/Pass/PassBase.td"

def EmitPtx : Pass<"compress-emit-ptx", "ModuleOp"> {
  let summary = "Write PTX, weights and a description of the launches";
  let description = [{
    Takes what the pipeline `compress-to-gpu` leaves, and changes nothing. Each
    option names a file; those without a name are not written. A file appears
    whole or not at all.

    ```mlir
    module attributes {gpu.container_module} {
      gpu.module @kernels [#nvvm.target<chip = "sm_90", features = "+ptx80">] {
        llvm.func @main_0_copy(%x: !llvm.ptr, %y: !llvm.ptr) attributes {gpu.kernel, nvvm.kernel} {
          llvm.return
        }
      }
    }
    ```
  }];
  let options = [
    Option<"ptx", "ptx", "std::string", "\"\"", "File for the kernels as PTX">,
    Option<"llvmIR", "llvm", "std::string", "\"\"",
           "File for the kernels as LLVM IR, as PTX is made from it">,
    Option<"weights", "weights", "std::string", "\"\"",
           "File for the block of weights">,
    Option<"launches", "launches", "std::string", "\"\"",
           "File for the description of the launches, as JSON">];
}

#endif // COMPRESS_TARGET_GPU_PASSES_TD
