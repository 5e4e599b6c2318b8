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

def CompressMeasureSensitivity
    : Pass<"compress-measure-sensitivity", "::mlir::ModuleOp"> {
  let summary = "Measure what pruning each layer costs on sample data";
  let description = [{
    Takes [layers] or [compressed] and changes nothing. For each weight that
    `include` and `exclude` select, and each of `sparsities`, prunes a copy of the
    module in this weight alone, as `compress-prune` with the same `criterion` and
    `pattern` would, compiles it, and runs it on samples beside the module as it
    is. It says how far the outputs move, as signal-to-noise ratio in dB and as the
    share of samples with the same largest entry of output 0, and, with `labels`,
    how often that entry is the label.

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<[[1.0, 0.5], [-0.25, -2.0]]> : tensor<2x2xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
      return %y : tensor<1x2xf32>
    }
    ```

    gives, with `data=x.npy sparsities=0.5`, a remark such as
    `parameter 'fc.weight': sparsity 0.5 gives 18.1 dB, same answer in 97.2 %`, and
    with `file=s.json` a file:

    ```
    {"format": "compress-sensitivity", "version": 1, "criterion": "l1-norm",
     "pattern": "unstructured", "samples": 512, "accuracy": null,
     "weights": [{"name": "fc.weight", "layers": ["fc"], "entries": 4, "groups": 4,
       "points": [{"sparsity": 0.5, "kept": 2, "sqnr_db": 18.1,
                   "agreement": 0.972, "accuracy": null} ]} ]}
    ```

    `sqnr_db` is null where nothing changes. Progress goes to the standard error
    output. A point compiles the module once.
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"criterion", "criterion", "::mlir::compress::OptionText",
           /*default=*/"\"l1-norm\"",
           "How groups of weights are scored, as for compress-prune">,
    Option<"pattern", "pattern", "::mlir::compress::OptionText",
           /*default=*/"\"unstructured\"",
           "What is removed together, as for compress-prune">,
    ListOption<"sparsities", "sparsities", "::mlir::compress::OptionalDouble",
               "Fractions of the groups to prune; default: 0.25, 0.5, 0.75, 0.9">,
    Option<"data", "data", "::mlir::compress::OptionText", /*default=*/"",
           "Samples: an IDX file, also gzipped, or a .npy file; u8 values are "
           "divided by 255">,
    Option<"labels", "labels", "::mlir::compress::OptionText", /*default=*/"",
           "One integer for each sample of data, for accuracy">,
    ListOption<"mean", "mean", "::mlir::compress::OptionalDouble",
               "Subtracted from samples; one number, or one per channel">,
    ListOption<"deviation", "std", "::mlir::compress::OptionalDouble",
               "Divides samples after that; one number, or one per channel">,
    Option<"numSamples", "num-samples", "int64_t", /*default=*/"512",
           "How many samples to run">,
    Option<"seed", "seed", "uint64_t", /*default=*/"0",
           "Start of the random choice of samples">,
    Option<"file", "file", "::mlir::compress::OptionText", /*default=*/"",
           "Where to write the figures as JSON">,
    Option<"include", "include", "::mlir::compress::OptionText",
           /*default=*/"",
           "Measure only layers whose whole name matches this expression">,
    Option<"exclude", "exclude", "::mlir::compress::OptionText",
           /*default=*/"",
           "Leave out layers whose whole name matches this expression">,
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to measure; default: the only public one, or main">,
  ];
  let statistics = [
    Statistic<"numPoints", "num-points", "Pruned copies that were measured">,
  ];
}

def CompressAllocateSparsity
    : Pass<"compress-allocate-sparsity", "::mlir::ModuleOp"> {
  let summary = "Prune each layer as far as its sensitivity and a budget say";
  let description = [{
    Takes [layers] or [compressed], leaves [compressed]. Reads what
    `compress-measure-sensitivity` wrote and prunes every weight in the file to one
    of the sparsities in it, with the criterion and pattern in it, so that at most
    a fraction of the weights (`max-params`), of the multiplications
    (`max-flops`) or of the bytes (`max-bytes`) of these layers is left, or of the
    time that the whole function takes (`max-latency`). Among the
    choices within the budget it looks for the least noise at the output, taking
    the noises that were measured one by one to add up: steps along the convex
    hull of each layer, the cheapest first (Shoham and Gersho, Efficient Bit
    Allocation for an Arbitrary Set of Quantizers, 1988).

    Bytes are those of f32 weights: of filters and channels what is left; of single
    weights and blocks what is left and one bit for each weight, or all of them
    where that is less. Criteria that need activations read `data`.

    Times are measured, on this machine and one thread: each layer once for each
    sparsity in the file, in a copy of the function where all layers have it, and in
    the end the function as it was pruned, in turns with the function as it came. Of
    filters and channels the copies are run through `compress-shrink` first. Where
    layers in company are slower than each by itself, the choice is made again. A
    layer that stays dense at a sparsity because a sparse kernel would lose saves
    nothing, and is left alone. Another run may choose differently.

    A module with the weights of

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<[[1.0, 0.5], [-0.25, -2.0]]> : tensor<2x2xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
      return %y : tensor<1x2xf32>
    }
    ```

    gets masks as from `compress-prune`, with a sparsity for each layer.
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"sensitivity", "sensitivity", "::mlir::compress::OptionText",
           /*default=*/"", "What compress-measure-sensitivity has written">,
    Option<"maxParams", "max-params", "::mlir::compress::OptionalDouble",
           /*default=*/"", "Fraction of the weights to keep at most">,
    Option<"maxFlops", "max-flops", "::mlir::compress::OptionalDouble",
           /*default=*/"", "Fraction of the multiplications to keep at most">,
    Option<"maxBytes", "max-bytes", "::mlir::compress::OptionalDouble",
           /*default=*/"", "Fraction of the weights' bytes to keep at most">,
    Option<"maxLatency", "max-latency", "::mlir::compress::OptionalDouble",
           /*default=*/"",
           "Fraction of the function's measured time to keep at most">,
    Option<"pruneBias", "prune-bias", "bool", /*default=*/"true",
           "Mask the bias of removed filters too">,
    Option<"data", "data", "::mlir::compress::OptionText", /*default=*/"",
           "Samples for criteria that need activations">,
    ListOption<"mean", "mean", "::mlir::compress::OptionalDouble",
               "Subtracted from samples; one number, or one per channel">,
    ListOption<"deviation", "std", "::mlir::compress::OptionalDouble",
               "Divides samples after that; one number, or one per channel">,
    Option<"numSamples", "num-samples", "int64_t", /*default=*/"512",
           "How many samples to run">,
    Option<"seed", "seed", "uint64_t", /*default=*/"0",
           "Start of the random choice of samples">,
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

#endif // COMPRESS_TRANSFORMS_PRUNING_PASSES_TD
