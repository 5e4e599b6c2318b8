//===- PrunePasses.td - masking and removing ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_PRUNING_PRUNEPASSES_TD
#define COMPRESS_TRANSFORMS_PRUNING_PRUNEPASSES_TD

include "mlir/Pass/PassBase.td"

def CompressPrune : Pass<"compress-prune", "ModuleOp"> {
  let summary = "Mask the least important weights";
  let description = [{
    Takes [layers] or [compressed], leaves [compressed]. Divides every weight into
    groups by the pattern, scores the groups by the criterion, and puts a
    `compress.mask` behind the parameter that is false for the lowest scores;
    values stay, so that the choice can be undone. It works on every operation
    with `PrunableOpInterface`, also on TOSA convolutions.

    | pattern | what goes |
    | --- | --- |
    | `unstructured` | single weights, the lowest of the layer |
    | `per-neuron`, `per-connection` | single weights, the lowest of each output, or of each input |
    | `2:4`, any `N:M` | all but N of each M adjacent input channels |
    | `4x1`, any `RxC` | blocks of R output channels times C weights of one output |
    | `filter` | output channels (neurons of a dense layer), and their bias |
    | `channel` | input channels |

    A filter of a grouped or depthwise convolution is an output channel as well.
    Adjacent is what lies so in the layer's own layout, OHWI or `[N, K]`. Layers
    that a pattern does not divide are left alone, with a remark.

    Criteria, with the papers, are in the [dialect's attributes](Dialect.md).
    `magnitude`, `l1-norm`, `l2-norm`, `lp-norm<p>`, `sum` and `random<seed>` score
    anything; `lamp` single weights; `entropy` and `gini` groups; `fpgm` filters
    and channels. `bn-scale` scores filters by the batch norm behind the layer.
    `wanda` (single weights), `apoz`, `mean-activation`, `activation-entropy` and
    `activation-gini` (filters) run the module on `num-samples` samples of `data`,
    as `compress-calibrate` does. `taylor` and `taylor-magnitude` score anything by
    derivatives of the `loss` on samples and their `labels`, the mean over batches of
    the size that the function has. What a criterion or pattern cannot do is an error.

    With `sparsity`, `round(sparsity * n)` groups go, halves to even, of each
    layer (`scope=local`) or of all selected layers together (`scope=global`, where
    no layer loses less than `min-sparsity` or more than `max-sparsity`); of equal
    scores the first go. With `threshold`, scores up to and including it go, within
    the same bounds. A weight that has a mask already keeps what is pruned: the
    fraction applies to the groups that are left, even in part, and scores see
    zeros where weights are gone. All this is what `torch.nn.utils.prune` does.

    `pattern=filter` masks the bias of removed filters too, so that they are zero
    as a whole and `compress-shrink` can take them away; `prune-bias=false` leaves
    the bias, as torch does. A bias that other layers read stays, with a remark.

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

    Filters go with their bias:

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<[[1.0, 0.5], [-0.25, -2.0]]> : tensor<2x2xf32>
      %b = compress.parameter "fc.bias" = dense<[0.5, 1.0]> : tensor<2xf32>
      %y = compress.dense "fc" %x, %w bias %b : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
      return %y : tensor<1x2xf32>
    }
    ```

    becomes, with `sparsity=0.5 pattern=filter criterion=l2-norm`:

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<[[1.0, 0.5], [-0.25, -2.0]]> : tensor<2x2xf32>
      %m = "tosa.const"() <{values = dense<[[false], [true]]> : tensor<2x1xi1>}> : () -> tensor<2x1xi1>
      %p = compress.mask %w, %m : tensor<2x2xf32>, tensor<2x1xi1>
      %b = compress.parameter "fc.bias" = dense<[0.5, 1.0]> : tensor<2xf32>
      %n = "tosa.const"() <{values = dense<[false, true]> : tensor<2xi1>}> : () -> tensor<2xi1>
      %q = compress.mask %b, %n : tensor<2xf32>, tensor<2xi1>
      %y = compress.dense "fc" %x, %p bias %q : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
      return %y : tensor<1x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect",
                           "::mlir::math::MathDialect",
                           "::mlir::tensor::TensorDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"criterion", "criterion", "::mlir::compress::OptionText",
           /*default=*/"\"l1-norm\"",
           "How groups of weights are scored: a name from the list above, or an "
           "attribute with ImportanceAttrInterface">,
    Option<"pattern", "pattern", "::mlir::compress::OptionText",
           /*default=*/"\"unstructured\"",
           "What is removed together: unstructured, per-neuron, per-connection, "
           "2:4, 4x1, filter, channel, or an attribute with "
           "PatternAttrInterface">,
    Option<"scope", "scope", "::mlir::compress::PruningScope",
           /*default=*/"::mlir::compress::PruningScope::Local",
           "Among which weights scores are compared", [{::llvm::cl::values(
             clEnumValN(::mlir::compress::PruningScope::Local, "local",
                        "Each layer by itself"),
             clEnumValN(::mlir::compress::PruningScope::Global, "global",
                        "All selected layers together"))}]>,
    Option<"sparsity", "sparsity", "::mlir::compress::OptionalDouble",
           /*default=*/"", "Fraction of the groups to prune, from 0 to 1">,
    Option<"threshold", "threshold", "::mlir::compress::OptionalDouble",
           /*default=*/"", "Prune scores up to this one instead">,
    Option<"minSparsity", "min-sparsity", "::mlir::compress::OptionalDouble",
           /*default=*/"", "Fraction of its groups that each layer loses at "
           "least; with scope=global or threshold">,
    Option<"maxSparsity", "max-sparsity", "::mlir::compress::OptionalDouble",
           /*default=*/"", "Fraction of its groups that a layer loses at most">,
    Option<"pruneBias", "prune-bias", "bool", /*default=*/"true",
           "Mask the bias of removed filters too">,
    Option<"data", "data", "::mlir::compress::OptionText", /*default=*/"",
           "Samples for criteria that need activations or gradients: an IDX file, "
           "also gzipped, or a .npy file; u8 values are divided by 255">,
    Option<"labels", "labels", "::mlir::compress::OptionText", /*default=*/"",
           "Class numbers, or what the output should be, for criteria that need "
           "gradients">,
    Option<"loss", "loss", "::mlir::compress::OptionText",
           /*default=*/"\"cross-entropy\"",
           "Whose gradients: cross-entropy, mse, or an attribute with "
           "LossAttrInterface">,
    ListOption<"mean", "mean", "::mlir::compress::OptionalDouble",
               "Subtracted from samples; one number, or one per channel">,
    ListOption<"deviation", "std", "::mlir::compress::OptionalDouble",
               "Divides samples after that; one number, or one per channel">,
    Option<"numSamples", "num-samples", "int64_t", /*default=*/"512",
           "How many samples to run">,
    Option<"seed", "seed", "uint64_t", /*default=*/"0",
           "Start of the random choice of samples">,
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
    Statistic<"numGroups", "num-groups",
              "Groups (weights, blocks, filters, channels) that it pruned">,
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
    halved until at least twice as many channels must stay: 8 for 16 channels and
    more, 4 from 8, 2 from 4, 1 below. The first of the masked channels stay to
    fill up, and stay when the pass runs again. At least one channel always stays. A
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

#endif // COMPRESS_TRANSFORMS_PRUNING_PRUNEPASSES_TD
