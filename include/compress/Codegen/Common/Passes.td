//===- Passes.td - code generation passes for any device ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CODEGEN_COMMON_PASSES_TD
#define COMPRESS_CODEGEN_COMMON_PASSES_TD

include "mlir/Pass/PassBase.td"

def ConvertToLinalg : Pass<"compress-convert-to-linalg", "func::FuncOp"> {
  let summary = "Turn layers into linalg operations with packed weights";
  let description = [{
    Weights that are known, through any chain of parameter, mask and fake_quant,
    are evaluated and transposed now: convolution weights to HWCF, dense weights
    to `[K, N]`. Zero points of integer layers disappear: padding takes the input
    zero point, the weight zero point is subtracted from the weight, and
    `bias - input_zp * sum(weight)` is computed here. The bias is the initial
    value of the accumulator. 1x1 convolutions become matrix products.

    Weights that are arguments are transposed when the function runs.

    ```mlir
    %y = compress.dense "fc" %x, %w bias %b
       : tensor<1x3xf32>, tensor<2x3xf32>, tensor<2xf32>
    ```

    becomes

    ```mlir
    %init = linalg.broadcast ins(%b : tensor<2xf32>) outs(%e : tensor<1x2xf32>) dimensions = [0]
    %y = linalg.matmul ins(%x, %wt : tensor<1x3xf32>, tensor<3x2xf32>)
                       outs(%init : tensor<1x2xf32>) -> tensor<1x2xf32>
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect"];
}

#endif // COMPRESS_CODEGEN_COMMON_PASSES_TD
