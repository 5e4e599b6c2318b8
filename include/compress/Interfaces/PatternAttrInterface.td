//===- PatternAttrInterface.td - what pruning removes together ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_PATTERNATTRINTERFACE_TD
#define COMPRESS_INTERFACES_PATTERNATTRINTERFACE_TD

include "mlir/IR/OpBase.td"

def PatternAttrInterface : AttrInterface<"PatternAttrInterface"> {
  let cppNamespace = "::mlir::compress";
  let description = [{
    A pruning pattern: an attribute that divides a weight into groups which live
    or die together, and says which groups compete with each other. Another
    dialect adds a pattern by an attribute with this interface and an entry in
    `patterns()`.
  }];

  let methods = [
    InterfaceMethod<[{
      What the groups are, for criteria that score only some kinds.
    }], "::mlir::compress::PruningUnit", "getUnit">,
    InterfaceMethod<[{
      Divides a weight of these sizes. Nothing where that is not possible; then
      `reason` says why, as what comes after "layer 'x' is not pruned: ".
    }], "std::optional<::mlir::compress::WeightPartition>", "partition",
      (ins "const ::mlir::compress::WeightSizes &":$sizes,
           "std::string &":$reason)>,
    InterfaceMethod<[{
      True if all groups of a layer compete with each other, so that those of
      several layers can, too (`scope=global`).
    }], "bool", "ranksWholeLayer", (ins), "", [{ return true; }]>,
    InterfaceMethod<[{
      True if the pattern itself says how much is removed.
    }], "bool", "fixesSparsity", (ins), "", [{ return false; }]>,
  ];
}

#endif // COMPRESS_INTERFACES_PATTERNATTRINTERFACE_TD
