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
      pruning every group has one entry. What `getNeed` asked for is in
      `groups.statistics` or `groups.gradients`. Scores must be finite.
    }], "void", "score",
      (ins "const ::mlir::compress::WeightGroups &":$groups,
           "::llvm::MutableArrayRef<double>":$scores)>,
    InterfaceMethod<[{
      What the criterion must see besides the weights. A pass that cannot get it
      refuses the criterion.
    }], "::mlir::compress::ImportanceNeed", "getNeed", (ins), "", [{
      return ::mlir::compress::ImportanceNeed::Nothing;
    }]>,
    InterfaceMethod<[{
      A new, empty collector, for criteria that need activations: its number for
      a channel becomes the statistic of the groups that belong to it.
    }], "std::unique_ptr<::mlir::compress::ActivationCollector>",
      "makeCollector", (ins), "", [{ return nullptr; }]>,
    InterfaceMethod<[{
      True if groups of this kind can be scored. Criteria that need the output's
      activations or the scale of a batch norm score filters alone.
    }], "bool", "scoresUnit", (ins "::mlir::compress::PruningUnit":$unit), "",
      [{ return true; }]>,
  ];
}

#endif // COMPRESS_INTERFACES_IMPORTANCEATTRINTERFACE_TD
