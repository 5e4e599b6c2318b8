//===- Passes.td - quantization passes ------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_QUANTIZATION_PASSES_TD
#define COMPRESS_TRANSFORMS_QUANTIZATION_PASSES_TD

include "mlir/Pass/PassBase.td"

def CompressCalibrate : Pass<"compress-calibrate", "::mlir::ModuleOp"> {
  let summary = "Record the ranges of activations on sample data";
  let description = [{
    Takes [layers] or [compressed]. Puts `compress.observe` taps on the values that
    quantization will round: what enters from outside, and the results of
    operations, after the activation function where one follows; taps that are
    there stay. Then compiles the module, runs it on `num-samples` samples of a
    file, drawn with `seed`, and writes the range that the observer proposes into
    each tap.

    `compress-calibrate{data=/data/images.npy mean=0.5 std=0.25}`:

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
      %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5]]> : tensor<1x2xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<1x2xf32>
      return %y : tensor<1x1xf32>
    }
    ```

    becomes, for instance,

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
      %0 = compress.observe "input0" %x : tensor<1x2xf32> by #compress.minmax range [-1.0, 1.0]
      %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5]]> : tensor<1x2xf32>
      %y = compress.dense "fc" %0, %w : tensor<1x2xf32>, tensor<1x2xf32>
      %1 = compress.observe "fc.output" %y : tensor<1x1xf32> by #compress.minmax range [-1.5, 1.0]
      return %1 : tensor<1x1xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect"];
  let options = [
    Option<"data", "data", "::mlir::compress::OptionText", /*default=*/"",
           "Samples: an IDX file, also gzipped, or a .npy file; u8 values are "
           "divided by 255">,
    ListOption<"mean", "mean", "::mlir::compress::OptionalDouble",
               "Subtracted from samples; one number, or one per channel">,
    ListOption<"deviation", "std", "::mlir::compress::OptionalDouble",
               "Divides samples after that; one number, or one per channel">,
    Option<"numSamples", "num-samples", "int64_t", /*default=*/"512",
           "How many samples to run">,
    Option<"seed", "seed", "uint64_t", /*default=*/"0",
           "Start of the random choice of samples">,
    Option<"calibration", "calibration", "::mlir::compress::OptionText",
           /*default=*/"\"minmax\"",
           "How ranges follow from values: minmax, percentile<99.99>, or an "
           "attribute with ObserverAttrInterface">,
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to calibrate; default: the only public one, or main">,
  ];
  let statistics = [
    Statistic<"numTaps", "num-taps", "Values that were observed">,
    Statistic<"numRuns", "num-samples", "Samples that were run">,
  ];
}

def CompressQuantize : Pass<"compress-quantize", "::mlir::ModuleOp"> {
  let summary = "Round weights and activations to few bits";
  let description = [{
    Takes [layers] or [compressed] with calibrated `compress.observe` taps, leaves
    [compressed] without them. Taps become `compress.fake_quant`: per tensor,
    asymmetric, with a range that includes zero. Weights are rounded per output
    channel, symmetric, to `-(2^(b-1)-1) .. 2^(b-1)-1`, after their mask; biases to
    i32 on the accumulator's scale. Values stay f32.

    Which operations are quantized: every layer that `include` and `exclude`
    select, and the operations between them that have an integer form; after the
    last layer only if all that follow have one, so that a softmax stays float.

    For training, scales of weights and activations can be values instead, which
    `compress-fix-ranges` makes part of the types afterwards; biases are rounded
    there.

    - `fitted`: the scale of a channel follows its largest magnitude
      (`compress.fitted_scale`).
    - `learned`: scales are parameters `<layer>.weight.scale` and
      `<value>.scale`. Those of weights start at `2 mean|w| / sqrt(hi)`, with all
      `2^b` integers `-hi-1 .. hi`, those of activations at the calibrated range;
      gradients are multiplied by `1 / sqrt(n hi)` for `n` entries of a channel or of
      a sample (Esser et al., Learned Step Size Quantization, 2020).

    A batch norm behind a layer whose weight is quantized for training is an error:
    what is rounded must be the folded weight (`compress-fold-batch-norm`).

    `compress-quantize` of

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
      %0 = compress.observe "input0" %x : tensor<1x2xf32> by #compress.minmax range [-1.0, 1.0]
      %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5]]> : tensor<1x2xf32>
      %y = compress.dense "fc" %0, %w : tensor<1x2xf32>, tensor<1x2xf32>
      %1 = compress.observe "fc.output" %y : tensor<1x1xf32> by #compress.minmax range [-1.5, 1.0]
      return %1 : tensor<1x1xf32>
    }
    ```

    puts `compress.fake_quant` in the place of both taps and behind the weight.
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::quant::QuantDialect"];
  let options = [
    Option<"weightBits", "weight-bits", "unsigned", /*default=*/"8",
           "Bits of a weight, 2 to 8">,
    Option<"activationBits", "activation-bits", "unsigned", /*default=*/"8",
           "Bits of an activation, 2 to 8">,
    Option<"weightRanges", "weight-ranges", "::mlir::compress::RangeRule",
           /*default=*/"::mlir::compress::RangeRule::Fixed",
           "What becomes of scales of weights in training", [{::llvm::cl::values(
             clEnumValN(::mlir::compress::RangeRule::Fixed, "fixed",
                        "Nothing"),
             clEnumValN(::mlir::compress::RangeRule::Fitted, "fitted",
                        "They follow the largest magnitude"),
             clEnumValN(::mlir::compress::RangeRule::Learned, "learned",
                        "They are parameters"))}]>,
    Option<"activationRanges", "activation-ranges",
           "::mlir::compress::RangeRule",
           /*default=*/"::mlir::compress::RangeRule::Fixed",
           "What becomes of scales of activations in training", [{::llvm::cl::values(
             clEnumValN(::mlir::compress::RangeRule::Fixed, "fixed",
                        "Nothing"),
             clEnumValN(::mlir::compress::RangeRule::Learned, "learned",
                        "They are parameters"))}]>,
    Option<"include", "include", "::mlir::compress::OptionText",
           /*default=*/"",
           "Quantize only layers whose whole name matches this expression">,
    Option<"exclude", "exclude", "::mlir::compress::OptionText",
           /*default=*/"",
           "Leave out layers whose whole name matches this expression">,
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to quantize; default: the only public one, or main">,
  ];
  let statistics = [
    Statistic<"numLayers", "num-layers", "Layers that were quantized">,
    Statistic<"numActivations", "num-activations",
              "Activations that were quantized">,
  ];
}

def CompressFixRanges : Pass<"compress-fix-ranges", "::mlir::ModuleOp"> {
  let summary = "Make trained scales part of quantized types";
  let description = [{
    Takes and leaves [compressed]. The operand `scale` of each `compress.fake_quant`,
    which training has changed, becomes part of its type, and biases of layers whose
    weight and input are quantized are rounded to i32 on the scale of the
    accumulator, which is known now. `compress-lower-to-integer` can follow.

    Scales of weights are taken as they are, except that a channel that is
    rounded to zeros takes the largest scale, and that of a channel whose bias would
    not fit the accumulator is enlarged, with a remark.

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
      %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.0625> : tensor<1x2xf32>
      %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5]]> : tensor<1x2xf32>
      %s = compress.parameter "fc.weight.scale" = dense<0.5> : tensor<1xf32>
      %1 = compress.fake_quant %w scale %s as !quant.uniform<i8<-2:1>:f32:0, {0.75}> : tensor<1x2xf32>, tensor<1xf32>
      %y = compress.dense "fc" %0, %1 : tensor<1x2xf32>, tensor<1x2xf32>
      %2 = compress.fake_quant %y as !quant.uniform<i8:f32, 0.125> : tensor<1x1xf32>
      return %2 : tensor<1x1xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
      %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.0625> : tensor<1x2xf32>
      %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5]]> : tensor<1x2xf32>
      %1 = compress.fake_quant %w as !quant.uniform<i8<-2:1>:f32:0, {0.5}> : tensor<1x2xf32>
      %y = compress.dense "fc" %0, %1 : tensor<1x2xf32>, tensor<1x2xf32>
      %2 = compress.fake_quant %y as !quant.uniform<i8:f32, 0.125> : tensor<1x1xf32>
      return %2 : tensor<1x1xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::quant::QuantDialect"];
  let options = [
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to work on; default: the only public one, or main">,
  ];
  let statistics = [
    Statistic<"numFixed", "num-fixed", "Values whose scales became fixed">,
    Statistic<"numBiases", "num-biases", "Biases that were rounded">,
  ];
}

#endif // COMPRESS_TRANSFORMS_QUANTIZATION_PASSES_TD
