//===- CompressTrainerAttrs.td - losses, optimizers, schedules ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSTRAINERATTRS_TD
#define COMPRESS_DIALECT_COMPRESSTRAINERATTRS_TD

include "compress/Dialect/Compress/IR/CompressTrainerBase.td"
include "compress/Interfaces/TrainingAttrInterfaces.td"

//===----------------------------------------------------------------------===//
// Losses
//===----------------------------------------------------------------------===//

def Compress_CrossEntropyLossAttr
    : Compress_TrainerAttr<"CrossEntropyLoss", "cross_entropy_loss",
                           LossAttrInterface> {
  let summary = "Cross entropy of class scores, mean over the batch";
  let description = [{
    Of an `[N, C]` output and class numbers, through `compress.cross_entropy`. As
    `torch.nn.CrossEntropyLoss`. Label smoothing: Szegedy et al., Rethinking the
    Inception Architecture for Computer Vision, 2016.
  }];
  let parameters = (ins Compress_NumberParameter<"0.0">:$label_smoothing);
  let assemblyFormat = "(`<` struct(params)^ `>`)?";
  let genVerifyDecl = 1;
  let extraClassDeclaration = "::mlir::Attribute getPartialLoss() const;";
}

def Compress_MSELossAttr
    : Compress_TrainerAttr<"MSELoss", "mse_loss", LossAttrInterface> {
  let summary = "Mean squared difference over all entries";
  let description = [{
    Of an output and labels of the same shape, through `compress.mse`. As
    `torch.nn.MSELoss`.
  }];
}

//===----------------------------------------------------------------------===//
// Optimizers
//===----------------------------------------------------------------------===//

def Compress_SGDAttr
    : Compress_TrainerAttr<"SGD", "sgd", OptimizerAttrInterface> {
  let summary = "Gradient descent, with momentum if wanted";
  let description = [{
    As `torch.optim.SGD`: with `g = gradient + weight_decay * p`, the buffer is `g`
    after the first step and `momentum * buffer + (1 - dampening) * g` after the
    others; `p` moves against it, or, by Nesterov's rule, against
    `g + momentum * buffer`. Without momentum there is no buffer. Sutskever et al.,
    On the Importance of Initialization and Momentum in Deep Learning, 2013.
  }];
  let parameters = (ins Compress_NumberParameter<"0.0">:$momentum,
                        Compress_NumberParameter<"0.0">:$dampening,
                        Compress_NumberParameter<"0.0">:$weight_decay,
                        DefaultValuedParameter<"::mlir::compress::Flag", "false",
                                               "true or false">:$nesterov);
  let assemblyFormat = "(`<` struct(params)^ `>`)?";
  let genVerifyDecl = 1;
}

class Compress_AdamLikeAttr<string name, string mnemonic, string decay>
    : Compress_TrainerAttr<name, mnemonic, OptimizerAttrInterface> {
  let parameters = (ins Compress_NumberParameter<"0.9">:$beta1,
                        Compress_NumberParameter<"0.999">:$beta2,
                        Compress_NumberParameter<"1e-8">:$epsilon,
                        Compress_NumberParameter<decay>:$weight_decay);
  let assemblyFormat = "(`<` struct(params)^ `>`)?";
  let genVerifyDecl = 1;
}

def Compress_AdamAttr : Compress_AdamLikeAttr<"Adam", "adam", "0.0"> {
  let summary = "Adaptive moment estimation";
  let description = [{
    As `torch.optim.Adam`: weight decay is added to the gradient. Kingma and Ba,
    Adam: A Method for Stochastic Optimization, 2015.
  }];
}

def Compress_AdamWAttr : Compress_AdamLikeAttr<"AdamW", "adamw", "0.01"> {
  let summary = "Adam with decoupled weight decay";
  let description = [{
    As `torch.optim.AdamW`: the parameter shrinks by `learning rate * weight_decay`
    first. Loshchilov and Hutter, Decoupled Weight Decay Regularization, 2019.
  }];
}

//===----------------------------------------------------------------------===//
// Gradients
//===----------------------------------------------------------------------===//

def Compress_ClipValueAttr
    : Compress_TrainerAttr<"ClipValue", "clip_value", GradientAttrInterface> {
  let summary = "Limit every entry of a gradient";
  let description = [{
    To `-limit .. limit`. As `torch.nn.utils.clip_grad_value_`.
  }];
  let parameters = (ins Compress_NumberParameter<"1.0">:$limit);
  let assemblyFormat = "(`<` struct(params)^ `>`)?";
  let genVerifyDecl = 1;
}

def Compress_ClipNormAttr
    : Compress_TrainerAttr<"ClipNorm", "clip_norm", GradientAttrInterface> {
  let summary = "Limit the norm of all gradients together";
  let description = [{
    Multiplies all gradients by `limit / (norm + 1e-6)` where that is below 1. As
    `torch.nn.utils.clip_grad_norm_`. Pascanu et al., On the Difficulty of Training
    Recurrent Neural Networks, 2013.
  }];
  let parameters = (ins Compress_NumberParameter<"1.0">:$limit);
  let assemblyFormat = "(`<` struct(params)^ `>`)?";
  let genVerifyDecl = 1;
}

def Compress_NormalizeAttr
    : Compress_TrainerAttr<"Normalize", "normalize", GradientAttrInterface> {
  let summary = "Give all gradients together the norm 1";
  let description = [{
    Divides all gradients by their common norm plus 1e-6: the length of a step
    follows from the learning rate alone.
  }];
}

//===----------------------------------------------------------------------===//
// Learning rates
//===----------------------------------------------------------------------===//

class Compress_RateAttr<string name, string mnemonic>
    : Compress_TrainerAttr<name, mnemonic, LearningRateAttrInterface>;

def Compress_ConstantRateAttr
    : Compress_RateAttr<"ConstantRate", "constant_rate"> {
  let summary = "The same learning rate at every step";
}

def Compress_StepRateAttr : Compress_RateAttr<"StepRate", "step_rate"> {
  let summary = "Multiply the rate by `gamma` every `epochs` epochs";
  let parameters = (ins Compress_CountParameter<"1">:$epochs,
                        Compress_NumberParameter<"0.1">:$gamma);
  let assemblyFormat = "(`<` struct(params)^ `>`)?";
  let genVerifyDecl = 1;
}

def Compress_ExponentialRateAttr
    : Compress_RateAttr<"ExponentialRate", "exponential_rate"> {
  let summary = "Multiply the rate by `gamma` every epoch";
  let parameters = (ins Compress_NumberParameter<"0.9">:$gamma);
  let assemblyFormat = "(`<` struct(params)^ `>`)?";
  let genVerifyDecl = 1;
}

def Compress_CosineRateAttr : Compress_RateAttr<"CosineRate", "cosine_rate"> {
  let summary = "Half a cosine wave down to `minimum`, step by step";
  let description = [{
    Loshchilov and Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts,
    2017. As `torch.optim.lr_scheduler.CosineAnnealingLR`, stepped after every batch.
  }];
  let parameters = (ins Compress_NumberParameter<"0.0">:$minimum);
  let assemblyFormat = "(`<` struct(params)^ `>`)?";
  let genVerifyDecl = 1;
}

def Compress_WarmUpRateAttr : Compress_RateAttr<"WarmUpRate", "warm_up_rate"> {
  let summary = "Grow evenly for `steps` steps, then follow another schedule";
  let description = [{
    The rate grows from `start` times the first rate of `rest` to that rate.
    `#compress.warm_up_rate<steps = 100, rest = #compress.cosine_rate>`
  }];
  let parameters = (ins Compress_CountParameter<"100">:$steps,
                        Compress_NumberParameter<"0.0">:$start,
                        OptionalParameter<"::mlir::Attribute",
                            "learning rate; default constant">:$rest);
  let assemblyFormat = "(`<` struct(params)^ `>`)?";
  let genVerifyDecl = 1;
}

def Compress_ReduceOnPlateauAttr
    : Compress_RateAttr<"ReduceOnPlateau", "reduce_on_plateau"> {
  let summary = "Multiply the rate by `factor` when the loss stops falling";
  let description = [{
    Looks at the loss on the validation samples after each epoch; without such
    samples at the mean loss of the epoch. As
    `torch.optim.lr_scheduler.ReduceLROnPlateau`, whose defaults these are.
  }];
  let parameters = (ins Compress_NumberParameter<"0.1">:$factor,
                        Compress_CountParameter<"10">:$patience,
                        Compress_NumberParameter<"1e-4">:$threshold,
                        Compress_CountParameter<"0">:$cooldown,
                        Compress_NumberParameter<"0.0">:$minimum);
  let assemblyFormat = "(`<` struct(params)^ `>`)?";
  let genVerifyDecl = 1;
}

//===----------------------------------------------------------------------===//
// Sparsity over time
//===----------------------------------------------------------------------===//

class Compress_SparsityAttr<string name, string mnemonic>
    : Compress_TrainerAttr<name, mnemonic, SparsityScheduleAttrInterface>;

def Compress_OneShotSparsityAttr
    : Compress_SparsityAttr<"OneShotSparsity", "one_shot_sparsity"> {
  let summary = "All at once, at the first step of the schedule";
}

def Compress_LinearSparsityAttr
    : Compress_SparsityAttr<"LinearSparsity", "linear_sparsity"> {
  let summary = "The pruned fraction grows evenly";
}

def Compress_AGPSparsityAttr
    : Compress_SparsityAttr<"AGPSparsity", "agp_sparsity"> {
  let summary = "Automated gradual pruning: fast at first, slow at the end";
  let description = [{
    `final + (initial - final) * (1 - progress)^power`. Zhu and Gupta, To Prune, or
    Not to Prune: Exploring the Efficacy of Pruning for Model Compression, 2017.
  }];
  let parameters = (ins Compress_NumberParameter<"3.0">:$power);
  let assemblyFormat = "(`<` struct(params)^ `>`)?";
  let genVerifyDecl = 1;
}

def Compress_ExponentialSparsityAttr
    : Compress_SparsityAttr<"ExponentialSparsity", "exponential_sparsity"> {
  let summary = "The kept fraction shrinks by the same factor in equal times";
}

#endif // COMPRESS_DIALECT_COMPRESSTRAINERATTRS_TD
