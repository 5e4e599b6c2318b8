//===- Passes.td - general passes -----------------------------------------===//
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

def CompressFoldBatchNorm
    : Pass<"compress-fold-batch-norm", "::mlir::func::FuncOp"> {
  let summary = "Fold batch norms into the layers before them";
  let description = [{
    Takes and leaves [layers]. Scales the weight of a convolution or dense layer
    per output channel and creates or changes its bias, computed in double
    precision, so that the batch norm after it can go. Masks stay: scaling moves
    no zeros.

    A batch norm stays, with a remark, if there is no layer directly before it,
    if the layer's result or its parameters have other uses, if a value in
    between is quantized, or if a number it needs is not a parameter. Statistics
    that are not finite or give a variance that is not positive are an error.

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
      %s = compress.parameter "bn.scale" = dense<[1.0, 4.0]> : tensor<2xf32>
      %o = compress.parameter "bn.offset" = dense<[0.0, 5.0]> : tensor<2xf32>
      %m = compress.parameter "bn.mean" frozen = dense<[2.0, 0.0]> : tensor<2xf32>
      %v = compress.parameter "bn.variance" frozen = dense<3.0> : tensor<2xf32>
      %z = compress.batch_norm "bn" %y scale %s offset %o mean %m variance %v {epsilon = 1.0 : f32}
         : tensor<1x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
      return %z : tensor<1x2xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<[[0.5, 1.0], [6.0, 8.0]]> : tensor<2x2xf32>
      %b = compress.parameter "fc.bias" = dense<[-1.0, 5.0]> : tensor<2xf32>
      %y = compress.dense "fc" %x, %w bias %b : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
      return %y : tensor<1x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect"];
  let statistics = [
    Statistic<"numFolded", "num-folded", "Batch norms folded">,
    Statistic<"numKept", "num-kept", "Batch norms that stay">,
  ];
}

def CompressListLayers : Pass<"compress-list-layers", "ModuleOp"> {
  let summary = "Print a table of layers, parameters and MACs";
  let description = [{
    Takes any contract and changes nothing. For each function with layers, prints
    to stdout one line per layer: name, kind, shapes of result and weight, number
    of parameters and how many of them are not zero (masks applied), and
    multiply-accumulate operations of one execution. `-` stands for a number that
    is not known, because a value is not constant or a shape not static. Mean
    and variance of a batch norm do not count as parameters; a parameter that two
    layers share counts once in the total.

    `compress-opt` also prints the module; add `-o /dev/null` to see the table
    alone. For the module

    ```mlir
    func.func @main(%x: tensor<1x320xf32>) -> tensor<1x50xf32> {
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<50x320xf32>
      %b = compress.parameter "fc.bias" = dense<0.0> : tensor<50xf32>
      %y = compress.dense "fc" %x, %w bias %b : tensor<1x320xf32>, tensor<50x320xf32>, tensor<50xf32>
      return %y : tensor<1x50xf32>
    }
    ```

    it prints

    ```
    layers of @main
    name   kind   output  weight  parameters  non-zeros   MACs
    fc     dense  1x50    50x320       16050      16000  16000
    total                              16050      16000  16000
    ```
  }];
  let options = [
    Option<"format", "format", "::mlir::compress::ListFormat",
           /*default=*/"::mlir::compress::ListFormat::Text",
           "How to print", [{::llvm::cl::values(
             clEnumValN(::mlir::compress::ListFormat::Text, "text",
                        "A table"),
             clEnumValN(::mlir::compress::ListFormat::Json, "json",
                        "One JSON object"))}]>,
  ];
}

def CompressReport : Pass<"compress-report", "ModuleOp"> {
  let summary = "Write what each layer is and costs to a JSON file";
  let description = [{
    Takes any contract and changes nothing. Writes, per layer: name, kind, source
    location, shapes and element types, parameters and how many of them are not
    zero, bits of weight and activation, bytes, multiply-accumulates and bytes
    moved; the operations that are no layers, by kind; and totals. A figure that
    is not known, because a value is not constant or a shape not static, is
    `null`. docs/Report.md describes every field.

    With `before=`, a report written earlier (in the same pipeline, or by another
    command days ago), each layer also gets the figures that the layer of this
    name had then, and the difference. So figures from before travel in a file
    and never in the IR: they survive any road that keeps the names of layers.
    Raise TOSA first, which gives layers the names that they keep.

    The file appears when it is complete; after an error nothing has changed.

    ```mlir
    func.func @main(%x: tensor<1x320xf32>) -> tensor<1x50xf32> {
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<50x320xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x320xf32>, tensor<50x320xf32>
      return %y : tensor<1x50xf32>
    }
    ```

    `compress-report="file=report.json"` writes, among other things,

    ```
    "kind": "dense", "name": "fc", "parameters": 16000, "nonzeros": 16000,
    "weight_bits": 32, "bytes": 64000, "macs": 16000, "moved_bytes": 65480
    ```
  }];
  let options = [
    Option<"file", "file", "::mlir::compress::OptionText", /*default=*/"",
           "The file to write">,
    Option<"before", "before", "::mlir::compress::OptionText", /*default=*/"",
           "An earlier report to compare with">,
  ];
}

def CompressSetBatch : Pass<"compress-set-batch", "ModuleOp"> {
  let summary = "Give a model another batch size";
  let description = [{
    Takes [layers], [compressed] or [integer] and leaves the same. Exported models
    have their batch size, mostly 1, in every type and shape constant. This pass
    changes dimension 0 of the function's arguments and follows it, by
    `DimensionCouplingOpInterface`, through operations and calls, so that sample
    `n` of every result depends on sample `n` of the arguments alone, as before.
    Constants that broadcast keep their size of 1.

    It is an error, and nothing changes, where samples would meet or a constant
    would have to be repeated: an operation that reduces, reverses or slides over
    the batch, a reshape that mixes samples, a constant that has the old batch
    size or cannot broadcast, and any operation without the interface.

    `check` compiles the function before and after and compares them on random
    inputs: integers must be equal, floats within 1e-5 of the largest output.

    ```mlir
    func.func @main(%x: tensor<1x2x2x3xf32>) -> tensor<1x4xf32> {
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<4x12xf32>
      %c = "tosa.const"() <{values = dense<2.0> : tensor<1x1x1x3xf32>}> : () -> tensor<1x1x1x3xf32>
      %0 = tosa.add %x, %c : (tensor<1x2x2x3xf32>, tensor<1x1x1x3xf32>) -> tensor<1x2x2x3xf32>
      %s = tosa.const_shape {values = dense<[1, 12]> : tensor<2xindex>} : () -> !tosa.shape<2>
      %1 = tosa.reshape %0, %s : (tensor<1x2x2x3xf32>, !tosa.shape<2>) -> tensor<1x12xf32>
      %2 = compress.dense "fc" %1, %w : tensor<1x12xf32>, tensor<4x12xf32>
      return %2 : tensor<1x4xf32>
    }
    ```

    becomes, with `size=64`:

    ```mlir
    func.func @main(%x: tensor<64x2x2x3xf32>) -> tensor<64x4xf32> {
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<4x12xf32>
      %c = "tosa.const"() <{values = dense<2.0> : tensor<1x1x1x3xf32>}> : () -> tensor<1x1x1x3xf32>
      %0 = tosa.add %x, %c : (tensor<64x2x2x3xf32>, tensor<1x1x1x3xf32>) -> tensor<64x2x2x3xf32>
      %s = tosa.const_shape {values = dense<[64, 12]> : tensor<2xindex>} : () -> !tosa.shape<2>
      %1 = tosa.reshape %0, %s : (tensor<64x2x2x3xf32>, !tosa.shape<2>) -> tensor<64x12xf32>
      %2 = compress.dense "fc" %1, %w : tensor<64x12xf32>, tensor<4x12xf32>
      return %2 : tensor<64x4xf32>
    }
    ```
  }];
  let options = [
    Option<"size", "size", "int64_t", /*default=*/"0", "The new batch size">,
    Option<"function", "function", "std::string", /*default=*/"",
           "The function; default: the only public one, or main">,
    ListOption<"arguments", "arguments", "std::string",
               "Names of the arguments with a batch, as compress-run shows "
               "them; default: all with the first one's dimension 0">,
    Option<"check", "check", "bool", /*default=*/"false",
           "Run the function before and after, and compare">,
  ];
  let statistics = [
    Statistic<"numValues", "num-values", "Values with another shape">,
  ];
}

def CompressCheckEquivalence
    : Pass<"compress-check-equivalence", "::mlir::ModuleOp"> {
  let summary = "Prove by running that two functions compute the same";
  let description = [{
    Takes any contract and changes nothing. Compiles the function and a
    reference, another function of the module (`reference-function`) or one of a
    file (`reference`), and runs both: `runs` times on random inputs, floats in
    [-1, 1) and indices 0 or 1, then on `num-samples` samples of `data`. Integers
    must be equal, floats within `tolerance` of the largest number of the output.
    The error names the first output that differs; a remark says how far they
    were apart. This is how to see that a network with masks and the network that
    `compress-shrink` makes of it are the same.

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
      %w = compress.parameter "fc.weight" = dense<[[1.0, 0.5]]> : tensor<1x2xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<1x2xf32>
      return %y : tensor<1x1xf32>
    }
    func.func @other(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
      %w = compress.parameter "fc.weight" = dense<[[-1.0, -0.5]]> : tensor<1x2xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<1x2xf32>
      %zp = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
      %0 = tosa.negate %y, %zp, %zp : (tensor<1x1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
      return %0 : tensor<1x1xf32>
    }
    ```

    `compress-check-equivalence="function=main reference-function=other"` passes.
  }];
  let options = [
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "The function; default: the only public one, or main">,
    Option<"reference", "reference", "::mlir::compress::OptionText",
           /*default=*/"", "A file with the function to compare with">,
    Option<"referenceFunction", "reference-function",
           "::mlir::compress::OptionText", /*default=*/"",
           "The function to compare with, of the file, or else of the module">,
    Option<"tolerance", "tolerance", "double", /*default=*/"1e-4",
           "How far floats may differ, as a part of the largest">,
    Option<"runs", "runs", "int64_t", /*default=*/"4",
           "How many random inputs">,
    Option<"seed", "seed", "uint64_t", /*default=*/"1",
           "Start of the random numbers">,
    Option<"data", "data", "::mlir::compress::OptionText", /*default=*/"",
           "Samples to run as well: an IDX file, also gzipped, or a .npy file">,
    ListOption<"mean", "mean", "::mlir::compress::OptionalDouble",
               "Subtracted from samples; one number, or one per channel">,
    ListOption<"deviation", "std", "::mlir::compress::OptionalDouble",
               "Divides samples after that; one number, or one per channel">,
    Option<"numSamples", "num-samples", "int64_t", /*default=*/"64",
           "How many samples of data to run; 0 for all">,
  ];
}

#endif // COMPRESS_TRANSFORMS_COMMON_PASSES_TD
