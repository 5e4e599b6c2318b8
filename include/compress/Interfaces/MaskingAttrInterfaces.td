//===- MaskingAttrInterfaces.td - pruning while training ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_MASKINGATTRINTERFACES_TD
#define COMPRESS_INTERFACES_MASKINGATTRINTERFACES_TD

include "mlir/IR/OpBase.td"

def GradientImportanceAttrInterface
    : AttrInterface<"GradientImportanceAttrInterface"> {
  let cppNamespace = "::mlir::compress";
  let description = [{
    What a pruning criterion that needs gradients does in training: says what a
    step adds up for each weight, and scores groups by the sums. Implemented by
    attributes with `ImportanceAttrInterface`.
  }];
  let methods = [
    InterfaceMethod<[{
      Emits the new sum of every entry: `sum`, a tensor like the weight, with what
      this step adds. `gradient` is the derivative of the loss by the weight as the
      layer sees it, so that masked entries have one too.
    }], "::mlir::Value", "emitSum",
    (ins "::mlir::OpBuilder &":$builder, "::mlir::Location":$loc,
         "::mlir::Value":$weight, "::mlir::Value":$gradient,
         "::mlir::Value":$sum)>,
    InterfaceMethod<[{
      As `ImportanceAttrInterface::score`, with the sums in `groups.gradients`.
    }], "void", "scoreSums",
    (ins "const ::mlir::compress::WeightGroups &":$groups,
         "::llvm::MutableArrayRef<double>":$scores)>,
    InterfaceMethod<[{
      True if the sums begin anew after each change of the masks; false if they
      tell of the whole training.
    }], "bool", "beginsAnew", (ins), "", [{ return true; }]>,
    InterfaceMethod<[{
      True if the criterion only makes sense while weights are trained.
    }], "bool", "needsTraining", (ins), "", [{ return false; }]>,
  ];
}

def PruningMethodAttrInterface : AttrInterface<"PruningMethodAttrInterface"> {
  let cppNamespace = "::mlir::compress";
  let description = [{
    What happens to weights that a training prunes. Another dialect adds a method
    by an attribute with this interface and an entry in `pruningMethods()`.
  }];
  let methods = [
    InterfaceMethod<[{
      True if all groups are ranked whenever masks change, so that pruned ones
      return where others are less important.
    }], "bool", "returnsPruned", (ins), "", [{ return false; }]>,
    InterfaceMethod<[{
      By which part the score of a pruned group must exceed that of the weakest
      group that stays, for it to return.
    }], "double", "getMargin", (ins), "", [{ return 0.0; }]>,
    InterfaceMethod<[{
      True if pruned weights are updated too, by the gradient of what the layer
      sees in their place.
    }], "bool", "updatesPruned", (ins), "", [{ return false; }]>,
    InterfaceMethod<[{
      The step whose parameters and optimizer state come back whenever masks have
      changed; nothing if training just goes on.
    }], "std::optional<int64_t>", "getRewindStep", (ins), "",
      [{ return std::nullopt; }]>,
  ];
}

#endif // COMPRESS_INTERFACES_MASKINGATTRINTERFACES_TD
