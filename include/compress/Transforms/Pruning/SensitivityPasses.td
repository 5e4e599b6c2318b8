//===- SensitivityPasses.td - what pruning costs, layer by layer ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_PRUNING_SENSITIVITYPASSES_TD
#define COMPRESS_TRANSFORMS_PRUNING_SENSITIVITYPASSES_TD

include "mlir/Pass/PassBase.td"

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

#endif // COMPRESS_TRANSFORMS_PRUNING_SENSITIVITYPASSES_TD
