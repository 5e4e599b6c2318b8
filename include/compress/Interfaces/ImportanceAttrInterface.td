//===- ImportanceAttrInterface.td - pruning criteria ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_IMPORTANCEATTRINTERFACE_TD
#define COMPRESS_INTERFACES_IMPORTANCEATTRINTERFACE_TD

include "mlir/IR/OpBase.td"

def ImportanceAttrInterface : AttrInterface<"ImportanceAttrInterface"> {
  let cppNamespace = "::mlir::compress";
  let description = [{
    A pruning criterion: an attribute that scores groups of weights. A pass
    removes the groups with the lowest scores. Another dialect adds a criterion
    by an attribute with this interface and an entry in `criteria()`; no pass
    changes.
  }];

  let methods = [
    InterfaceMethod<[{
      Writes one score per group to `scores`; the larger, the more important.
      `groups.values` holds the weights, group by group. For unstructured
      pruning every group has one entry. Scores must be finite.
    }], "void", "score",
      (ins "const ::mlir::compress::WeightGroups &":$groups,
           "::llvm::MutableArrayRef<double>":$scores)>,
  ];
}

#endif // COMPRESS_INTERFACES_IMPORTANCEATTRINTERFACE_TD
