//===- CompressLayerOps.td - layers ----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSLAYEROPS_TD
#define COMPRESS_DIALECT_COMPRESSLAYEROPS_TD

include "compress/Dialect/Compress/IR/CompressBase.td"
include "compress/Interfaces/CostOpInterface.td"
include "compress/Interfaces/DimensionCouplingOpInterface.td"
include "compress/Interfaces/PrunableOpInterface.td"
include "compress/Interfaces/QuantizableOpInterface.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def Compress_Activation : RankedTensorOf<[F32, I8, I16]>;
def Compress_Weight : RankedTensorOf<[F32, I8]>;
def Compress_Accumulator : RankedTensorOf<[F32, I32, I<48>]>;

class Compress_LayerOp<string mnemonic, list<Trait> traits = []>
    : Compress_Op<mnemonic, !listconcat([Pure,
        DeclareOpInterfaceMethods<InferTypeOpInterface>,
        DeclareOpInterfaceMethods<DimensionCouplingOpInterface,
          ["mapsZerosToZeros"]>], traits)> {
  let hasVerifier = 1;
}

def Compress_Conv2DOp : Compress_LayerOp<"conv2d", [
    DeclareOpInterfaceMethods<PrunableOpInterface, ["getBiasOperand"]>,
    DeclareOpInterfaceMethods<QuantizableOpInterface,
      ["getQuantizedWeight", "getQuantizedBias"]>,
    DeclareOpInterfaceMethods<CostOpInterface>]> {
  let summary = "2-D convolution, plain, grouped or depthwise";
  let description = [{
    Cross-correlates an NHWC input with an OHWI weight whose last dimension counts
    the input channels of one group. `groups` equal to the input channels is a
    depthwise convolution. With `OH = (IH + top + bottom - dh * (KH - 1) - 1) / sh + 1`:

    ```
    result[n,y,x,o] = bias[o] + sum over ky,kx,i of
      (input[n, y*sh - top + ky*dh, x*sw - left + kx*dw, g*I + i] - input_zp)
      * (weight[o,ky,kx,i] - weight_zp),    g = o / (O / groups)
    ```

    Positions outside the input contribute zero. f32 operands give f32; i8
    operands give i32, i16 input with i8 weight gives i48, both wrapping around
    never: `compress-lower-to-integer` proves it from the weights.

    Operands: `input` [N, IH, IW, groups*I], `weight` [O, KH, KW, I], `bias` [O]
    of the result's element type. `pad` is top, bottom, left, right; `stride`
    and `dilation` are height, width. The numerator of OH need not divide by the
    stride: rows that do not fit are ignored.

    ```mlir
    %y = compress.conv2d "conv1" %x, %w bias %b {pad = array<i64: 1, 1, 1, 1>}
       : tensor<1x28x28x1xf32>, tensor<10x3x3x1xf32>, tensor<10xf32>
    ```
  }];
  let arguments = (ins StrAttr:$name,
    Compress_Activation:$input, Compress_Weight:$weight,
    Optional<Compress_Accumulator>:$bias,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$pad,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$stride,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$dilation,
    DefaultValuedAttr<I64Attr, "1">:$groups,
    DefaultValuedAttr<I32Attr, "0">:$input_zp,
    DefaultValuedAttr<I32Attr, "0">:$weight_zp);
  let results = (outs Compress_Accumulator:$result);
  let assemblyFormat = [{
    $name $input `,` $weight (`bias` $bias^)? attr-dict `:` type(operands)
  }];
  let extraClassDeclaration = [{
    /// True if every group has one input channel.
    bool isDepthwise();
  }];
}

def Compress_DenseOp : Compress_LayerOp<"dense", [
    DeclareOpInterfaceMethods<PrunableOpInterface, ["getBiasOperand"]>,
    DeclareOpInterfaceMethods<QuantizableOpInterface,
      ["getQuantizedWeight", "getQuantizedBias"]>,
    DeclareOpInterfaceMethods<CostOpInterface>]> {
  let summary = "Fully connected layer";
  let description = [{
    `result[..., n] = bias[n] + sum over k of
       (input[..., k] - input_zp) * (weight[n, k] - weight_zp)`

    Operands: `input` [..., K] of rank 2 or more, `weight` [N, K], `bias` [N] of
    the result's element type. Element types as in `compress.conv2d`.

    ```mlir
    %y = compress.dense "fc1" %x, %w bias %b
       : tensor<1x320xf32>, tensor<50x320xf32>, tensor<50xf32>
    ```
  }];
  let arguments = (ins StrAttr:$name,
    Compress_Activation:$input, Compress_Weight:$weight,
    Optional<Compress_Accumulator>:$bias,
    DefaultValuedAttr<I32Attr, "0">:$input_zp,
    DefaultValuedAttr<I32Attr, "0">:$weight_zp);
  let results = (outs Compress_Accumulator:$result);
  let assemblyFormat = [{
    $name $input `,` $weight (`bias` $bias^)? attr-dict `:` type(operands)
  }];
}

def Compress_BatchMatmulOp : Compress_LayerOp<"batch_matmul", [
    DeclareOpInterfaceMethods<QuantizableOpInterface, ["isQuantizationRoot"]>,
    DeclareOpInterfaceMethods<CostOpInterface>]> {
  let summary = "Product of two batches of matrices, both of them activations";
  let description = [{
    `result[b, m, n] = sum over k of (a[b, m, k] - a_zp) * (b[b, k, n] - b_zp)`

    Operands: `a` [B, M, K], `b` [B, K, N] of one element type. i8 gives i32, i16
    gives i48. It has no weight, so it is quantized but not pruned.

    ```mlir
    %y = compress.batch_matmul "scores" %q, %k : tensor<4x8x16xf32>, tensor<4x16x8xf32>
    ```
  }];
  let arguments = (ins StrAttr:$name, Compress_Activation:$a,
    Compress_Activation:$b,
    DefaultValuedAttr<I32Attr, "0">:$a_zp,
    DefaultValuedAttr<I32Attr, "0">:$b_zp);
  let results = (outs Compress_Accumulator:$result);
  let assemblyFormat = "$name $a `,` $b attr-dict `:` type(operands)";
}

def Compress_BatchNormOp : Compress_LayerOp<"batch_norm", [
    DeclareOpInterfaceMethods<CostOpInterface>]> {
  let summary = "Batch normalisation with running statistics, over the last dimension";
  let description = [{
    `result[..., c] = (input[..., c] - mean[c]) / sqrt(variance[c] + epsilon)
                      * scale[c] + offset[c]`

    Ioffe and Szegedy, Batch Normalization, 2015; inference form. f32 only:
    `compress-fold-batch-norm` merges it into the layer before it. Operands:
    `input` [..., C] of rank 2 or more, the others [C].

    ```mlir
    %y = compress.batch_norm "bn1" %x scale %g offset %b mean %m variance %v
           {epsilon = 1.0e-5 : f32} : tensor<1x8x8x16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>
    ```
  }];
  let arguments = (ins StrAttr:$name, RankedTensorOf<[F32]>:$input,
    RankedTensorOf<[F32]>:$scale, RankedTensorOf<[F32]>:$offset,
    RankedTensorOf<[F32]>:$mean, RankedTensorOf<[F32]>:$variance,
    F32Attr:$epsilon);
  let results = (outs RankedTensorOf<[F32]>:$result);
  let assemblyFormat = [{
    $name $input `scale` $scale `offset` $offset `mean` $mean
    `variance` $variance attr-dict `:` type(operands)
  }];
}

#endif // COMPRESS_DIALECT_COMPRESSLAYEROPS_TD
