//===- Passes.td - passes of training -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_TRAINING_PASSES_TD
#define COMPRESS_TRANSFORMS_TRAINING_PASSES_TD

include "mlir/Pass/PassBase.td"

def CompressDifferentiate : Pass<"compress-differentiate", "ModuleOp"> {
  let summary = "Return the gradients of a function's first result";
  let description = [{
    Takes [layers] or [compressed] and leaves the same. The first result of the
    function must be one f32 number, the loss. After the results that it has, the
    function returns the gradient of the loss for each selected argument, in the
    order of arguments, named `<argument>.gradient`.

    Values of the forward pass are used, not computed again, and only what lies
    between the selected arguments and the loss is differentiated. What happens
    at each operation is up to its `DifferentiableOpInterface`; an operation
    without it is an error that names it.

    ```mlir
    func.func @main(%x: tensor<1x3xf32>, %w: tensor<2x3xf32> {compress.name = "fc.weight"}) -> tensor<1x1xf32> {
      %0 = compress.dense "fc" %x, %w : tensor<1x3xf32>, tensor<2x3xf32>
      %1 = tosa.reduce_sum %0 {axis = 1 : i32} : (tensor<1x2xf32>) -> tensor<1x1xf32>
      return %1 : tensor<1x1xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to work on; default: the only public one, or main">,
    Option<"wrt", "wrt", "::mlir::compress::OptionText", /*default=*/"",
           "Arguments whose whole name matches this expression get a gradient; "
           "default: parameters (`compress.role`) that are not frozen">,
  ];
  let statistics = [
    Statistic<"numGradients", "num-gradients", "Gradients returned">,
  ];
}

#endif // COMPRESS_TRANSFORMS_TRAINING_PASSES_TD
