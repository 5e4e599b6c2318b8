//===- Passes.td - passes of distillation ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_DISTILLATION_PASSES_TD
#define COMPRESS_TRANSFORMS_DISTILLATION_PASSES_TD

include "mlir/Pass/PassBase.td"

def CompressDistill : Pass<"compress-distill", "ModuleOp"> {
  let summary = "Put teacher and student into one function to be trained";
  let description = [{
    Takes and leaves [layers] or [compressed]. Adds a private function, the
    distillation graph `@<student>_distillation`, that `compress-train` trains in
    place of the student: the student's operations, after them the teacher's, and
    as results the values that are compared. `compress.distillation` says how:

    ```
    loss = (1 - alpha) * loss for labels
         + alpha * sum over losses and teachers of their weights * loss of outputs
         + sum over pairs of layers of feature-weight * feature-loss
    ```

    The teacher is frozen: its parameters are constants of the training, its batch
    norms are folded or keep their running statistics, and no gradient is computed
    for it. Names of its layers and parameters start with `teacher.`, or `teacher0.`,
    `teacher1.` ... where there are several, whose weights add up to 1. What
    both networks compute from the same input with the same constants and frozen
    parameters is computed once. A teacher with an integer core teaches as it is.

    A teacher is a file (`teacher`) or a function of the module
    (`teacher-function`), which is then taken out of the module, together with
    private functions that it alone calls. It takes what the student takes.

    Pairs of layers, `student-layer` and `teacher-layer`, are compared by
    `feature-loss`: `hint`, `attention`, `mse` or `cosine`; one loss and weight for
    all pairs, or one for each. A hint between different numbers of channels goes
    through a learned 1x1 convolution or dense layer, `projection.<layer>`, which
    belongs to the graph alone. A layer's value is what comes before its
    activation; where a teacher's batch norm was folded, what comes after that.

    Passes that prune or quantize the student come before this one.

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x2xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
      return %y : tensor<1x2xf32>
    }
    func.func private @teacher(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<2.0> : tensor<2x2xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
      return %y : tensor<1x2xf32>
    }
    ```

    becomes, with `teacher-function=teacher`:

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x2xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
      return %y : tensor<1x2xf32>
    }
    func.func private @main_distillation(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>) attributes {compress.distillation = #compress.distillation<student = "main", hard = 0.5, answers = 1, terms = [#compress.distillation_term<loss = #compress.kl_teaching, weight = 0.5, student = 0, teacher = 1>]>} {
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x2xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
      %v = compress.parameter "teacher.fc.weight" frozen {compress.teacher} = dense<2.0> : tensor<2x2xf32>
      %z = compress.dense "teacher.fc" %x, %v : tensor<1x2xf32>, tensor<2x2xf32>
      return %y, %z : tensor<1x2xf32>, tensor<1x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::arith::ArithDialect",
                           "::mlir::tensor::TensorDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    ListOption<"teacherFiles", "teacher", "::mlir::compress::OptionText",
               "Files with a teacher each">,
    ListOption<"teacherFunctions", "teacher-function", "std::string",
               "Functions of the module that teach">,
    ListOption<"teacherWeights", "teacher-weight",
               "::mlir::compress::OptionalDouble",
               "Weights of several teachers, files first; default: equal ones">,
    ListOption<"losses", "loss", "::mlir::compress::OptionText",
               "How outputs are compared: kl<temperature=2.0>, mse, cosine, or an "
               "attribute with DistillationLossAttrInterface; default kl">,
    ListOption<"lossWeights", "loss-weight", "::mlir::compress::OptionalDouble",
               "A weight for each loss; default 1">,
    Option<"temperature", "temperature", "::mlir::compress::OptionalDouble",
           /*default=*/"", "Temperature of loss=kl">,
    Option<"alpha", "alpha", "::mlir::compress::OptionalDouble", /*default=*/"",
           "Weight of what the teacher says against labels, from 0 to 1; default "
           "0.5; with 1 no labels are needed">,
    ListOption<"studentLayers", "student-layer", "std::string",
               "Layers of the student that are compared">,
    ListOption<"teacherLayers", "teacher-layer", "std::string",
               "Layers of the teacher that they are compared with; with several "
               "teachers, `teacher1.conv1` is one of the second">,
    ListOption<"featureLosses", "feature-loss", "::mlir::compress::OptionText",
               "How layers are compared: hint, attention, mse, cosine, or an "
               "attribute with DistillationLossAttrInterface; default hint">,
    ListOption<"featureWeights", "feature-weight",
               "::mlir::compress::OptionalDouble",
               "Weight of the losses of layers; default 1">,
    Option<"projection", "projection", "bool", /*default=*/"true",
           "Let a learned layer bring a student's features to the teacher's number "
           "of channels">,
    Option<"seed", "seed", "uint64_t", /*default=*/"0",
           "Start of the values of projections">,
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "The student; default: the only public function, or main">,
  ];
  let statistics = [
    Statistic<"numTerms", "num-terms", "Losses between student and teacher">,
    Statistic<"numShared", "num-shared",
              "Operations of teachers that the student computes already">,
    Statistic<"numProjections", "num-projections", "Learned projections">,
  ];
}

def CompressKeepTeacher : Pass<"compress-keep-teacher", "ModuleOp"> {
  let summary = "Copy a function before it is compressed, to teach what it becomes";
  let description = [{
    Takes and leaves any contract. Adds a private copy of the function, `@teacher`, which passes on the
    function itself leave alone: after pruning or quantization,
    `compress-distill{teacher-function=teacher}` lets the network teach what became
    of it. Functions that it calls are shared, not copied.

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x2xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
      return %y : tensor<1x2xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x2xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
      return %y : tensor<1x2xf32>
    }
    func.func private @teacher(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x2xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
      return %y : tensor<1x2xf32>
    }
    ```
  }];
  let options = [
    Option<"name", "name", "::mlir::compress::OptionText",
           /*default=*/"\"teacher\"", "Name of the copy">,
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to copy; default: the only public one, or main">,
  ];
}

def CompressMakeStudent : Pass<"compress-make-student", "ModuleOp"> {
  let summary = "Make a network narrower and shallower, with fresh values";
  let description = [{
    Takes and leaves [layers]. Derives a student from the function, in place; keep
    the teacher first, with `compress-keep-teacher` or in a file.

    - `depth` keeps that fraction, rounded up, of the parts that can be left out
      because they return what they take: residual blocks, and outside of them
      layers with their batch norm and clamp. What goes is spread evenly.
    - `width` keeps that fraction of the output channels of every layer but those
      that the result comes from, rounded up to a multiple of `round-to` by the rule
      of `compress-shrink`, through which channels go, so that residual sums, concatenations and depthwise layers
      stay in step. A layer that cannot be made narrower says why.
    - Parameters get fresh values, as from `compress-initialize-parameters`. Masks
      go.

    ```mlir
    func.func @main(%x: tensor<1x3xf32>) -> tensor<1x2xf32> {
      %w1 = compress.parameter "fc1.weight" = dense<1.0> : tensor<4x3xf32>
      %y1 = compress.dense "fc1" %x, %w1 : tensor<1x3xf32>, tensor<4x3xf32>
      %w2 = compress.parameter "fc2.weight" = dense<1.0> : tensor<2x4xf32>
      %y2 = compress.dense "fc2" %y1, %w2 : tensor<1x4xf32>, tensor<2x4xf32>
      return %y2 : tensor<1x2xf32>
    }
    ```

    becomes, with `width=0.5 initialize=zeros`:

    ```mlir
    func.func @main(%x: tensor<1x3xf32>) -> tensor<1x2xf32> {
      %w1 = compress.parameter "fc1.weight" = dense<0.0> : tensor<2x3xf32>
      %y1 = compress.dense "fc1" %x, %w1 : tensor<1x3xf32>, tensor<2x3xf32>
      %w2 = compress.parameter "fc2.weight" = dense<0.0> : tensor<2x2xf32>
      %y2 = compress.dense "fc2" %y1, %w2 : tensor<1x2xf32>, tensor<2x2xf32>
      return %y2 : tensor<1x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::tensor::TensorDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"width", "width", "::mlir::compress::OptionalDouble", /*default=*/"",
           "Fraction of the channels to keep; default 1">,
    Option<"depth", "depth", "::mlir::compress::OptionalDouble", /*default=*/"",
           "Fraction of the parts that can be left out to keep; default 1">,
    Option<"roundTo", "round-to", "int64_t", /*default=*/"1",
           "Keep a multiple of so many channels, less in small layers">,
    Option<"initializer", "initialize", "::mlir::compress::OptionText",
           /*default=*/"\"kaiming\"",
           "How values are drawn: kaiming, xavier, zeros, or an attribute with "
           "InitializerAttrInterface">,
    Option<"seed", "seed", "uint64_t", /*default=*/"0",
           "Another seed gives other values">,
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to work on; default: the only public one, or main">,
  ];
  let statistics = [
    Statistic<"numRemoved", "num-removed", "Layers and blocks left out">,
  ];
}

#endif // COMPRESS_TRANSFORMS_DISTILLATION_PASSES_TD
