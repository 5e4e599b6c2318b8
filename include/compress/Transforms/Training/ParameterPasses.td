//===- ParameterPasses.td - parameters as arguments -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_TRAINING_PARAMETERPASSES_TD
#define COMPRESS_TRANSFORMS_TRAINING_PARAMETERPASSES_TD

include "mlir/Pass/PassBase.td"

def CompressLiftParameters : Pass<"compress-lift-parameters", "ModuleOp"> {
  let summary = "Turn parameters into named arguments";
  let description = [{
    Takes [layers] or [compressed] and leaves their operations without parameters
    (contract `any`): each becomes an argument after the function's own, in program order. The
    argument keeps all that `compress-bind-parameters` needs to put the parameter
    back, exactly, where it was: name, layout, entries (`compress.value`), place
    (`compress.position`) and whether it is frozen. A shared parameter is one
    argument with several uses. `compress.role` is `statistic` for mean and
    variance of batch norms, else `parameter`.

    `trainable` and `frozen` change which parameters are trained, for good; without
    them, those are that are not `frozen`. With `keep-frozen`, frozen parameters stay
    where they are, known to the compiler; statistics are lifted all the same,
    as training changes them. With `masks`, constant masks become arguments named
    `<parameter>.mask`, so that they can change from step to step; a constant that
    several masks share becomes one for each.

    The function must have its body for itself: calls, and parameters in nested
    regions, are errors.

    ```mlir
    func.func @main(%x: tensor<1x3xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x3xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x3xf32>, tensor<2x3xf32>
      return %y : tensor<1x2xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%x: tensor<1x3xf32>,
                    %w: tensor<2x3xf32> {compress.name = "fc.weight", compress.position = 0 : i64,
                                         compress.role = #compress.role<parameter>,
                                         compress.value = dense<1.0> : tensor<2x3xf32>})
        -> tensor<1x2xf32> {
      %y = compress.dense "fc" %x, %w : tensor<1x3xf32>, tensor<2x3xf32>
      return %y : tensor<1x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect"];
  let options = [
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to work on; default: the only public one, or main">,
    Option<"trainable", "trainable", "::mlir::compress::OptionText",
           /*default=*/"",
           "Train exactly the parameters whose whole name matches this "
           "expression, and freeze the others">,
    Option<"frozen", "frozen", "::mlir::compress::OptionText",
           /*default=*/"",
           "Freeze parameters whose whole name matches this expression">,
    Option<"keepFrozen", "keep-frozen", "bool", /*default=*/"false",
           "Leave frozen parameters in the function">,
    Option<"masks", "masks", "bool", /*default=*/"false",
           "Lift constant masks, too">,
  ];
  let statistics = [
    Statistic<"numLifted", "num-lifted", "Parameters and masks lifted">,
  ];
}

def CompressBindParameters : Pass<"compress-bind-parameters", "ModuleOp"> {
  let summary = "Turn lifted arguments back into parameters";
  let description = [{
    The inverse of `compress-lift-parameters`; leaves [layers] or [compressed].
    Arguments with a `compress.role` of
    `parameter`, `statistic` or `mask` and a `compress.value` become parameters and
    constants again, with the entries that `compress.value` has now, before the
    operation that they were in front of.

    ```mlir
    func.func @main(%x: tensor<1x3xf32>,
                    %w: tensor<2x3xf32> {compress.name = "fc.weight", compress.position = 0 : i64,
                                         compress.role = #compress.role<parameter>,
                                         compress.value = dense<1.0> : tensor<2x3xf32>})
        -> tensor<1x2xf32> {
      %y = compress.dense "fc" %x, %w : tensor<1x3xf32>, tensor<2x3xf32>
      return %y : tensor<1x2xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%x: tensor<1x3xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x3xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x3xf32>, tensor<2x3xf32>
      return %y : tensor<1x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to work on; default: the only public one, or main">,
  ];
  let statistics = [
    Statistic<"numBound", "num-bound", "Arguments that became operations">,
  ];
}

def CompressInitializeParameters
    : Pass<"compress-initialize-parameters", "ModuleOp"> {
  let summary = "Give the parameters of all layers fresh values";
  let description = [{
    Takes and leaves [layers] or [compressed]. Weights and biases get the values
    that `initialize` draws; batch norms start with scale 1, offset 0, mean 0 and
    variance 1. What is drawn for a parameter depends on `seed` and its name, and
    on no other parameter. Frozen parameters other than statistics keep their
    values, and so do masks.

    - `kaiming`: uniform between `-b` and `b` with `b = sqrt(6 / ((1 + a^2) fan_in))`,
      He et al., Delving Deep into Rectifiers, 2015; `a` is the slope of a leaky
      ReLU. Biases between `-1/sqrt(fan_in)` and `1/sqrt(fan_in)`. Without a
      parameter `a` is `sqrt(5)`: PyTorch's defaults for convolutions and linear
      layers. `kaiming<0.0>` is He's choice for ReLU.
    - `xavier`: uniform with `b = sqrt(6 / (fan_in + fan_out))`, biases 0. Glorot and
      Bengio, Understanding the Difficulty of Training Deep Feedforward Neural
      Networks, 2010.
    - `zeros`.

    ```mlir
    func.func @main(%x: tensor<1x3xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x3xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x3xf32>, tensor<2x3xf32>
      return %y : tensor<1x2xf32>
    }
    ```

    becomes, with `initialize=zeros`:

    ```mlir
    func.func @main(%x: tensor<1x3xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<0.0> : tensor<2x3xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x3xf32>, tensor<2x3xf32>
      return %y : tensor<1x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect"];
  let options = [
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to work on; default: the only public one, or main">,
    Option<"initializer", "initialize", "::mlir::compress::OptionText",
           /*default=*/"\"kaiming\"",
           "How values are drawn: kaiming, xavier, zeros, or an attribute with "
           "InitializerAttrInterface">,
    Option<"seed", "seed", "uint64_t", /*default=*/"0",
           "Another seed gives other values">,
  ];
  let statistics = [
    Statistic<"numInitialized", "num-initialized", "Parameters with new values">,
  ];
}

#endif // COMPRESS_TRANSFORMS_TRAINING_PARAMETERPASSES_TD
