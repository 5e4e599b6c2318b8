//===- CompressMaskingAttrs.td - pruning while training -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSMASKINGATTRS_TD
#define COMPRESS_DIALECT_COMPRESSMASKINGATTRS_TD

include "compress/Dialect/Compress/IR/CompressBase.td"
include "compress/Interfaces/ImportanceAttrInterface.td"
include "compress/Interfaces/MaskingAttrInterfaces.td"
include "mlir/IR/AttrTypeBase.td"

//===----------------------------------------------------------------------===//
// Criteria that add up what gradients say
//===----------------------------------------------------------------------===//

class Compress_GradientCriterionAttr<string name, string mnemonic_,
                                     list<string> methods = []>
    : AttrDef<Compress_Dialect, name,
        [DeclareAttrInterfaceMethods<ImportanceAttrInterface, ["getNeed"]>,
         DeclareAttrInterfaceMethods<GradientImportanceAttrInterface, methods>]> {
  let mnemonic = mnemonic_;
}

def Compress_MovementAttr
    : Compress_GradientCriterionAttr<"Movement", "movement",
                                     ["beginsAnew", "needsTraining"]> {
  let summary = "How far training has moved weights away from zero";
  let description = [{
    Score of a group: `sum -w * g` over its weights and over all steps so far, with
    the derivatives g of the loss by the weights as the layer sees them: positive
    where descent moves weights away from zero. Sanh et al., Movement Pruning:
    Adaptive Sparsity by Fine-Tuning, 2020. For training alone.
  }];
}

def Compress_TaylorMagnitudeAttr
    : Compress_GradientCriterionAttr<"TaylorMagnitude", "taylor_magnitude"> {
  let summary = "First-order estimate of how far a group may shift the loss";
  let description = [{
    Score of a group: `sum |w * g|` over its weights and batches, with the
    derivatives g of the loss. Molchanov et al., Pruning Convolutional Neural
    Networks for Resource Efficient Inference, 2017. In training, over the steps
    since masks changed last.
  }];
}

//===----------------------------------------------------------------------===//
// What happens to pruned weights
//===----------------------------------------------------------------------===//

class Compress_PruningMethodAttr<string name, string mnemonic_,
                                 list<string> methods = []>
    : AttrDef<Compress_Dialect, name,
        [DeclareAttrInterfaceMethods<PruningMethodAttrInterface, methods>]> {
  let mnemonic = mnemonic_;
}

def Compress_GradualAttr : Compress_PruningMethodAttr<"Gradual", "gradual"> {
  let summary = "What is pruned stays pruned";
}

def Compress_DynamicSurgeryAttr
    : Compress_PruningMethodAttr<"DynamicSurgery", "dynamic_surgery",
                                 ["returnsPruned", "getMargin",
                                  "updatesPruned"]> {
  let summary = "Pruned weights are trained on and may return";
  let description = [{
    Pruned weights have no effect but are still updated, by the gradient of the
    masked weight, and are ranked again whenever masks change. Between the score
    below which a group goes and the one above which it returns, `hysteresis` times
    as high again, nothing changes. Guo et al., Dynamic Network Surgery for
    Efficient DNNs, 2016. With `update_pruned = false` weights keep the values they
    were pruned with, as in movement pruning (Sanh et al., 2020).
  }];
  let parameters = (ins
    DefaultValuedParameter<"::mlir::compress::Number", "0.2",
                           "number; default 0.2">:$hysteresis,
    DefaultValuedParameter<"::mlir::compress::Flag", "true",
                           "true or false">:$update_pruned);
  let assemblyFormat = "(`<` struct(params)^ `>`)?";
  let genVerifyDecl = 1;
}

def Compress_RewindAttr
    : Compress_PruningMethodAttr<"Rewind", "rewind", ["getRewindStep"]> {
  let summary = "After pruning, train again from an earlier step";
  let description = [{
    Lottery tickets: whenever masks have changed, all parameters, statistics and
    the optimizer's slots get the values they had before step `step`, and learning
    rate and number of the update begin there again; masks stay. Each change of
    masks ends a round of training. Frankle and Carbin, The Lottery Ticket
    Hypothesis, 2019; Frankle et al., Linear Mode Connectivity and the Lottery
    Ticket Hypothesis, 2020, for steps after 0.
  }];
  let parameters = (ins DefaultValuedParameter<"int64_t", "0",
                                               "default 0">:$step);
  let assemblyFormat = "(`<` struct(params)^ `>`)?";
  let genVerifyDecl = 1;
}

#endif // COMPRESS_DIALECT_COMPRESSMASKINGATTRS_TD
