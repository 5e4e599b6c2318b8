//===- GradientPasses.td - gradients and batch statistics -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_TRAINING_GRADIENTPASSES_TD
#define COMPRESS_TRANSFORMS_TRAINING_GRADIENTPASSES_TD

include "mlir/Pass/PassBase.td"

def CompressDifferentiate : Pass<"compress-differentiate", "ModuleOp"> {
  let summary = "Return the gradients of a function's first result";
  let description = [{
    Takes [layers] or [compressed], mostly with lifted parameters, and leaves their
    operations (contract `any`). The first result of the function must be one f32
    number, the loss. After the results that it has, the
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

def CompressUseBatchStatistics
    : Pass<"compress-use-batch-statistics", "ModuleOp"> {
  let summary = "Let batch norms use mean and variance of the batch";
  let description = [{
    Takes [layers] or [compressed], with lifted parameters or not, and leaves their
    operations (contract `any`). Batch norms normalise
    with the statistics of their input, `compress.batch_statistics`, instead of the
    running ones, and gradients go through those. The running averages become
    further results, in the order of batch norms, named like the parameter or
    argument that they continue, with role `statistic`:

    ```
    mean     <- (1 - momentum) mean     + momentum batch_mean
    variance <- (1 - momentum) variance + momentum batch_variance n / (n - 1)
    ```

    `n` values per channel; one value has no variance, and is an error. Ioffe and
    Szegedy, Batch Normalization, 2015.

    ```mlir
    func.func @main(%x: tensor<8x2xf32>, %g: tensor<2xf32>, %b: tensor<2xf32>,
                    %m: tensor<2xf32> {compress.name = "bn.mean"},
                    %v: tensor<2xf32> {compress.name = "bn.variance"}) -> tensor<8x2xf32> {
      %y = compress.batch_norm "bn" %x scale %g offset %b mean %m variance %v {epsilon = 1.0e-5 : f32}
         : tensor<8x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
      return %y : tensor<8x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to work on; default: the only public one, or main">,
    Option<"momentum", "momentum", "::mlir::compress::OptionalDouble",
           /*default=*/"",
           "Weight of the new batch in the running averages; default 0.1">,
    Option<"include", "include", "::mlir::compress::OptionText",
           /*default=*/"",
           "Only batch norms whose whole name matches this expression">,
    Option<"exclude", "exclude", "::mlir::compress::OptionText",
           /*default=*/"",
           "Leave batch norms whose whole name matches this expression as they "
           "are">,
  ];
  let statistics = [
    Statistic<"numConverted", "num-converted", "Batch norms changed">,
  ];
}

#endif // COMPRESS_TRANSFORMS_TRAINING_GRADIENTPASSES_TD
