//===- CompressDistillationAttrs.td - how a student is taught -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSDISTILLATIONATTRS_TD
#define COMPRESS_DIALECT_COMPRESSDISTILLATIONATTRS_TD

include "compress/Dialect/Compress/IR/CompressTrainerBase.td"
include "compress/Interfaces/DistillationAttrInterface.td"
include "compress/Interfaces/TrainingAttrInterfaces.td"

def Compress_PartialCrossEntropyLossAttr
    : Compress_TrainerAttr<"PartialCrossEntropyLoss",
                           "partial_cross_entropy_loss", LossAttrInterface> {
  let summary = "Cross entropy of the samples that have a label";
  let description = [{
    As `#compress.cross_entropy_loss`, through `compress.partial_cross_entropy`: a
    sample with the label -1 is left out. It takes the place of cross entropy where
    a training has unlabelled samples.
  }];
  let parameters = (ins Compress_NumberParameter<"0.0">:$label_smoothing);
  let assemblyFormat = "(`<` struct(params)^ `>`)?";
  let genVerifyDecl = 1;
  let extraClassDeclaration = "::mlir::Attribute getPartialLoss() const;";
}

//===----------------------------------------------------------------------===//
// Losses between student and teacher
//===----------------------------------------------------------------------===//

class Compress_TeachingAttr<string name, string mnemonic>
    : Compress_TrainerAttr<name, mnemonic, DistillationLossAttrInterface>;

def Compress_KLTeachingAttr : Compress_TeachingAttr<"KLTeaching", "kl_teaching"> {
  let summary = "Soft labels: divergence of class scores at a temperature";
  let description = [{
    Of two [N, C] outputs, through `compress.kl_divergence`. Hinton, Vinyals and
    Dean, Distilling the Knowledge in a Neural Network, 2015.
  }];
  let parameters = (ins Compress_NumberParameter<"2.0">:$temperature);
  let assemblyFormat = "(`<` struct(params)^ `>`)?";
  let genVerifyDecl = 1;
}

def Compress_MSETeachingAttr
    : Compress_TeachingAttr<"MSETeaching", "mse_teaching"> {
  let summary = "Mean squared difference over all entries";
  let description = [{
    Of two values of one type, through `compress.mse`. Of class scores it is what
    soft labels become at a high temperature: Ba and Caruana, Do Deep Nets Really
    Need to be Deep?, 2014.
  }];
}

def Compress_CosineTeachingAttr
    : Compress_TeachingAttr<"CosineTeaching", "cosine_teaching"> {
  let summary = "One minus the cosine of the angle between two samples";
  let description = [{
    Of two values of one type, through `compress.cosine_distance`.
  }];
}

def Compress_HintTeachingAttr
    : Compress_TeachingAttr<"HintTeaching", "hint_teaching"> {
  let summary = "Features of a layer, through a learned projection";
  let description = [{
    Mean squared difference between the teacher's features and the student's, which
    a learned 1x1 convolution or dense layer brings to as many channels where they
    have another number. Romero et al., FitNets: Hints for Thin Deep Nets, 2015
    (arXiv:1412.6550), whose loss is half the sum where this is the mean.
  }];
  let extraClassDeclaration = "bool canProject() const { return true; }";
}

def Compress_AttentionTeachingAttr
    : Compress_TeachingAttr<"AttentionTeaching", "attention_teaching"> {
  let summary = "Where the features of a layer are large";
  let description = [{
    Of two [N, H, W, C] values, through `compress.attention_distance`; the numbers
    of channels may differ. Zagoruyko and Komodakis, Paying More Attention to
    Attention, 2017 (arXiv:1612.03928).
  }];
}

//===----------------------------------------------------------------------===//
// The graph
//===----------------------------------------------------------------------===//

def Compress_DistillationTermAttr
    : AttrDef<Compress_Dialect, "DistillationTerm"> {
  let mnemonic = "distillation_term";
  let summary = "One loss between two results of a distillation graph";
  let description = [{
    `weight` times the loss between results number `student` and `teacher`.
  }];
  let parameters = (ins "::mlir::Attribute":$loss,
                        Compress_NumberParameter<"1.0">:$weight,
                        "int64_t":$student, "int64_t":$teacher);
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
}

def Compress_DistillationAttr : AttrDef<Compress_Dialect, "Distillation"> {
  let mnemonic = "distillation";
  let summary = "What a distillation graph lowers";
  let description = [{
    Stands as `compress.distillation` on the function that `compress-distill` makes
    for the function named `student`. Its result 0 is the student's output. The loss is
    `hard` times the loss of that output for labels, plus all `terms`. `answers`
    is the result with the teacher's output, which the student's is compared with
    for the agreement. Without `labels` there are none, and `hard` is 0. `cached`
    results of the teacher are arguments.
  }];
  let parameters = (ins "::mlir::StringAttr":$student,
                        Compress_NumberParameter<"0.5">:$hard,
                        "int64_t":$answers,
                        DefaultValuedParameter<"::mlir::compress::Flag", "true",
                                               "true or false">:$labels,
                        DefaultValuedParameter<"::mlir::compress::Flag", "false",
                                               "true or false">:$cached,
                        "::mlir::ArrayAttr":$terms);
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
}

#endif // COMPRESS_DIALECT_COMPRESSDISTILLATIONATTRS_TD
