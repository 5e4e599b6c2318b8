//===- CompressGradientOps.td - gradients of layers -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSGRADIENTOPS_TD
#define COMPRESS_DIALECT_COMPRESSGRADIENTOPS_TD

include "compress/Dialect/Compress/IR/CompressBase.td"
include "compress/Interfaces/CostOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def Compress_F32Tensor : RankedTensorOf<[F32]>;

class Compress_GradientOp<string mnemonic, list<string> costs>
    : Compress_Op<mnemonic, [Pure,
        DeclareOpInterfaceMethods<CostOpInterface, costs>]> {
  let results = (outs Compress_F32Tensor:$result);
  let hasVerifier = 1;
}

def Compress_Conv2DInputGradOp
    : Compress_GradientOp<"conv2d_input_grad", []> {
  let summary = "Gradient of a convolution's input";
  let description = [{
    What `compress.conv2d` with the same attributes passes back: the gradient of
    its input, given the gradient `dy` of its result. With `g = c / I` the group
    of an input channel:

    ```
    result[n,iy,ix,c] = sum over oy,ox,ky,kx and the outputs o of group g with
        oy*sh - top + ky*dh = iy and ox*sw - left + kx*dw = ix of
      dy[n,oy,ox,o] * weight[o,ky,kx,c - g*I]
    ```

    Operands: `dy` [N, OH, OW, O], `weight` [O, KH, KW, I]; result [N, IH, IW,
    groups*I], whose height and width must be such that the convolution of it has
    `dy`'s. Rows of the input that no window reaches get zero. f32.

    ```mlir
    %dx = compress.conv2d_input_grad "conv1" %dy, %w
            {pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 2, 2>}
       : tensor<8x14x14x10xf32>, tensor<10x3x3x4xf32> -> tensor<8x28x28x4xf32>
    ```
  }];
  let arguments = (ins StrAttr:$name,
    Compress_F32Tensor:$dy, Compress_F32Tensor:$weight,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$pad,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$stride,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$dilation,
    DefaultValuedAttr<I64Attr, "1">:$groups);
  let assemblyFormat = [{
    $name $dy `,` $weight attr-dict `:` type(operands) `->` type($result)
  }];
}

def Compress_Conv2DWeightGradOp
    : Compress_GradientOp<"conv2d_weight_grad", []> {
  let summary = "Gradient of a convolution's weight";
  let description = [{
    What `compress.conv2d` with the same attributes passes to its weight, given
    the gradient `dy` of its result and its input. With `g = o / (O / groups)`,
    and zero for positions outside the input:

    ```
    result[o,ky,kx,i] = sum over n,oy,ox of
      dy[n,oy,ox,o] * input[n, oy*sh - top + ky*dh, ox*sw - left + kx*dw, g*I + i]
    ```

    Operands: `dy` [N, OH, OW, O], `input` [N, IH, IW, groups*I]; result [O, KH,
    KW, I]. f32.

    ```mlir
    %dw = compress.conv2d_weight_grad "conv1" %dy, %x {pad = array<i64: 1, 1, 1, 1>}
       : tensor<8x28x28x10xf32>, tensor<8x28x28x4xf32> -> tensor<10x3x3x4xf32>
    ```
  }];
  let arguments = (ins StrAttr:$name,
    Compress_F32Tensor:$dy, Compress_F32Tensor:$input,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$pad,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$stride,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$dilation,
    DefaultValuedAttr<I64Attr, "1">:$groups);
  let assemblyFormat = [{
    $name $dy `,` $input attr-dict `:` type(operands) `->` type($result)
  }];
}

def Compress_MaxPool2DGradOp : Compress_GradientOp<"max_pool2d_grad",
    ["getOtherOperations"]> {
  let summary = "Gradient of a maximum pooling's input";
  let description = [{
    What `tosa.max_pool2d` with the same attributes passes back: each entry of
    `dy` [N, OH, OW, C] goes to the entry of `input` [N, IH, IW, C] that was the
    maximum of its window, to the first in row-major order if several were. The
    result, [N, IH, IW, C], sums up what the windows of an entry pass to it. A
    window with a NaN passes nothing. `kernel` and `stride` are height, width,
    `pad` is top, bottom, left, right. f32.

    ```mlir
    %dx = compress.max_pool2d_grad %dy, %x
            {kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>}
       : tensor<8x12x12x10xf32>, tensor<8x24x24x10xf32> -> tensor<8x24x24x10xf32>
    ```
  }];
  let arguments = (ins Compress_F32Tensor:$dy, Compress_F32Tensor:$input,
    DenseI64ArrayAttr:$kernel, DenseI64ArrayAttr:$stride,
    DenseI64ArrayAttr:$pad);
  let assemblyFormat = [{
    $dy `,` $input attr-dict `:` type(operands) `->` type($result)
  }];
}

def Compress_AvgPool2DGradOp : Compress_GradientOp<"avg_pool2d_grad",
    ["getOtherOperations"]> {
  let summary = "Gradient of an average pooling's input";
  let description = [{
    What `tosa.avg_pool2d` with the same attributes passes back: each entry of
    `dy` [N, OH, OW, C] is divided among the entries of its window that lie inside
    the image; padded positions do not count, as in TOSA. Result [N, IH, IW, C],
    whose height and width must be such that its pooling has `dy`'s. `kernel` and
    `stride` are height, width, `pad` is top, bottom, left, right. f32.

    ```mlir
    %dx = compress.avg_pool2d_grad %dy
            {kernel = array<i64: 3, 3>, stride = array<i64: 2, 2>, pad = array<i64: 1, 1, 1, 1>}
       : tensor<8x7x7x10xf32> -> tensor<8x13x13x10xf32>
    ```
  }];
  let arguments = (ins Compress_F32Tensor:$dy,
    DenseI64ArrayAttr:$kernel, DenseI64ArrayAttr:$stride,
    DenseI64ArrayAttr:$pad);
  let assemblyFormat = [{
    $dy attr-dict `:` type(operands) `->` type($result)
  }];
}

#endif // COMPRESS_DIALECT_COMPRESSGRADIENTOPS_TD
