//===- CompressPruningAttrs.td - pruning criteria and patterns -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSPRUNINGATTRS_TD
#define COMPRESS_DIALECT_COMPRESSPRUNINGATTRS_TD

include "compress/Dialect/Compress/IR/CompressAttrs.td"
include "compress/Interfaces/ImportanceAttrInterface.td"
include "compress/Interfaces/PatternAttrInterface.td"

//===----------------------------------------------------------------------===//
// Criteria that need nothing but the weights
//===----------------------------------------------------------------------===//

/// `methods`: those of the interface besides `score` that it implements.
class Compress_CriterionAttr<string name, string mnemonic,
                             list<string> methods = []>
    : Compress_Attr<name, mnemonic,
        [DeclareAttrInterfaceMethods<ImportanceAttrInterface, methods>]>;

def Compress_MagnitudeAttr : Compress_CriterionAttr<"Magnitude", "magnitude"> {
  let summary = "Largest absolute weight of the group";
  let description = [{
    Score of a group: `max |w|`; of one entry: `|w|`. Han et al., Learning both
    Weights and Connections for Efficient Neural Networks, 2015.
  }];
}

def Compress_L1NormAttr : Compress_CriterionAttr<"L1Norm", "l1_norm"> {
  let summary = "Sum of absolute weights of the group";
  let description = [{
    Score of a group: `sum |w|`. Li et al., Pruning Filters for Efficient
    ConvNets, 2017.
  }];
}

def Compress_L2NormAttr : Compress_CriterionAttr<"L2Norm", "l2_norm"> {
  let summary = "Euclidean norm of the group";
  let description = [{
    Score of a group: `sqrt(sum w^2)`. He et al., Soft Filter Pruning for
    Accelerating Deep Convolutional Neural Networks, 2018.
  }];
}

def Compress_LpNormAttr : Compress_CriterionAttr<"LpNorm", "lp_norm"> {
  let summary = "Lp norm of the group";
  let description = [{
    Score of a group: `(sum |w|^p)^(1/p)` with a finite p > 0. Ye et al.,
    Rethinking the Smaller-Norm-Less-Informative Assumption in Channel Pruning,
    2018, compare such norms; `torch.nn.utils.prune.ln_structured` calls p `n`.

    `#compress.lp_norm<3>`
  }];
  let parameters = (ins APFloatParameter<"exponent">:$p);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
}

def Compress_SumAttr : Compress_CriterionAttr<"Sum", "sum"> {
  let summary = "Absolute sum of the weights of the group";
  let description = [{
    Score of a group: `|sum w|`, what it answers to a constant input. Groups whose
    weights cancel go first. Polyak and Wolf, Channel-Level Acceleration of Deep
    Face Representations, 2015, prune by what a channel contributes in sum.
  }];
}

def Compress_EntropyAttr
    : Compress_CriterionAttr<"Entropy", "entropy", ["scoresUnit"]> {
  let summary = "Entropy of the group's absolute weights";
  let description = [{
    Score of a group: `-sum p log p` with `p = |w| / sum |w|`, in nats; 0 if all
    weights are zero. Shannon, A Mathematical Theory of Communication, 1948. Groups
    with a few large weights go first. Needs groups of more than one weight.
  }];
}

def Compress_GiniAttr
    : Compress_CriterionAttr<"Gini", "gini", ["scoresUnit"]> {
  let summary = "Gini index of the group's absolute weights";
  let description = [{
    Score of a group: with `c` the ascending `|w|`,
    `1 - 2 * sum over k of c[k] / sum(c) * (n - k - 1/2) / n`, k from 0; 0 if all
    weights are zero. Hurley and Rickard, Comparing Measures of Sparsity, 2009.
    Groups whose weights are all alike go first. Needs groups of more than one
    weight.
  }];
}

def Compress_RandomAttr : Compress_CriterionAttr<"Random", "random"> {
  let summary = "Random numbers";
  let description = [{
    Scores that depend on the seed, the parameter's name and the group's index
    alone: the baseline that a criterion has to beat. Mittal et al., Recovering
    from Random Pruning, 2018.

    `#compress.random<7>`; without a parameter the seed is 0.
  }];
  let parameters = (ins DefaultValuedParameter<"uint64_t", "0">:$seed);
  let assemblyFormat = "(`<` $seed^ `>`)?";
}

def Compress_FPGMAttr
    : Compress_CriterionAttr<"FPGM", "fpgm", ["scoresUnit"]> {
  let summary = "Distance from the other groups of the layer";
  let description = [{
    Score of a group: the sum of its Euclidean distances to all others of the
    layer, so that what is near the geometric median, and may be replaced by the
    others, goes first. He et al., Filter Pruning via Geometric Median for Deep
    Convolutional Neural Networks Acceleration, 2019. Needs filters or channels.
  }];
}

def Compress_LampAttr
    : Compress_CriterionAttr<"Lamp", "lamp", ["scoresUnit"]> {
  let summary = "Layer-adaptive magnitude";
  let description = [{
    Score of a weight: `w^2 / sum of v^2` over the weights v of the layer that are
    not smaller. It ranks like the magnitude within a layer, and makes layers
    comparable: meant for `scope=global`. Lee et al., Layer-adaptive Sparsity for
    the Magnitude-based Pruning, 2021. Needs single weights.
  }];
}

//===----------------------------------------------------------------------===//
// Criteria that need more
//===----------------------------------------------------------------------===//

def Compress_BatchNormScaleAttr
    : Compress_CriterionAttr<"BatchNormScale", "bn_scale",
                             ["getNeed", "scoresUnit"]> {
  let summary = "Scale of the batch norm behind the layer";
  let description = [{
    Score of a filter: `|scale|` of its channel in the batch norm that follows.
    Liu et al., Learning Efficient Convolutional Networks through Network
    Slimming, 2017. To be used before `compress-fold-batch-norm`.
  }];
}

class Compress_ActivationCriterionAttr<string name, string mnemonic>
    : Compress_CriterionAttr<name, mnemonic,
                             ["getNeed", "makeCollector", "scoresUnit"]>;

def Compress_WandaAttr
    : Compress_ActivationCriterionAttr<"Wanda", "wanda"> {
  let summary = "Weight times norm of its input";
  let description = [{
    Score of a weight: `|w| * ||x||`, with the Euclidean norm of its input channel
    over all samples and positions. Sun et al., A Simple and Effective Pruning
    Approach for Large Language Models, 2023, compare the weights of one output:
    `pattern=per-neuron`, or `pattern=2:4`. Needs single weights.
  }];
}

def Compress_ApozAttr : Compress_ActivationCriterionAttr<"Apoz", "apoz"> {
  let summary = "How often a filter's activation is not zero";
  let description = [{
    Score of a filter: 1 - APoZ, the average percentage of zeros of its output
    after the activation function. Hu et al., Network Trimming, 2016.
  }];
}

def Compress_MeanActivationAttr
    : Compress_ActivationCriterionAttr<"MeanActivation", "mean_activation"> {
  let summary = "Mean absolute activation of a filter";
  let description = [{
    Score of a filter: the mean of `|a|` of its output after the activation
    function. Molchanov et al., Pruning Convolutional Neural Networks for Resource
    Efficient Inference, 2017.
  }];
}

def Compress_ActivationEntropyAttr
    : Compress_ActivationCriterionAttr<"ActivationEntropy",
                                       "activation_entropy"> {
  let summary = "Entropy of a filter's mean activation";
  let description = [{
    Score of a filter: its output after the activation function, averaged over
    positions, gives one number for each sample; the score is the entropy, in
    nats, of a histogram of these with equal bins from the smallest to the
    largest. Luo and Wu, An Entropy-based Pruning Method for CNN Compression,
    2017.

    `#compress.activation_entropy<64>`; without a parameter there are 100 bins.
  }];
  let parameters = (ins DefaultValuedParameter<"int64_t", "100">:$numBins);
  let assemblyFormat = "(`<` $numBins^ `>`)?";
  let genVerifyDecl = 1;
}

def Compress_ActivationGiniAttr
    : Compress_ActivationCriterionAttr<"ActivationGini", "activation_gini"> {
  let summary = "Gini index of a filter's mean activation";
  let description = [{
    Score of a filter: its output's `|a|` after the activation function, averaged
    over positions, gives one number for each sample; the score is their Gini
    index, as `#compress.gini` has it. Filters that answer to all samples alike go
    first. Hurley and Rickard, Comparing Measures of Sparsity, 2009.
  }];
}

def Compress_TaylorAttr
    : Compress_CriterionAttr<"Taylor", "taylor", ["getNeed"]> {
  let summary = "First-order estimate of what a group does to the loss";
  let description = [{
    Score of a group: `(sum w * g)^2` with the derivatives g of the loss.
    Molchanov et al., Importance Estimation for Neural Network Pruning, 2019.
    Needs gradients, so it is for passes that have gradients.
  }];
}

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

class Compress_PatternAttr<string name, string mnemonic,
                           list<string> methods = []>
    : Compress_Attr<name, mnemonic,
        [DeclareAttrInterfaceMethods<PatternAttrInterface, methods>]>;

def Compress_UnstructuredAttr
    : Compress_PatternAttr<"Unstructured", "unstructured"> {
  let summary = "Single weights; all of a layer compete";
}

def Compress_PerNeuronAttr
    : Compress_PatternAttr<"PerNeuron", "per_neuron", ["ranksWholeLayer"]> {
  let summary = "Single weights; those of one output compete";
  let description = [{
    Every neuron or filter loses the same fraction of its weights.
  }];
}

def Compress_PerConnectionAttr
    : Compress_PatternAttr<"PerConnection", "per_connection",
                           ["ranksWholeLayer"]> {
  let summary = "Single weights; those that read one input compete";
  let description = [{
    Every input, at every position of a kernel, loses the same fraction of the
    weights that lead to the outputs.
  }];
}

def Compress_NOfMAttr
    : Compress_PatternAttr<"NOfM", "n_of_m",
                           ["ranksWholeLayer", "fixesSparsity"]> {
  let summary = "Of each M adjacent inputs N weights stay";
  let description = [{
    Along the input channels, as they lie in the layer's own layout. Mishra et al.,
    Accelerating Sparse Deep Neural Networks, 2021. Layers whose input channels do
    not divide by M are left alone.

    `#compress.n_of_m<2, 4>`, as an option `2:4`
  }];
  let parameters = (ins "int64_t":$n, "int64_t":$m);
  let assemblyFormat = "`<` $n `,` $m `>`";
  let genVerifyDecl = 1;
}

def Compress_BlockAttr : Compress_PatternAttr<"Block", "block"> {
  let summary = "Blocks of rows times columns";
  let description = [{
    Rows are output channels; columns are what one output reads, kernel positions
    and input channels, in the layer's own layout. Narang et al., Block-Sparse
    Recurrent Neural Networks, 2017. Layers that do not divide into blocks are
    left alone.

    `#compress.block<4, 1>`, as an option `4x1`
  }];
  let parameters = (ins "int64_t":$rows, "int64_t":$columns);
  let assemblyFormat = "`<` $rows `,` $columns `>`";
  let genVerifyDecl = 1;
}

def Compress_FilterAttr : Compress_PatternAttr<"Filter", "filter"> {
  let summary = "Whole output channels: filters, neurons";
}

def Compress_ChannelAttr : Compress_PatternAttr<"Channel", "channel"> {
  let summary = "All weights that read an input channel";
}

#endif // COMPRESS_DIALECT_COMPRESSPRUNINGATTRS_TD
