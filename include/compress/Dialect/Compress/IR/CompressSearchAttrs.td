//===- CompressSearchAttrs.td - spaces, paths and strategies --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSSEARCHATTRS_TD
#define COMPRESS_DIALECT_COMPRESSSEARCHATTRS_TD

include "compress/Dialect/Compress/IR/CompressBase.td"
include "compress/Interfaces/SearchAttrInterfaces.td"
include "compress/Interfaces/TrainingAttrInterfaces.td"
include "mlir/IR/AttrTypeBase.td"

class Compress_SearchCount<string default>
    : DefaultValuedParameter<"int64_t", default, "default " # default>;

class Compress_SearchNumber<string default>
    : DefaultValuedParameter<"::mlir::compress::Number", default,
                             "number; default " # default>;

class Compress_SearchAttr<string name, string mnemonic_, AttrInterface interface,
                          list<string> methods = []>
    : AttrDef<Compress_Dialect, name,
        [DeclareAttrInterfaceMethods<interface, methods>]> {
  let mnemonic = mnemonic_;
}

//===----------------------------------------------------------------------===//
// Spaces
//===----------------------------------------------------------------------===//

def Compress_ConvSpaceAttr
    : Compress_SearchAttr<"ConvSpace", "conv_space", SearchRuleAttrInterface> {
  let summary = "Kernels, widths and depth of convolutional stages";
  let description = [{
    A stage may have a smaller square kernel, fewer output channels, or no
    convolution at all:

    - `kernels`: sizes, of which those count that are smaller than the stage's own by
      an even number, and by no more than its padding, so that the image keeps its
      size; and the own one. A small kernel is the middle of the large one. Default
      `[3, 5, 7]`.
    - `widths`: in eighths of the stage's own, rounded up. Narrow ones have the first
      filters. Default `[1, 2, 3, 4, 6, 8]`.
    - `skip`: also offer the stage without convolution, batch norm and activation,
      where the types allow it. Default true.
    - `activations`: of `relu`, `relu6`, `tanh`, `sigmoid`, `none`, in place of the
      stage's own. Default: its own alone.

    `#compress.conv_space<kernels = [3, 5], widths = [4, 8], skip = false>`
  }];
  let parameters = (ins
      OptionalArrayRefParameter<"int64_t", "default 3, 5, 7">:$kernels,
      OptionalArrayRefParameter<"int64_t", "default 1, 2, 3, 4, 6, 8">:$widths,
      DefaultValuedParameter<"::mlir::compress::Flag", "true", "true or false">:$skip,
      OptionalArrayRefParameter<"::mlir::StringAttr", "default: its own">:$activations);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
}

//===----------------------------------------------------------------------===//
// Paths
//===----------------------------------------------------------------------===//

def Compress_UniformPathsAttr
    : Compress_SearchAttr<"UniformPaths", "uniform_paths",
                          PathSamplingAttrInterface> {
  let summary = "One path, every alternative equally likely";
  let description = [{
    Guo et al., Single Path One-Shot Neural Architecture Search with Uniform
    Sampling, 2020.
  }];
}

def Compress_FairPathsAttr
    : Compress_SearchAttr<"FairPaths", "fair_paths", PathSamplingAttrInterface> {
  let summary = "One path, every alternative equally often";
  let description = [{
    In n steps in succession each of a decision's n alternatives is taken once. Chu
    et al., FairNAS: Rethinking Evaluation Fairness of Weight Sharing Neural
    Architecture Search, 2021; parameters are updated after each path.
  }];
}

def Compress_SandwichPathsAttr
    : Compress_SearchAttr<"SandwichPaths", "sandwich_paths",
                          PathSamplingAttrInterface,
                          ["getNumPaths", "distillsInPlace"]> {
  let summary = "The largest, the smallest and random paths";
  let description = [{
    The losses of all are averaged in one step. Yu and Huang, Universally Slimmable
    Networks and Improved Training Techniques, 2019. `random` paths are added to the
    two. With `distill` only the largest learns from labels, and the others from its
    class scores in the same step (that paper's in-place distillation).
  }];
  let parameters = (ins Compress_SearchCount<"1">:$random,
    DefaultValuedParameter<"::mlir::compress::Flag", "false",
                           "true or false">:$distill);
  let assemblyFormat = "(`<` struct(params)^ `>`)?";
  let genVerifyDecl = 1;
}

def Compress_RepeatedLossAttr
    : Compress_SearchAttr<"RepeatedLoss", "repeated_loss", LossAttrInterface> {
  let summary = "Mean of a loss over paths with the same labels";
  let description = [{
    Of an output that holds `count` batches along dimension 0, one per path. With
    `distill`, class scores [N, C] of all but the first are compared with those of
    the first (`compress.kl_divergence`), which count as constants, instead of with
    labels.

    `#compress.repeated_loss<loss = #compress.cross_entropy_loss, count = 3>`
  }];
  let parameters = (ins "::mlir::Attribute":$loss, "int64_t":$count,
    DefaultValuedParameter<"::mlir::compress::Flag", "false",
                           "true or false">:$distill);
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
}

//===----------------------------------------------------------------------===//
// Strategies
//===----------------------------------------------------------------------===//

class Compress_StrategyAttr<string name, string mnemonic, list<string> methods = []>
    : Compress_SearchAttr<name, mnemonic, SearchStrategyAttrInterface, methods>;

def Compress_RandomSearchAttr
    : Compress_StrategyAttr<"RandomSearch", "random_search"> {
  let summary = "Different architectures by chance";
}

def Compress_GridSearchAttr : Compress_StrategyAttr<"GridSearch", "grid_search"> {
  let summary = "All architectures in order";
}

def Compress_RegularizedEvolutionAttr
    : Compress_StrategyAttr<"RegularizedEvolution", "regularized_evolution"> {
  let summary = "Children of the best of the young";
  let description = [{
    The best of `sample` random ones among the youngest `population` has a child that
    differs in one decision. Real et al., Regularized Evolution for Image Classifier
    Architecture Search, 2019.
  }];
  let parameters = (ins Compress_SearchCount<"16">:$population,
                        Compress_SearchCount<"4">:$sample);
  let assemblyFormat = "(`<` struct(params)^ `>`)?";
  let genVerifyDecl = 1;
}

def Compress_PolicyRLAttr : Compress_StrategyAttr<"PolicyRL", "policy_rl"> {
  let summary = "A policy that learns from rewards";
  let description = [{
    Each decision has a softmax distribution of its own, which follows the policy
    gradient at learning rate `rate`; mean and deviation of rewards move by `decay`.
    Williams, Simple Statistical Gradient-Following Algorithms for Connectionist
    Reinforcement Learning, 1992.
  }];
  let parameters = (ins Compress_SearchNumber<"0.3">:$rate,
                        Compress_SearchNumber<"0.9">:$decay);
  let assemblyFormat = "(`<` struct(params)^ `>`)?";
  let genVerifyDecl = 1;
}

def Compress_DartsAttr
    : Compress_StrategyAttr<"Darts", "darts", ["needsLogits"]> {
  let summary = "What the logits of a trained mixture prefer";
  let description = [{
    Takes architectures in the order of their probability by the logits that
    `compress-relax-choices` and `compress-train` made. Liu et al., DARTS:
    Differentiable Architecture Search, 2019.
  }];
}

#endif // COMPRESS_DIALECT_COMPRESSSEARCHATTRS_TD
