//===- Passes.td - pruning passes -----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_PRUNING_PASSES_TD
#define COMPRESS_TRANSFORMS_PRUNING_PASSES_TD

include "mlir/Pass/PassBase.td"

def CompressPrune : Pass<"compress-prune", "ModuleOp"> {
  let summary = "Mask the least important weights";
  let description = [{
    Takes [layers] or [compressed], leaves [compressed]. Scores every weight by
    the criterion and puts a `compress.mask` behind the parameter that is false
    for the lowest scores; values stay, so that the choice can be undone. It works
    on every operation with `PrunableOpInterface`, also on TOSA convolutions.

    With `sparsity`, `round(sparsity * n)` weights go, halves to even, of each
    layer (`scope=local`) or of all selected layers together (`scope=global`);
    of equal scores the first go. With `threshold`, scores up to and including
    it go. A weight that has a mask already keeps what is pruned, and the fraction
    applies to the rest. This is what `torch.nn.utils.prune` does.

    A parameter that several layers share gets one mask. Layers whose weight is
    not constant are left alone, with a remark. Weights that are not finite are an
    error.

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<[[1.0, 0.5], [-0.25, -2.0]]> : tensor<2x2xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
      return %y : tensor<1x2xf32>
    }
    ```

    becomes, with `sparsity=0.5`:

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<[[1.0, 0.5], [-0.25, -2.0]]> : tensor<2x2xf32>
      %m = "tosa.const"() <{values = dense<[[true, false], [false, true]]> : tensor<2x2xi1>}> : () -> tensor<2x2xi1>
      %p = compress.mask %w, %m : tensor<2x2xf32>, tensor<2x2xi1>
      %y = compress.dense "fc" %x, %p : tensor<1x2xf32>, tensor<2x2xf32>
      return %y : tensor<1x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"criterion", "criterion", "::mlir::compress::OptionText",
           /*default=*/"\"l1-norm\"",
           "How weights are scored: magnitude, l1-norm, or an attribute with "
           "ImportanceAttrInterface">,
    Option<"pattern", "pattern", "::mlir::compress::PruningPattern",
           /*default=*/"::mlir::compress::PruningPattern::Unstructured",
           "What is removed together", [{::llvm::cl::values(
             clEnumValN(::mlir::compress::PruningPattern::Unstructured,
                        "unstructured", "Single weights"))}]>,
    Option<"scope", "scope", "::mlir::compress::PruningScope",
           /*default=*/"::mlir::compress::PruningScope::Local",
           "Among which weights scores are compared", [{::llvm::cl::values(
             clEnumValN(::mlir::compress::PruningScope::Local, "local",
                        "Each layer by itself"),
             clEnumValN(::mlir::compress::PruningScope::Global, "global",
                        "All selected layers together"))}]>,
    Option<"sparsity", "sparsity", "::mlir::compress::OptionalDouble",
           /*default=*/"", "Fraction of the weights to prune, from 0 to 1">,
    Option<"threshold", "threshold", "::mlir::compress::OptionalDouble",
           /*default=*/"", "Prune scores up to this one instead">,
    Option<"include", "include", "::mlir::compress::OptionText",
           /*default=*/"",
           "Prune only layers whose whole name matches this expression">,
    Option<"exclude", "exclude", "::mlir::compress::OptionText",
           /*default=*/"",
           "Leave out layers whose whole name matches this expression">,
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to prune; default: the only public one, or main">,
  ];
  let statistics = [
    Statistic<"numPruned", "num-pruned", "Weights that this pass pruned">,
    Statistic<"numWeights", "num-weights", "Weights of the pruned layers">,
  ];
}

def CompressShrink : Pass<"compress-shrink", "::mlir::ModuleOp"> {
  let summary = "Remove masked channels physically";
  let description = [{
    Takes [layers] or [compressed] and leaves the same, with smaller tensors. An
    output channel, or neuron, whose weights are all masked or zero computes a
    constant. This pass follows each channel, by `DimensionCouplingOpInterface`,
    to everything that it is coupled with, through residual sums, concatenations,
    slices, depthwise convolutions, batch norms, reshapes, broadcasts and calls,
    and removes it everywhere where the result of the function stays the same.

    A channel goes where all that sum it see zeros, or weights of zero, or a
    constant that they can take into their bias: what biases, batch norms and
    activation functions still make of a masked channel is computed and added to
    the bias of the next layers, which get one where they have none. So a channel
    that nobody reads goes as well. Arguments and results of the function keep
    their types; so does every channel that reaches an operation without the
    interface, or one that mixes channels. Everything masked that stays is named
    in a remark, with the operation in the way and its location.

    Numbers of channels are multiples of `round-to`. For small layers it is
    halved until the layer has at least four times as many channels: 8 for 32
    channels and more, 4 from 16, 2 from 8, 1 below. The first of the
    masked channels stay to fill up. At least one channel always stays. A
    convolution in groups loses whole groups, or the same channels of each.

    A parameter records what is left of it in `compress.kept`, by dimension, as
    indices of the original; its `layout` becomes that of an imported tensor that
    never had the other entries, and is dropped where there is no such tensor.

    `check` compiles the function before and after and compares them on random
    inputs: floats must agree within 1e-4 of the largest output.

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
      %w = compress.parameter "fc1.weight" = dense<[[1.0, 0.5], [-0.25, -2.0], [3.0, 4.0]]> : tensor<3x2xf32>
      %m = "tosa.const"() <{values = dense<[[true], [false], [true]]> : tensor<3x1xi1>}> : () -> tensor<3x1xi1>
      %p = compress.mask %w, %m : tensor<3x2xf32>, tensor<3x1xi1>
      %b = compress.parameter "fc1.bias" = dense<[0.0, 2.0, 1.0]> : tensor<3xf32>
      %y = compress.dense "fc1" %x, %p bias %b : tensor<1x2xf32>, tensor<3x2xf32>, tensor<3xf32>
      %v = compress.parameter "fc2.weight" = dense<[[1.0, 10.0, -1.0]]> : tensor<1x3xf32>
      %z = compress.dense "fc2" %y, %v : tensor<1x3xf32>, tensor<1x3xf32>
      return %z : tensor<1x1xf32>
    }
    ```

    becomes:

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
      %w = compress.parameter "fc1.weight" {compress.kept = [array<i64: 0, 2>, array<i64>]} = dense<[[1.0, 0.5], [3.0, 4.0]]> : tensor<2x2xf32>
      %m = "tosa.const"() <{values = dense<true> : tensor<2x1xi1>}> : () -> tensor<2x1xi1>
      %p = compress.mask %w, %m : tensor<2x2xf32>, tensor<2x1xi1>
      %b = compress.parameter "fc1.bias" {compress.kept = [array<i64: 0, 2>]} = dense<[0.0, 1.0]> : tensor<2xf32>
      %y = compress.dense "fc1" %x, %p bias %b : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
      %v = compress.parameter "fc2.weight" {compress.kept = [array<i64>, array<i64: 0, 2>]} = dense<[[1.0, -1.0]]> : tensor<1x2xf32>
      %c = compress.parameter "fc2.bias" = dense<20.0> : tensor<1xf32>
      %z = compress.dense "fc2" %y, %v bias %c : tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>
      return %z : tensor<1x1xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"roundTo", "round-to", "int64_t", /*default=*/"8",
           "Keep a multiple of so many channels, less in small layers; 1 is "
           "exact">,
    Option<"check", "check", "bool", /*default=*/"false",
           "Run the function before and after, and compare">,
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to shrink; default: the only public one, or main">,
  ];
  let statistics = [
    Statistic<"numChannels", "num-channels", "Output channels removed">,
    Statistic<"numLayers", "num-layers", "Layers that became smaller">,
    Statistic<"numParameters", "num-parameters", "Parameter entries removed">,
  ];
}

#endif // COMPRESS_TRANSFORMS_PRUNING_PASSES_TD
