//===- CompressParameterOps.td - trained tensors and masks -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSPARAMETEROPS_TD
#define COMPRESS_DIALECT_COMPRESSPARAMETEROPS_TD

include "compress/Dialect/Compress/IR/CompressAttrs.td"
include "compress/Interfaces/DimensionCouplingOpInterface.td"
include "mlir/IR/BuiltinAttributeInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def Compress_ParameterOp : Compress_WordOp<"parameter", [
    AllTypesMatch<["value", "result"]>]> {
  let summary = "A trained tensor with a name";
  let description = [{
    Gives a weight, bias or statistic an identity: a name that is unique in its
    function. It is no constant to MLIR, so that no folder looks through it, and
    CSE never merges two parameters that happen to be equal (their names
    differ); real sharing is one parameter with several uses.

    `frozen` keeps it out of training. `layout` says how its entries lie compared
    to the imported tensor; absent when nothing was moved.

    ```mlir
    %0 = compress.parameter "conv1.bias" = dense<0.0> : tensor<10xf32>
    %1 = compress.parameter "fc.weight" frozen
           layout #compress.layout<shape = [1, 3, 2], view = [3, 2],
                                   permutation = [1, 0]>
           = dense<1.0> : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins StrAttr:$name, UnitAttr:$frozen,
                       OptionalAttr<Compress_LayoutAttr>:$layout,
                       ElementsAttr:$value);
  let results = (outs StaticShapeTensorOf<[F32, I8, I16, I32, AnyInteger]>:$result);
  let assemblyFormat = [{
    $name (`frozen` $frozen^)? (`layout` $layout^)? attr-dict `=` $value
  }];
  let hasVerifier = 1;
}

def Compress_MaskOp : Compress_WordOp<"mask", [
    AllTypesMatch<["weight", "result"]>,
    DeclareOpInterfaceMethods<DimensionCouplingOpInterface,
      ["mapsZerosToZeros"]>]> {
  let summary = "Zeroes the pruned entries of a weight";
  let description = [{
    `result[i] = mask[i] ? weight[i] : 0`. The mask has the weight's rank; a
    dimension of size 1 is broadcast, so a filter mask of a `10x5x5x1` weight is
    `10x1x1x1xi1`. The mask is an operand: a constant after pruning, a state
    argument while training. There is no folder: pruned weights keep their
    values until `compress-apply-masks` makes the mask real.

    The mask comes straight after the parameter, before any `fake_quant`.

    ```mlir
    %w = compress.parameter "w" = dense<[1.0, 2.0]> : tensor<2xf32>
    %m = "tosa.const"() <{values = dense<[true, false]> : tensor<2xi1>}> : () -> tensor<2xi1>
    %p = compress.mask %w, %m : tensor<2xf32>, tensor<2xi1>
    ```
  }];
  let arguments = (ins StaticShapeTensorOf<[F32]>:$weight,
                       StaticShapeTensorOf<[I1]>:$mask);
  let results = (outs StaticShapeTensorOf<[F32]>:$result);
  let assemblyFormat = [{
    $weight `,` $mask attr-dict `:` type($weight) `,` type($mask)
  }];
  let hasVerifier = 1;
}

#endif // COMPRESS_DIALECT_COMPRESSPARAMETEROPS_TD
