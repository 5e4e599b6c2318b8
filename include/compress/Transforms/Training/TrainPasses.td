//===- TrainPasses.td - the step and the training -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_TRAINING_TRAINPASSES_TD
#define COMPRESS_TRANSFORMS_TRAINING_TRAINPASSES_TD

include "mlir/Pass/PassBase.td"

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

    With `criterion`, the step adds up for each masked parameter what the criterion
    wants to know of gradients, in one more slot, `<name>.importance`: then masks can
    be chosen by it between steps. With `update-pruned`, masked entries are updated
    as if there were no mask behind them: by the gradient of the masked parameter.

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
    Option<"criterion", "criterion", "::mlir::compress::OptionText",
           /*default=*/"",
           "Add up what this criterion makes of gradients: taylor, "
           "taylor-magnitude, movement, or an attribute with "
           "GradientImportanceAttrInterface">,
    Option<"updatePruned", "update-pruned", "bool", /*default=*/"false",
           "Update masked entries too, by the gradient of the masked parameter">,
    Option<"pruned", "pruned", "::mlir::compress::OptionText", /*default=*/"",
           "Do these two only for parameters whose whole name matches this "
           "expression; default: all that have a mask">,
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
    and then every `frequency` steps until `end-step`, the least important groups
    of weights are masked until the fraction that the schedule asks for is, of all
    groups. Patterns, criteria, scopes and bounds are those of `compress-prune`; a
    pattern such as `2:4`, which says how many weights stay, takes no `sparsity`,
    and its sets lose weight after weight. Criteria that need activations are
    refused; those that need gradients add them up in the compiled step. With
    `method=dynamic-surgery` pruned weights are trained on and may return, with
    `method=rewind` each change of masks ends a round, after which parameters
    return to what they were at an earlier step. Masks are arguments of the compiled step, so that nothing is compiled
    again.

    Where `compress-distill` has made a distillation graph for the function, that is
    what is trained, and the function gets the student's new values; then the graph
    is removed, and with it teacher and projections. Samples in `unlabelled` count
    in the loss of the teacher alone. With `teacher-cache` the teacher is not part
    of the step: what it says about each sample is read from a file, which is
    checked against teacher and samples. Training ends early where
    `target-accuracy` and `target-agreement`, those that are given, are reached.

    With `paths`, a supernet is trained: decisions are arguments of the compiled step,
    and each step takes other paths. Mixtures are trained as they are. Running
    statistics of batch norms then are of no use, as they mix those of all paths;
    `compress-search` measures them anew for each network.

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
           "Class numbers, or what the output should be, in the same formats; a "
           "student whose teacher decides alone needs none">,
    Option<"unlabelled", "unlabelled", "::mlir::compress::OptionText",
           /*default=*/"",
           "More samples, of which the teacher alone knows something">,
    Option<"teacherCache", "teacher-cache", "::mlir::compress::OptionText",
           /*default=*/"",
           "File with what the teacher says about the samples; written if it is "
           "not there, so that the teacher runs once for all trainings">,
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
    Option<"targetAccuracy", "target-accuracy",
           "::mlir::compress::OptionalDouble", /*default=*/"",
           "End after the epoch that reaches this fraction of right answers, on the "
           "validation samples if there are any">,
    Option<"targetAgreement", "target-agreement",
           "::mlir::compress::OptionalDouble", /*default=*/"",
           "End after the epoch in which this fraction of the answers is the "
           "teacher's">,
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
           /*default=*/"", "Fraction of the groups to prune in the end">,
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
           "How groups of weights are scored: as compress-prune, but for criteria "
           "that need activations">,
    Option<"pattern", "pattern", "::mlir::compress::OptionText",
           /*default=*/"\"unstructured\"",
           "What is removed together: as compress-prune">,
    Option<"method", "method", "::mlir::compress::OptionText",
           /*default=*/"\"gradual\"",
           "What happens to pruned weights: gradual, dynamic-surgery, rewind, or an "
           "attribute with PruningMethodAttrInterface">,
    Option<"globalScope", "scope", "::mlir::compress::PruningScope",
           /*default=*/"::mlir::compress::PruningScope::Local",
           "Among which weights scores are compared", [{::llvm::cl::values(
             clEnumValN(::mlir::compress::PruningScope::Local, "local",
                        "Each layer by itself"),
             clEnumValN(::mlir::compress::PruningScope::Global, "global",
                        "All selected layers together"))}]>,
    Option<"minSparsity", "min-sparsity", "::mlir::compress::OptionalDouble",
           /*default=*/"", "Fraction of its groups that each layer loses at "
           "least in the end; with scope=global">,
    Option<"maxSparsity", "max-sparsity", "::mlir::compress::OptionalDouble",
           /*default=*/"", "Fraction of its groups that a layer loses at most">,
    Option<"pruneBias", "prune-bias", "bool", /*default=*/"true",
           "Mask the bias of removed filters too">,
    Option<"pruneInclude", "prune-include", "::mlir::compress::OptionText",
           /*default=*/"",
           "Prune only layers whose whole name matches this expression">,
    Option<"pruneExclude", "prune-exclude", "::mlir::compress::OptionText",
           /*default=*/"",
           "Do not prune layers whose whole name matches this expression">,
    Option<"paths", "paths", "::mlir::compress::OptionText", /*default=*/"",
           "Which paths of a supernet each step trains: uniform, fair, sandwich, "
           "or an attribute with PathSamplingAttrInterface; default: those that "
           "are selected">,
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to train; default: the only public one, or main">,
  ];
  let statistics = [
    Statistic<"numTrained", "num-trained", "Parameters that were trained">,
    Statistic<"numSteps", "num-steps", "Steps of the training">,
  ];
}

#endif // COMPRESS_TRANSFORMS_TRAINING_TRAINPASSES_TD
