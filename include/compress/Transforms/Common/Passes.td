//===- Passes.td - general passes ---===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_COMMON_PASSES_TD
#define COMPRESS_TRANSFORMS_COMMON_PASSES_TD

include "mlir/Pass/PassBase.td"

def CompressVerify : Pass<"compress-verify", "ModuleOp"> {
  let summary = "Check that the module keeps a contract between stages";
  let description = [{
    Reads the IR and fails with a diagnostic at each of the first ten operations
    that break the contract; changes nothing. What each contract promises is
    written in docs/Contracts.md:

    - `any`: functions with bodies; names of layers, parameters and observed
      values are unique in their function;
    - `imported`: TOSA, with `tensor` and `arith` around it;
    - `layers`: layers on f32 whose weights are parameters;
    - `compressed`: the same, with masks, fake_quant and observe;
    - `integer`: integer arithmetic in a private function without any float
      type, or in the public function itself;
    - `kernels`: nothing of `compress` and `tosa` is left.

    This module keeps `compressed`, but not `layers`:

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x2xf32>
      %q = compress.fake_quant %w as !quant.uniform<i8<-127:127>:f32, 0.1> : tensor<2x2xf32>
      %y = compress.dense "fc" %x, %q : tensor<1x2xf32>, tensor<2x2xf32>
      return %y : tensor<1x2xf32>
    }
    ```
  }];
  let options = [
    Option<"contract", "contract", "::mlir::compress::Contract",
           /*default=*/"::mlir::compress::Contract::Any",
           "What to check", [{::llvm::cl::values(
             clEnumValN(::mlir::compress::Contract::Any, "any",
                        "What every contract asks for"),
             clEnumValN(::mlir::compress::Contract::Imported, "imported",
                        "TOSA only"),
             clEnumValN(::mlir::compress::Contract::Layers, "layers",
                        "Layers on f32"),
             clEnumValN(::mlir::compress::Contract::Compressed, "compressed",
                        "Layers with masks and simulated quantization"),
             clEnumValN(::mlir::compress::Contract::Integer, "integer",
                        "Integer arithmetic only"),
             clEnumValN(::mlir::compress::Contract::Kernels, "kernels",
                        "No layers left"))}]>,
  ];
}

#endif // COMPRESS_TRANSFORMS_COMMON_PASSES_TD
