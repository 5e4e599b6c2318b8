//===- Passes.td - conversion passes ---===//
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
    %0 = tosa.conv2d %x, %w, %b, %zero, %zero {acc_type = f32, ...}
    // becomes
    %w = compress.parameter "conv2d_0.weight" = dense_resource<w> : tensor<10x5x5x1xf32>
    %b = compress.parameter "conv2d_0.bias" = dense_resource<b> : tensor<10xf32>
    %0 = compress.conv2d "conv2d_0" %x, %w bias %b
       : tensor<1x28x28x1xf32>, tensor<10x5x5x1xf32>, tensor<10xf32>
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
    %y = compress.dense "fc" %x, %w bias %b
       : tensor<1x320xf32>, tensor<50x320xf32>, tensor<50xf32>
    // becomes
    %0 = tosa.reshape %x, %s0 : (tensor<1x320xf32>, !tosa.shape<4>) -> tensor<1x1x1x320xf32>
    %1 = tosa.conv2d %0, %w, %b, %zero, %zero {...} -> tensor<1x1x1x50xf32>
    %y = tosa.reshape %1, %s1 : (tensor<1x1x1x50xf32>, !tosa.shape<2>) -> tensor<1x50xf32>
    ```
  }];
  let dependentDialects = ["::mlir::tosa::TosaDialect"];
}

#endif // COMPRESS_CONVERSION_PASSES_TD
