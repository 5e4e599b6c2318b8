//===- Example.td - a dialect with a pruning criterion --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

include "compress/Interfaces/ImportanceAttrInterface.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/OpBase.td"

def Example_Dialect : Dialect {
  let name = "example";
  let cppNamespace = "::example";
  let useDefaultAttributePrinterParser = 1;
}

def Example_DistanceAttr : AttrDef<Example_Dialect, "Distance",
    [DeclareAttrInterfaceMethods<ImportanceAttrInterface>]> {
  let mnemonic = "distance";
  let summary = "Distance of a weight from a centre";
  let description = [{
    Score of a group: the largest `|w - center|`. Weights near the centre are
    pruned first.
  }];
  let parameters = (ins "int64_t":$center);
  let assemblyFormat = "`<` $center `>`";
}
