//===- CompressAttrs.td - attributes of the compress dialect ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSATTRS_TD
#define COMPRESS_DIALECT_COMPRESSATTRS_TD

include "compress/Dialect/Compress/IR/CompressBase.td"
include "compress/Interfaces/ObserverAttrInterface.td"
include "mlir/IR/AttrTypeBase.td"

class Compress_Attr<string name, string mnemonic_, list<Trait> traits = []>
    : AttrDef<Compress_Dialect, name, traits> {
  let mnemonic = mnemonic_;
}

def Compress_LayoutAttr : Compress_Attr<"Layout", "layout"> {
  let summary = "How a parameter's entries lie, compared to the imported tensor";
  let description = [{
    Raising moves weights into the layout of the layer operations. The layout
    records how, so that masks and weights of other tools still match: the
    imported tensor of `shape`, reshaped to `view`, transposed by `permutation`
    (dimension `i` of the result is dimension `permutation[i]` of the view) and
    reshaped to the parameter's own type, is the parameter's value.

    A dense layer after a flattened 20x4x4 NCHW activation, imported as a
    `[1, 320, 50]` matrix and kept as `[50, 320]` over NHWC:

    ```mlir
    #compress.layout<shape = [1, 320, 50], view = [20, 4, 4, 50],
                     permutation = [3, 1, 2, 0]>
    ```
  }];
  let parameters = (ins ArrayRefParameter<"int64_t">:$shape,
                        ArrayRefParameter<"int64_t">:$view,
                        ArrayRefParameter<"int64_t">:$permutation);
  let assemblyFormat = [{
    `<` `shape` `=` `[` $shape `]` `,` `view` `=` `[` $view `]` `,`
        `permutation` `=` `[` $permutation `]` `>`
  }];
  let genVerifyDecl = 1;
}

//===----------------------------------------------------------------------===//
// Observers
//===----------------------------------------------------------------------===//

class Compress_ObserverAttr<string name, string mnemonic>
    : Compress_Attr<name, mnemonic,
        [DeclareAttrInterfaceMethods<ObserverAttrInterface>]>;

def Compress_MinMaxAttr : Compress_ObserverAttr<"MinMax", "minmax"> {
  let summary = "Smallest and largest value seen";
}

def Compress_PercentileAttr
    : Compress_ObserverAttr<"Percentile", "percentile"> {
  let summary = "Range that leaves out the rarest values at both ends";
  let description = [{
    Keeps a histogram of `num_bins` bins, which doubles its width when values fall
    outside, and cuts `(100 - percent) / 2` percent of the values off each end.
    Wu et al., Integer Quantization for Deep Learning Inference, 2020.

    `#compress.percentile<99.9, 512>`; without parameters 99.99 and 2048.
  }];
  let parameters = (ins APFloatParameter<"percentage">:$percent,
                        "int64_t":$numBins);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
}

#endif // COMPRESS_DIALECT_COMPRESSATTRS_TD
