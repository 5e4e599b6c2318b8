//===- Passes.td - conversion passes --------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CONVERSION_PASSES_TD
#define COMPRESS_CONVERSION_PASSES_TD

include "mlir/Pass/PassBase.td"

def ConvertTosaToCompress
    : Pass<"convert-tosa-to-compress", "::mlir::func::FuncOp"> {
  let summary = "Raise TOSA to layers";
  let description = [{
    Makes every weighted operation one `compress` layer with a name, a weight and
    a bias, and the network NHWC:

    - convolutions, plain and depthwise, of f32 or integers with constant zero
      points; a zero pad before them becomes part of them;
    - dense layers, which arrive as `reshape`, `matmul` with a constant,
      `reshape`, `add` (torch-mlir) or as a 1x1 convolution of a 1x1 image
      between reshapes (TFLite). A flatten of an NCHW image before them is folded
      into the columns of the weight. A `matmul` of two activations becomes a
      `batch_matmul`;
    - additions of one constant per channel become the bias;
    - batch norm, written as `sub`, `add`, `pow`, `reciprocal`, `mul`, `mul`,
      `add`, becomes `batch_norm`;
    - pairs of `maximum` and `minimum` become `clamp`, means over height and
      width `avg_pool2d`;
    - transposes between NCHW and NHWC move through elementwise operations, pads,
      concatenations and reductions, and cancel.

    Layers are named by their location, or by kind and number; their constants
    become parameters `<layer>.weight`, `<layer>.bias`, ... with the layout they
    were imported in. What cannot be raised stays as it is; a remark says why.

    ```mlir
    func.func @main(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x4x2xf32> {
      %w = "tosa.const"() <{values = dense<0.5> : tensor<2x3x3x1xf32>}> : () -> tensor<2x3x3x1xf32>
      %b = "tosa.const"() <{values = dense<1.0> : tensor<2xf32>}> : () -> tensor<2xf32>
      %zero = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
      %y = tosa.conv2d %x, %w, %b, %zero, %zero {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>}
         : (tensor<1x4x4x1xf32>, tensor<2x3x3x1xf32>, tensor<2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x2xf32>
      return %y : tensor<1x4x4x2xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x4x2xf32> {
      %w = compress.parameter "conv2d_0.weight" = dense<0.5> : tensor<2x3x3x1xf32>
      %b = compress.parameter "conv2d_0.bias" = dense<1.0> : tensor<2xf32>
      %y = compress.conv2d "conv2d_0" %x, %w bias %b {pad = array<i64: 1, 1, 1, 1>}
         : tensor<1x4x4x1xf32>, tensor<2x3x3x1xf32>, tensor<2xf32>
      return %y : tensor<1x4x4x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::tosa::TosaDialect"];
  let statistics = [
    Statistic<"numRaised", "raised", "Layers of the result">,
    Statistic<"numKept", "kept", "Operations that could not be raised">
  ];
}

def CompressApplyMasks : Pass<"compress-apply-masks"> {
  let summary = "Write the zeros of masks into the weights";
  let description = [{
    Takes [compressed], leaves [compressed] without masks. Replaces a parameter
    and its constant mask by the parameter with zeros where the mask is false;
    name, layout and `frozen` stay. Weights that are plain TOSA constants are
    replaced by new constants. A mask that is not constant is an error, and so is
    a parameter that is used masked and unmasked.

    ```mlir
    func.func @main() -> tensor<2xf32> {
      %w = compress.parameter "fc.weight" = dense<[1.0, 2.0]> : tensor<2xf32>
      %m = "tosa.const"() <{values = dense<[true, false]> : tensor<2xi1>}> : () -> tensor<2xi1>
      %p = compress.mask %w, %m : tensor<2xf32>, tensor<2xi1>
      return %p : tensor<2xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main() -> tensor<2xf32> {
      %w = compress.parameter "fc.weight" = dense<[1.0, 0.0]> : tensor<2xf32>
      return %w : tensor<2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::tosa::TosaDialect"];
  let statistics = [
    Statistic<"numMasks", "num-masks", "Masks that were applied">,
    Statistic<"numZeroed", "num-zeroed", "Weights that the masks zeroed">,
  ];
}

def ConvertCompressToTosa
    : Pass<"convert-compress-to-tosa", "::mlir::func::FuncOp"> {
  let summary = "Write layers as TOSA";
  let description = [{
    The way out: TOSA 1.0 that computes the same, for f32 and integer layers.
    Integer layers give operations of TOSA's integer profile.

    | from | to |
    | --- | --- |
    | `conv2d` | `conv2d`; `depthwise_conv2d`; one `conv2d` per group and `concat` |
    | `dense` | 1x1 `conv2d` of a 1x1 image between reshapes |
    | `batch_matmul` | `matmul` |
    | `batch_norm` | `sub`, `add`, `rsqrt`, `mul`, `mul`, `add` |
    | `mask` | `select` |
    | `fake_quant` | `mul`, `clamp`, `cast` to integers and back, `mul` |
    | `observe` | its input |
    | `parameter` | `const` |

    TOSA convolutions read their whole input; rows that a `conv2d` with stride
    ignores are taken off the pad, or sliced off the input. Layers keep their
    names as locations, so that raising the result finds them again.

    ```mlir
    func.func @main(%x: tensor<1x4xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<0.5> : tensor<2x4xf32>
      %b = compress.parameter "fc.bias" = dense<1.0> : tensor<2xf32>
      %y = compress.dense "fc" %x, %w bias %b : tensor<1x4xf32>, tensor<2x4xf32>, tensor<2xf32>
      return %y : tensor<1x2xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%x: tensor<1x4xf32>) -> tensor<1x2xf32> {
      %b = "tosa.const"() <{values = dense<1.0> : tensor<2xf32>}> : () -> tensor<2xf32>
      %s0 = tosa.const_shape {values = dense<[1, 1, 1, 4]> : tensor<4xindex>} : () -> !tosa.shape<4>
      %0 = tosa.reshape %x, %s0 : (tensor<1x4xf32>, !tosa.shape<4>) -> tensor<1x1x1x4xf32>
      %w = "tosa.const"() <{values = dense<0.5> : tensor<2x1x1x4xf32>}> : () -> tensor<2x1x1x4xf32>
      %z0 = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
      %z1 = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
      %1 = tosa.conv2d %0, %w, %b, %z0, %z1
         {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}
         : (tensor<1x1x1x4xf32>, tensor<2x1x1x4xf32>, tensor<2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x1x2xf32>
      %s1 = tosa.const_shape {values = dense<[1, 2]> : tensor<2xindex>} : () -> !tosa.shape<2>
      %y = tosa.reshape %1, %s1 : (tensor<1x1x1x2xf32>, !tosa.shape<2>) -> tensor<1x2xf32>
      return %y : tensor<1x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::tosa::TosaDialect"];
}

def CompressLowerToInteger
    : Pass<"compress-lower-to-integer", "::mlir::ModuleOp"> {
  let summary = "Outline what is quantized into a function of integers";
  let description = [{
    Takes [compressed], leaves [integer]. In every function with
    `compress.fake_quant`, each operation whose operands and
    result are quantized by `compress.fake_quant` gets its integer
    form: layers on i8 with an i32 accumulator, followed by `tosa.rescale` to the result's
    type; multiplier and shift only. Masks and `fake_quant` of weights and biases
    are applied, names stay. The accumulators are proved from the constant
    weights not to overflow.

    With `boundary=float` the integers move into a private function,
    `<name>_integer_core`, and the function itself rounds, calls it, and scales
    back; what is float before or after stays there. With `boundary=integer` the
    function itself takes and returns i8, and `compress.qtype` attributes of
    arguments and results hold the scales. A float operation between integer ones
    is an error.

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
      %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5:-3> : tensor<1x2xf32>
      %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5]]> : tensor<1x2xf32>
      %1 = compress.fake_quant %w as !quant.uniform<i8<-127:127>:f32:0, {0.25}> : tensor<1x2xf32>
      %y = compress.dense "fc" %0, %1 : tensor<1x2xf32>, tensor<1x2xf32>
      %2 = compress.fake_quant %y as !quant.uniform<i8:f32, 1.0> : tensor<1x1xf32>
      return %2 : tensor<1x1xf32>
    }
    ```

    becomes, with `boundary=integer`:

    ```mlir
    func.func @main(%x: tensor<1x2xi8> {compress.qtype = !quant.uniform<i8:f32, 0.5:-3>})
        -> (tensor<1x1xi8> {compress.qtype = !quant.uniform<i8:f32, 1.0>}) {
      %w = compress.parameter "fc.weight" = dense<[[4, -2]]> : tensor<1x2xi8>
      %y = compress.dense "fc" %x, %w {input_zp = -3 : i32} : tensor<1x2xi8>, tensor<1x2xi8>
      %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
      %s = "tosa.const"() <{values = dense<33> : tensor<1xi8>}> : () -> tensor<1xi8>
      %zi = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
      %zo = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
      %2 = tosa.rescale %y, %m, %s, %zi, %zo {input_unsigned = false, output_unsigned = false, per_channel = false, rounding_mode = SINGLE_ROUND, scale32 = true} : (tensor<1x1xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x1xi8>
      return %2 : tensor<1x1xi8>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::func::FuncDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"boundary", "boundary", "::mlir::compress::IntegerBoundary",
           /*default=*/"::mlir::compress::IntegerBoundary::Float",
           "What the function takes and returns", [{::llvm::cl::values(
             clEnumValN(::mlir::compress::IntegerBoundary::Float, "float",
                        "f32; it calls the integer core"),
             clEnumValN(::mlir::compress::IntegerBoundary::Integer, "integer",
                        "integers; it is the integer core"))}]>,
  ];
  let statistics = [
    Statistic<"numOperations", "num-operations",
              "Operations that became integer">,
  ];
}

def CompressLowerChoices
    : Pass<"compress-lower-choices", "::mlir::func::FuncOp"> {
  let summary = "Turn choices into control flow, and mixtures into sums";
  let description = [{
    Takes any contract with `compress.choice`, and leaves none:

    - a choice whose selector is a `compress.decision` becomes the operations of the
      alternative that is selected;
    - one whose selector is another `tensor<i32>`, as while training, becomes an
      `scf.index_switch`;
    - a mixture becomes the sum of all alternatives, each times its entry of the
      softmax of the logits.

    Compiling runs this pass first. `mixtures` leaves the others alone: a choice is
    differentiated as one operation, before it becomes control flow, and a mixture
    as the sum that it is.

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
      %d = compress.decision "act" = 1 of 2
      %y = compress.choice "act" %d of ["none", "twice"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
      ^bb0(%a: tensor<4xf32>):
        compress.choice_yield %a : tensor<4xf32>
      }, {
      ^bb0(%a: tensor<4xf32>):
        %b = tosa.add %a, %a : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
        compress.choice_yield %b : tensor<4xf32>
      }
      return %y : tensor<4xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
      %b = tosa.add %x, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      return %b : tensor<4xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::scf::SCFDialect",
                           "::mlir::tensor::TensorDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"mixtures", "mixtures", "bool", /*default=*/"false",
           "Lower nothing but mixtures">,
  ];
  let statistics = [
    Statistic<"numLowered", "num-lowered", "Choices that were lowered">,
  ];
}

#endif // COMPRESS_CONVERSION_PASSES_TD
