//===- CompressSparseAttrs.td - kernels that skip zeros --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSSPARSEATTRS_TD
#define COMPRESS_DIALECT_COMPRESSSPARSEATTRS_TD

include "compress/Dialect/Compress/IR/CompressBase.td"
include "compress/Interfaces/KernelAttrInterface.td"
include "mlir/IR/AttrTypeBase.td"

def Compress_SparseRowsAttr
    : AttrDef<Compress_Dialect, "SparseRows",
        [DeclareAttrInterfaceMethods<KernelAttrInterface>]> {
  let mnemonic = "sparse_rows";
  let summary = "Product of pixels with a weight of which only some entries are "
                "stored";
  let description = [{
    A dense layer, or a convolution with a 1x1 kernel: every pixel meets the
    weight on its own. Input [..., I], init [..., O], as they lie in memory; the
    kernel brings `tile` pixels at a time into planes, `depth` of the I input
    channels one after the other, so that they are in the nearest cache while
    all channels of the result read them.

    Channels of the result come in groups of `block`, the rows of the weight that
    share their entries. There are B = ceil(I / depth) slices of the weight. The
    tables are offsets [E, group], i32 or unsigned i16, and
    starts [B * O / block + 1], i32; the weight is [E, block, group]. With channel
    o in row r of group g:

    ```
    planes[b][k * tile + p] = input[p, b * depth + k]
    init[p,o] = sum over b < B,
        starts[b * O / block + g] <= e < starts[b * O / block + g + 1], k of
      weight[e,r,k] * planes[b][offsets[e,k] + p]
    ```

    A weight that is not there multiplies nothing, not even an infinity.

    `#compress.sparse_rows<block = 1, tile = 64, depth = 128>`
  }];
  let parameters = (ins "int64_t":$block, "int64_t":$tile, "int64_t":$depth);
  let assemblyFormat = [{
    `<` `block` `=` $block `,` `tile` `=` $tile `,` `depth` `=` $depth `>`
  }];
  let genVerifyDecl = 1;
}

#endif // COMPRESS_DIALECT_COMPRESSSPARSEATTRS_TD
