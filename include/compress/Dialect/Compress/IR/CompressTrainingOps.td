//===- CompressTrainingOps.td - what only training computes ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSTRAININGOPS_TD
#define COMPRESS_DIALECT_COMPRESSTRAININGOPS_TD

include "compress/Dialect/Compress/IR/CompressBase.td"
include "compress/Interfaces/CostOpInterface.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def Compress_BatchStatisticsOp : Compress_Op<"batch_statistics", [Pure,
    AllTypesMatch<["mean", "variance"]>,
    DeclareOpInterfaceMethods<InferTypeOpInterface>,
    DeclareOpInterfaceMethods<CostOpInterface, ["getOtherOperations"]>]> {
  let summary = "Mean and variance of a batch, over the last dimension";
  let description = [{
    Over all entries of a channel `c`, `n` of them:

    ```
    mean[c]     = sum(input[..., c]) / n
    variance[c] = sum((input[..., c] - mean[c])^2) / n
    ```

    What `compress.batch_norm` normalises with in training. Operand `input` [..., C]
    of rank 2 or more, results [C].

    ```mlir
    %m, %v = compress.batch_statistics "bn1" %x : tensor<16x8x8x4xf32>
    ```
  }];
  let arguments = (ins StrAttr:$name, RankedTensorOf<[F32]>:$input);
  let results = (outs RankedTensorOf<[F32]>:$mean,
                      RankedTensorOf<[F32]>:$variance);
  let assemblyFormat = "$name $input attr-dict `:` type($input)";
  let hasVerifier = 1;
}

#endif // COMPRESS_DIALECT_COMPRESSTRAININGOPS_TD
