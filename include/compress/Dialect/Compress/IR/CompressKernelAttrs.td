//===- CompressKernelAttrs.td - kinds of kernels ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSKERNELATTRS_TD
#define COMPRESS_DIALECT_COMPRESSKERNELATTRS_TD

include "compress/Dialect/Compress/IR/CompressAttrs.td"
include "compress/Interfaces/KernelAttrInterface.td"

class Compress_KernelAttr<string name, string mnemonic>
    : Compress_Attr<name, mnemonic,
        [DeclareAttrInterfaceMethods<KernelAttrInterface>]>;

def Compress_ConvAttr : Compress_KernelAttr<"Conv", "conv"> {
  let summary = "Convolution of an NHWC input that is padded already";
  let description = [{
    Input [N, H, W, groups * I], init [N, OH, OW, O]. The weight is packed as
    [groups, P, S, L / group, lanes, group]: P vectors of `lanes` output channels
    of one group; S runs of L adjacent input entries, filled up with zeros to
    multiples of `group`, which one step multiplies and sums. With one group and
    no dilation in width a run is a row of the window, else one pixel of it.

    `#compress.conv<kernel = [3, 3], stride = [1, 1], dilation = [1, 1]>`
  }];
  let parameters = (ins ArrayRefParameter<"int64_t">:$kernel,
                        ArrayRefParameter<"int64_t">:$stride,
                        ArrayRefParameter<"int64_t">:$dilation);
  let assemblyFormat = [{
    `<` `kernel` `=` `[` $kernel `]` `,` `stride` `=` `[` $stride `]` `,`
        `dilation` `=` `[` $dilation `]` `>`
  }];
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// Adjacent entries of `channels` input channels of each of `groups` that
    /// are multiplied in one run, and the number of runs.
    std::pair<int64_t, int64_t> getRuns(int64_t channels, int64_t groups) const;
    /// True if a run has several pixels, so that pixels of the input must be
    /// adjacent; `weight` is packed.
    bool joinsPixels(ShapedType weight) const;
  }];
}

def Compress_DepthwiseAttr : Compress_KernelAttr<"Depthwise", "depthwise"> {
  let summary = "Depthwise convolution of an NHWC input that is padded already";
  let description = [{
    Input [N, H, W, C], weight [KH, KW, C], init [N, OH, OW, C].

    `#compress.depthwise<kernel = [3, 3], stride = [2, 2], dilation = [1, 1]>`
  }];
  let parameters = (ins ArrayRefParameter<"int64_t">:$kernel,
                        ArrayRefParameter<"int64_t">:$stride,
                        ArrayRefParameter<"int64_t">:$dilation);
  let assemblyFormat = [{
    `<` `kernel` `=` `[` $kernel `]` `,` `stride` `=` `[` $stride `]` `,`
        `dilation` `=` `[` $dilation `]` `>`
  }];
  let genVerifyDecl = 1;
}

def Compress_MatmulAttr : Compress_KernelAttr<"Matmul", "matmul"> {
  let summary = "Matrix product, or a batch of them";
  let description = [{
    Weight packed as [B, P, 1, K / group, lanes, group]. With B = 1: input
    [..., K], init [..., N]. With more: input [B, M, K], init [B, M, N].

    `#compress.matmul`
  }];
}

def Compress_ConvWeightGradAttr
    : Compress_KernelAttr<"ConvWeightGrad", "conv_weight_grad"> {
  let summary = "Gradient of a convolution's weight";
  let description = [{
    Input: the gradient of the convolution's result, [N, OH, OW, O]; weight: the
    image that was convolved, padded already, [N, H, W, I], not packed; init
    [O, KH, KW, I]. f32.

    ```
    init[o,ky,kx,i] = sum over n,y,x of
      input[n,y,x,o] * weight[n, y*sh + ky*dh, x*sw + kx*dw, i]
    ```

    With a stride of 1 the gradient of the image needs no kind of its own: it is
    `#compress.conv` of the padded gradient with the flipped weight.

    `#compress.conv_weight_grad<kernel = [3, 3], stride = [1, 1], dilation = [1, 1]>`
  }];
  let parameters = (ins ArrayRefParameter<"int64_t">:$kernel,
                        ArrayRefParameter<"int64_t">:$stride,
                        ArrayRefParameter<"int64_t">:$dilation);
  let assemblyFormat = [{
    `<` `kernel` `=` `[` $kernel `]` `,` `stride` `=` `[` $stride `]` `,`
        `dilation` `=` `[` $dilation `]` `>`
  }];
  let genVerifyDecl = 1;
}

def Compress_SparseAttr : Compress_KernelAttr<"Sparse", "sparse"> {
  let summary = "Product with a weight of which only some entries are stored";
  let description = [{
    Channels come in groups of `block`, the rows of the weight that share their
    entries: 1 for single weights, 4 for 4x1 blocks. Input [N, X] holds planes of
    pixels whose rows are `pitch` entries apart; init [N, OH, OW, O]. The
    tables are offsets [E, group], i32 or unsigned i16, and
    starts [O / block + 1], i32; the weight is [E, block, group]. With channel o in row r of group g:

    ```
    init[n,y,x,o] = sum over starts[g] <= e < starts[g+1], k of
      weight[e,r,k] * input[n, offsets[e,k] + y * pitch + x]
    ```

    Offsets say where the plane of an input channel begins and which pixel of the
    window is meant, so that kernel size, stride and dilation are all in them. A
    weight that is not there multiplies nothing, not even an infinity.

    `#compress.sparse<block = 4, pitch = 58>`
  }];
  let parameters = (ins "int64_t":$block, "int64_t":$pitch);
  let assemblyFormat = "`<` `block` `=` $block `,` `pitch` `=` $pitch `>`";
  let genVerifyDecl = 1;
}

#endif // COMPRESS_DIALECT_COMPRESSKERNELATTRS_TD
