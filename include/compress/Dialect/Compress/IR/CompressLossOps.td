//===- CompressLossOps.td - what training lowers --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSLOSSOPS_TD
#define COMPRESS_DIALECT_COMPRESSLOSSOPS_TD

include "compress/Dialect/Compress/IR/CompressLossBase.td"

def Compress_CrossEntropyOp : Compress_LossOp<"cross_entropy"> {
  let summary = "Cross entropy of class scores, mean over the batch";
  let description = [{
    With scores `x` and smoothing `s`,

    ```
    q[n,c] = (labels[n] == c ? 1 - s : 0) + s / C
    loss   = -1/N * sum over n,c of q[n,c] * log(softmax(x[n,:])[c])
    ```

    computed from differences to the largest score of a row, so that no exponential
    overflows. Labels lie in `0 .. C-1`; another label has probability `s / C` for
    every class. As `torch.nn.functional.cross_entropy`.

    ```mlir
    %l = compress.cross_entropy %x, %labels {label_smoothing = 0.1 : f32}
       : tensor<64x10xf32>, tensor<64xi32>
    ```
  }];
  let arguments = (ins 2DTensorOf<[F32]>:$logits, 1DTensorOf<[I32]>:$labels,
                       DefaultValuedAttr<F32Attr, "0.0f">:$label_smoothing);
  let assemblyFormat = [{
    $logits `,` $labels attr-dict `:` type($logits) `,` type($labels)
  }];
}

def Compress_MSEOp : Compress_LossOp<"mse", [
    AllTypesMatch<["output", "target"]>]> {
  let summary = "Mean squared difference over all entries";
  let description = [{
    As `torch.nn.functional.mse_loss`.

    ```mlir
    %l = compress.mse %y, %t : tensor<64x10xf32>
    ```
  }];
  let arguments = (ins RankedTensorOf<[F32]>:$output,
                       RankedTensorOf<[F32]>:$target);
  let assemblyFormat = "$output `,` $target attr-dict `:` type($output)";
}

#endif // COMPRESS_DIALECT_COMPRESSLOSSOPS_TD
