//===- Passes.td - passes of training -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_TRAINING_PASSES_TD
#define COMPRESS_TRANSFORMS_TRAINING_PASSES_TD

include "mlir/Pass/PassBase.td"

def CompressDifferentiate : Pass<"compress-differentiate", "ModuleOp"> {
  let summary = "Return the gradients of a function's first result";
  let description = [{
    Takes [layers] or [compressed], mostly with lifted parameters, and leaves their
    operations (contract `any`). The first result of the function must be one f32
    number, the loss. After the results that it has, the
    function returns the gradient of the loss for each selected argument, in the
    order of arguments, named `<argument>.gradient`.

    Values of the forward pass are used, not computed again, and only what lies
    between the selected arguments and the loss is differentiated. What happens
    at each operation is up to its `DifferentiableOpInterface`; an operation
    without it is an error that names it.

    ```mlir
    func.func @main(%x: tensor<1x3xf32>, %w: tensor<2x3xf32> {compress.name = "fc.weight"}) -> tensor<1x1xf32> {
      %0 = compress.dense "fc" %x, %w : tensor<1x3xf32>, tensor<2x3xf32>
      %1 = tosa.reduce_sum %0 {axis = 1 : i32} : (tensor<1x2xf32>) -> tensor<1x1xf32>
      return %1 : tensor<1x1xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to work on; default: the only public one, or main">,
    Option<"wrt", "wrt", "::mlir::compress::OptionText", /*default=*/"",
           "Arguments whose whole name matches this expression get a gradient; "
           "default: parameters (`compress.role`) that are not frozen">,
  ];
  let statistics = [
    Statistic<"numGradients", "num-gradients", "Gradients returned">,
  ];
}

def CompressLiftParameters : Pass<"compress-lift-parameters", "ModuleOp"> {
  let summary = "Turn parameters into named arguments";
  let description = [{
    Takes [layers] or [compressed] and leaves their operations without parameters
    (contract `any`): each becomes an argument after the function's own, in program order. The
    argument keeps all that `compress-bind-parameters` needs to put the parameter
    back, exactly, where it was: name, layout, entries (`compress.value`), place
    (`compress.position`) and whether it is frozen. A shared parameter is one
    argument with several uses. `compress.role` is `statistic` for mean and
    variance of batch norms, else `parameter`.

    `trainable` and `frozen` change which parameters are trained, for good; without
    them, those are that are not `frozen`. With `keep-frozen`, frozen parameters stay
    where they are, known to the compiler; statistics are lifted all the same,
    as training changes them. With `masks`, constant masks become arguments named
    `<parameter>.mask`, so that they can change from step to step; a constant that
    several masks share becomes one for each.

    The function must have its body for itself: calls, and parameters in nested
    regions, are errors.

    ```mlir
    func.func @main(%x: tensor<1x3xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x3xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x3xf32>, tensor<2x3xf32>
      return %y : tensor<1x2xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%x: tensor<1x3xf32>,
                    %w: tensor<2x3xf32> {compress.name = "fc.weight", compress.position = 0 : i64,
                                         compress.role = #compress.role<parameter>,
                                         compress.value = dense<1.0> : tensor<2x3xf32>})
        -> tensor<1x2xf32> {
      %y = compress.dense "fc" %x, %w : tensor<1x3xf32>, tensor<2x3xf32>
      return %y : tensor<1x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect"];
  let options = [
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to work on; default: the only public one, or main">,
    Option<"trainable", "trainable", "::mlir::compress::OptionText",
           /*default=*/"",
           "Train exactly the parameters whose whole name matches this "
           "expression, and freeze the others">,
    Option<"frozen", "frozen", "::mlir::compress::OptionText",
           /*default=*/"",
           "Freeze parameters whose whole name matches this expression">,
    Option<"keepFrozen", "keep-frozen", "bool", /*default=*/"false",
           "Leave frozen parameters in the function">,
    Option<"masks", "masks", "bool", /*default=*/"false",
           "Lift constant masks, too">,
  ];
  let statistics = [
    Statistic<"numLifted", "num-lifted", "Parameters and masks lifted">,
  ];
}

def CompressBindParameters : Pass<"compress-bind-parameters", "ModuleOp"> {
  let summary = "Turn lifted arguments back into parameters";
  let description = [{
    The inverse of `compress-lift-parameters`; leaves [layers] or [compressed].
    Arguments with a `compress.role` of
    `parameter`, `statistic` or `mask` and a `compress.value` become parameters and
    constants again, with the entries that `compress.value` has now, before the
    operation that they were in front of.

    ```mlir
    func.func @main(%x: tensor<1x3xf32>,
                    %w: tensor<2x3xf32> {compress.name = "fc.weight", compress.position = 0 : i64,
                                         compress.role = #compress.role<parameter>,
                                         compress.value = dense<1.0> : tensor<2x3xf32>})
        -> tensor<1x2xf32> {
      %y = compress.dense "fc" %x, %w : tensor<1x3xf32>, tensor<2x3xf32>
      return %y : tensor<1x2xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%x: tensor<1x3xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x3xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x3xf32>, tensor<2x3xf32>
      return %y : tensor<1x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to work on; default: the only public one, or main">,
  ];
  let statistics = [
    Statistic<"numBound", "num-bound", "Arguments that became operations">,
  ];
}

def CompressInitializeParameters
    : Pass<"compress-initialize-parameters", "ModuleOp"> {
  let summary = "Give the parameters of all layers fresh values";
  let description = [{
    Takes and leaves [layers] or [compressed]. Weights and biases get the values
    that `initialize` draws; batch norms start with scale 1, offset 0, mean 0 and
    variance 1. What is drawn for a parameter depends on `seed` and its name, and
    on no other parameter. Frozen parameters other than statistics keep their
    values, and so do masks.

    - `kaiming`: uniform between `-b` and `b` with `b = sqrt(6 / ((1 + a^2) fan_in))`,
      He et al., Delving Deep into Rectifiers, 2015; `a` is the slope of a leaky
      ReLU. Biases between `-1/sqrt(fan_in)` and `1/sqrt(fan_in)`. Without a
      parameter `a` is `sqrt(5)`: PyTorch's defaults for convolutions and linear
      layers. `kaiming<0.0>` is He's choice for ReLU.
    - `xavier`: uniform with `b = sqrt(6 / (fan_in + fan_out))`, biases 0. Glorot and
      Bengio, Understanding the Difficulty of Training Deep Feedforward Neural
      Networks, 2010.
    - `zeros`.

    ```mlir
    func.func @main(%x: tensor<1x3xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x3xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x3xf32>, tensor<2x3xf32>
      return %y : tensor<1x2xf32>
    }
    ```

    becomes, with `initialize=zeros`:

    ```mlir
    func.func @main(%x: tensor<1x3xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<0.0> : tensor<2x3xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x3xf32>, tensor<2x3xf32>
      return %y : tensor<1x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect"];
  let options = [
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to work on; default: the only public one, or main">,
    Option<"initializer", "initialize", "::mlir::compress::OptionText",
           /*default=*/"\"kaiming\"",
           "How values are drawn: kaiming, xavier, zeros, or an attribute with "
           "InitializerAttrInterface">,
    Option<"seed", "seed", "uint64_t", /*default=*/"0",
           "Another seed gives other values">,
  ];
  let statistics = [
    Statistic<"numInitialized", "num-initialized", "Parameters with new values">,
  ];
}

def CompressUseBatchStatistics
    : Pass<"compress-use-batch-statistics", "ModuleOp"> {
  let summary = "Let batch norms use mean and variance of the batch";
  let description = [{
    Takes [layers] or [compressed], with lifted parameters or not, and leaves their
    operations (contract `any`). Batch norms normalise
    with the statistics of their input, `compress.batch_statistics`, instead of the
    running ones, and gradients go through those. The running averages become
    further results, in the order of batch norms, named like the parameter or
    argument that they continue, with role `statistic`:

    ```
    mean     <- (1 - momentum) mean     + momentum batch_mean
    variance <- (1 - momentum) variance + momentum batch_variance n / (n - 1)
    ```

    `n` values per channel; one value has no variance, and is an error. Ioffe and
    Szegedy, Batch Normalization, 2015.

    ```mlir
    func.func @main(%x: tensor<8x2xf32>, %g: tensor<2xf32>, %b: tensor<2xf32>,
                    %m: tensor<2xf32> {compress.name = "bn.mean"},
                    %v: tensor<2xf32> {compress.name = "bn.variance"}) -> tensor<8x2xf32> {
      %y = compress.batch_norm "bn" %x scale %g offset %b mean %m variance %v {epsilon = 1.0e-5 : f32}
         : tensor<8x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
      return %y : tensor<8x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to work on; default: the only public one, or main">,
    Option<"momentum", "momentum", "::mlir::compress::OptionalDouble",
           /*default=*/"",
           "Weight of the new batch in the running averages; default 0.1">,
    Option<"include", "include", "::mlir::compress::OptionText",
           /*default=*/"",
           "Only batch norms whose whole name matches this expression">,
    Option<"exclude", "exclude", "::mlir::compress::OptionText",
           /*default=*/"",
           "Leave batch norms whose whole name matches this expression as they "
           "are">,
  ];
  let statistics = [
    Statistic<"numConverted", "num-converted", "Batch norms changed">,
  ];
}

def CompressBuildTrainStep : Pass<"compress-build-train-step", "ModuleOp"> {
  let summary = "Make a function that does one step of training";
  let description = [{
    Takes [layers] or [compressed] with lifted parameters, whose first result is the
    network's output, and makes a second function, `@train_step`, pure like the
    first, out of a copy of it. Arguments, by their `compress.role`:

    - those of the function: data, parameters, statistics, masks;
    - `labels`, as the loss wants them: class numbers, or what the output should be;
    - slots, what the optimizer remembers of each parameter, at first zero;
    - `learning_rate` and `step`, the number of the update from 0.

    It returns the new parameters, their slots, the new statistics, the loss and,
    where labels are classes, how many answers were right. Frozen parameters are
    read and not returned. A masked parameter has no gradient where its mask is
    false; masks are arguments, so that they can change without compiling again.

    Loss, optimizer and what happens to gradients in between are attributes with
    interfaces. `l1` adds the derivative of `l1 * sum |p|` to the gradients of the
    parameters that `l1-parameters` selects (Liu et al., Learning Efficient
    Convolutional Networks through Network Slimming, 2017).

    ```mlir
    func.func @main(%x: tensor<8x3xf32>, %w: tensor<2x3xf32> {compress.name = "fc.weight", compress.role = #compress.role<parameter>}) -> tensor<8x2xf32> {
      %y = compress.dense "fc" %x, %w : tensor<8x3xf32>, tensor<2x3xf32>
      return %y : tensor<8x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect",
                           "::mlir::math::MathDialect",
                           "::mlir::tensor::TensorDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to work on; default: the only public one, or main">,
    Option<"loss", "loss", "::mlir::compress::OptionText",
           /*default=*/"\"cross-entropy\"",
           "What to lower: cross-entropy, mse, or an attribute with "
           "LossAttrInterface">,
    Option<"optimizer", "optimizer", "::mlir::compress::OptionText",
           /*default=*/"\"adam\"",
           "How to lower it: sgd<momentum=0.9>, adam, adamw, or an attribute with "
           "OptimizerAttrInterface">,
    Option<"gradients", "gradients", "::mlir::compress::OptionText",
           /*default=*/"",
           "What to do to gradients first: clip-value<limit=1.0>, "
           "clip-norm<limit=1.0>, normalize, or an attribute with "
           "GradientAttrInterface">,
    Option<"l1", "l1", "::mlir::compress::OptionalDouble", /*default=*/"",
           "Weight of the penalty on magnitudes">,
    Option<"l1Parameters", "l1-parameters", "::mlir::compress::OptionText",
           /*default=*/"",
           "Penalize only parameters whose whole name matches this expression">,
  ];
  let statistics = [
    Statistic<"numTrained", "num-trained", "Parameters that the step updates">,
  ];
}

def CompressTrain : Pass<"compress-train", "ModuleOp"> {
  let summary = "Train the parameters of a network on samples";
  let description = [{
    Takes and leaves [layers] or [compressed]. A copy of the function gets the batch
    size (`compress-set-batch`), its parameters as arguments
    (`compress-lift-parameters`), batch statistics (`compress-use-batch-statistics`)
    and an update (`compress-build-train-step`), is compiled once and run; then the
    parameters of the function itself get the new values, by name. Masks are kept:
    pruned entries stay pruned.

    An epoch sees all samples in random order, in whole batches; the rest, less
    than a batch, is left out. Order, augmentation and initial values follow from
    `seed` alone, so a training can be repeated, bit for bit, on CPUs of one
    instruction set. With `checkpoint` it can be interrupted at any moment, also
    by `kill -9`, and `resume` goes on as if nothing had happened.

    With `schedule`, weights are pruned during training: before step `start-step`,
    and then every `frequency` steps until `end-step`, the least important weights
    are masked until the fraction that the schedule asks for is. Masks are
    arguments of the compiled step, so that nothing is compiled again.

    A loss that is not finite stops the training with an error that tells the step
    and the first parameter that is not finite. While the terminal shows it, the
    pass tells how far it is.

    `compress-train{data=/data/images.npy labels=/data/labels.npy epochs=6
    optimizer=adam learning-rate=2e-3 lr-schedule=cosine batch-size=128}` takes

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5], [0.5, 1.0]]> : tensor<2x2xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
      return %y : tensor<1x2xf32>
    }
    ```

    and returns it with another `fc.weight`.
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect",
                           "::mlir::math::MathDialect",
                           "::mlir::tensor::TensorDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"data", "data", "::mlir::compress::OptionText", /*default=*/"",
           "Samples: an IDX file, also gzipped, or a .npy file; u8 values are "
           "divided by 255">,
    Option<"labels", "labels", "::mlir::compress::OptionText", /*default=*/"",
           "Class numbers, or what the output should be, in the same formats">,
    ListOption<"mean", "mean", "::mlir::compress::OptionalDouble",
               "Subtracted from samples; one number, or one per channel">,
    ListOption<"deviation", "std", "::mlir::compress::OptionalDouble",
               "Divides samples after that; one number, or one per channel">,
    Option<"initializer", "initialize", "::mlir::compress::OptionText",
           /*default=*/"\"none\"",
           "Start from fresh values: none, kaiming, xavier, zeros, or an attribute "
           "with InitializerAttrInterface">,
    Option<"epochs", "epochs", "int64_t", /*default=*/"1",
           "How often to see all samples">,
    Option<"batchSize", "batch-size", "int64_t", /*default=*/"64",
           "Samples of one step">,
    Option<"loss", "loss", "::mlir::compress::OptionText",
           /*default=*/"\"cross-entropy\"",
           "What to lower: cross-entropy, mse, or an attribute with "
           "LossAttrInterface">,
    Option<"optimizer", "optimizer", "::mlir::compress::OptionText",
           /*default=*/"\"adam\"",
           "How to lower it: sgd<momentum=0.9>, adam, adamw, or an attribute with "
           "OptimizerAttrInterface">,
    Option<"learningRate", "learning-rate", "::mlir::compress::OptionalDouble",
           /*default=*/"", "The rate that lr-schedule starts from; default 1e-3">,
    Option<"rateSchedule", "lr-schedule", "::mlir::compress::OptionText",
           /*default=*/"\"constant\"",
           "The rate over time: constant, step<epochs=2>, exponential, cosine, "
           "warm-up, reduce-on-plateau, or an attribute with "
           "LearningRateAttrInterface">,
    Option<"gradients", "gradients", "::mlir::compress::OptionText",
           /*default=*/"",
           "What to do to gradients first: clip-value<limit=1.0>, "
           "clip-norm<limit=1.0>, normalize, or an attribute with "
           "GradientAttrInterface">,
    Option<"l1", "l1", "::mlir::compress::OptionalDouble", /*default=*/"",
           "Weight of a penalty on magnitudes">,
    Option<"l1Parameters", "l1-parameters", "::mlir::compress::OptionText",
           /*default=*/"",
           "Penalize only parameters whose whole name matches this expression">,
    Option<"seed", "seed", "uint64_t", /*default=*/"0",
           "Start of all random choices">,
    Option<"flip", "flip", "bool", /*default=*/"false",
           "Mirror every other image at random">,
    Option<"shift", "shift", "int64_t", /*default=*/"0",
           "Move images at random by up to so many pixels">,
    Option<"validation", "validation", "::mlir::compress::OptionalDouble",
           /*default=*/"",
           "Fraction of the samples to put aside, in whole batches, and to measure "
           "after each epoch">,
    Option<"restoreBest", "restore-best", "bool", /*default=*/"false",
           "Finish with the epoch that was best on the validation samples">,
    Option<"checkpoint", "checkpoint", "::mlir::compress::OptionText",
           /*default=*/"", "File to go on from after an interruption">,
    Option<"checkpointSteps", "checkpoint-steps", "int64_t", /*default=*/"0",
           "Steps between checkpoints; 0: one after each epoch">,
    Option<"resume", "resume", "bool", /*default=*/"false",
           "Go on from the checkpoint if it is there">,
    Option<"log", "log", "::mlir::compress::OptionText", /*default=*/"",
           "File for one line of JSON per epoch">,
    Option<"curve", "curve", "::mlir::compress::OptionText", /*default=*/"",
           "File for a drawing of loss and accuracy, SVG">,
    Option<"include", "include", "::mlir::compress::OptionText",
           /*default=*/"",
           "Train only parameters whose whole name matches this expression">,
    Option<"exclude", "exclude", "::mlir::compress::OptionText",
           /*default=*/"",
           "Leave parameters as they are whose whole name matches this "
           "expression">,
    Option<"schedule", "schedule", "::mlir::compress::OptionText",
           /*default=*/"",
           "Prune during training: one-shot, linear, agp, exponential, or an "
           "attribute with SparsityScheduleAttrInterface">,
    Option<"sparsity", "sparsity", "::mlir::compress::OptionalDouble",
           /*default=*/"", "Fraction of the weights to prune in the end">,
    Option<"initialSparsity", "initial-sparsity",
           "::mlir::compress::OptionalDouble", /*default=*/"",
           "Fraction at start-step; default 0">,
    Option<"startStep", "start-step", "int64_t", /*default=*/"0",
           "Step before which masks change for the first time">,
    Option<"endStep", "end-step", "int64_t", /*default=*/"-1",
           "Step before which masks change for the last time; default: two thirds "
           "of all steps">,
    Option<"frequency", "frequency", "int64_t", /*default=*/"50",
           "Steps between changes of masks">,
    Option<"criterion", "criterion", "::mlir::compress::OptionText",
           /*default=*/"\"l1-norm\"",
           "How weights are scored: magnitude, l1-norm, or an attribute with "
           "ImportanceAttrInterface">,
    Option<"globalScope", "scope", "::mlir::compress::PruningScope",
           /*default=*/"::mlir::compress::PruningScope::Local",
           "Among which weights scores are compared", [{::llvm::cl::values(
             clEnumValN(::mlir::compress::PruningScope::Local, "local",
                        "Each layer by itself"),
             clEnumValN(::mlir::compress::PruningScope::Global, "global",
                        "All selected layers together"))}]>,
    Option<"pruneInclude", "prune-include", "::mlir::compress::OptionText",
           /*default=*/"",
           "Prune only layers whose whole name matches this expression">,
    Option<"pruneExclude", "prune-exclude", "::mlir::compress::OptionText",
           /*default=*/"",
           "Do not prune layers whose whole name matches this expression">,
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to train; default: the only public one, or main">,
  ];
  let statistics = [
    Statistic<"numTrained", "num-trained", "Parameters that were trained">,
    Statistic<"numSteps", "num-steps", "Steps of the training">,
  ];
}

#endif // COMPRESS_TRANSFORMS_TRAINING_PASSES_TD
