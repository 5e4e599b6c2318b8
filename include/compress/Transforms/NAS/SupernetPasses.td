//===- SupernetPasses.td - spaces and architectures -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_NAS_SUPERNETPASSES_TD
#define COMPRESS_TRANSFORMS_NAS_SUPERNETPASSES_TD

include "mlir/Pass/PassBase.td"

def Compress_FunctionOption : Option<"function", "function",
    "::mlir::compress::OptionText", /*default=*/"",
    "Function to work on; default: the only public one, or main">;

def CompressExpandSupernet : Pass<"compress-expand-supernet", "ModuleOp"> {
  let summary = "Give convolutions smaller forms to choose from";
  let description = [{
    Takes [layers], and leaves a supernet: in place of a stage, a convolution of one
    group with the batch norms, poolings and activations after it, a
    `compress.choice` among the forms that the rule allows, the largest first, which
    is the stage as it was and is selected. All forms share the stage's parameters:
    narrow ones use the first filters, small kernels the middle of the large one.
    Their results are padded with zeros to the width of the stage, so that whatever
    comes after them takes every form. Where convolutions read such a result, the
    choice returns the number of channels in use beside it, and `compress.leading`
    tells it to them: they compute with no others.

    A convolution whose weight is masked, quantized or shared, or that has groups,
    stays as it is; a remark says why.

    ```mlir
    func.func @main(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x4x2xf32> {
      %w = compress.parameter "conv1.weight" = dense<0.5> : tensor<2x3x3x1xf32>
      %y = compress.conv2d "conv1" %x, %w {pad = array<i64: 1, 1, 1, 1>} : tensor<1x4x4x1xf32>, tensor<2x3x3x1xf32>
      return %y : tensor<1x4x4x2xf32>
    }
    ```

    becomes, with `rule=conv-space<widths=[8,4],skip=false>`:

    ```mlir
    func.func @main(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x4x2xf32> {
      %w = compress.parameter "conv1.weight" = dense<0.5> : tensor<2x3x3x1xf32>
      %d = compress.decision "conv1" = 0 of 2
      %y = compress.choice "conv1" %d of ["3x3-2", "3x3-1"] (%x, %w)
             : tensor<i32>, (tensor<1x4x4x1xf32>, tensor<2x3x3x1xf32>) -> tensor<1x4x4x2xf32> {
      ^bb0(%a: tensor<1x4x4x1xf32>, %b: tensor<2x3x3x1xf32>):
        %1 = compress.conv2d "conv1" %a, %b {pad = array<i64: 1, 1, 1, 1>} : tensor<1x4x4x1xf32>, tensor<2x3x3x1xf32>
        compress.choice_yield %1 : tensor<1x4x4x2xf32>
      }, {
      ^bb0(%a: tensor<1x4x4x1xf32>, %b: tensor<2x3x3x1xf32>):
        %start = tosa.const_shape {values = dense<0> : tensor<4xindex>} : () -> !tosa.shape<4>
        %size = tosa.const_shape {values = dense<[1, 3, 3, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
        %1 = tosa.slice %b, %start, %size : (tensor<2x3x3x1xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<1x3x3x1xf32>
        %2 = compress.conv2d "conv1" %a, %1 {pad = array<i64: 1, 1, 1, 1>} : tensor<1x4x4x1xf32>, tensor<1x3x3x1xf32>
        %amounts = tosa.const_shape {values = dense<[0, 0, 0, 0, 0, 0, 0, 1]> : tensor<8xindex>} : () -> !tosa.shape<8>
        %zero = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
        %3 = tosa.pad %2, %amounts, %zero : (tensor<1x4x4x1xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x4x4x2xf32>
        compress.choice_yield %3 : tensor<1x4x4x2xf32>
      }
      return %y : tensor<1x4x4x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"rule", "rule", "::mlir::compress::OptionText",
           /*default=*/"\"conv-space\"",
           "Which forms a stage can take: conv-space, or an attribute with "
           "SearchRuleAttrInterface">,
    Option<"include", "include", "::mlir::compress::OptionText",
           /*default=*/"",
           "Only layers whose whole name matches this expression">,
    Option<"exclude", "exclude", "::mlir::compress::OptionText",
           /*default=*/"",
           "No layers whose whole name matches this expression">,
    Compress_FunctionOption,
  ];
  let statistics = [
    Statistic<"numChoices", "num-choices", "Stages that became choices">,
  ];
}

def CompressListChoices : Pass<"compress-list-choices", "ModuleOp"> {
  let summary = "Print the search space of a supernet";
  let description = [{
    Prints the decisions of a function, their alternatives, how many networks there
    are, and what the largest, the smallest and the selected one cost. Changes
    nothing.

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
      %d = compress.decision "act" = 1 of 2
      %y = compress.choice "act" %d of ["none", "twice"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
      ^bb0(%a: tensor<4xf32>):
        compress.choice_yield %a : tensor<4xf32>
      }, {
      ^bb0(%a: tensor<4xf32>):
        %b = tosa.add %a, %a : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
        compress.choice_yield %b : tensor<4xf32>
      }
      return %y : tensor<4xf32>
    }
    ```
  }];
  let options = [
    Option<"format", "format", "::mlir::compress::ChoiceFormat",
           /*default=*/"::mlir::compress::ChoiceFormat::Text",
           "How to print", [{::llvm::cl::values(
             clEnumValN(::mlir::compress::ChoiceFormat::Text, "text", "Lines"),
             clEnumValN(::mlir::compress::ChoiceFormat::Json, "json", "JSON"))}]>,
    Compress_FunctionOption,
  ];
}

def CompressExtractSubnet : Pass<"compress-extract-subnet", "ModuleOp"> {
  let summary = "Make one network of a supernet";
  let description = [{
    Takes a supernet and leaves [layers]: ordinary layers with sliced weights, ready
    for every other pass. `architecture` names an alternative for each decision; for
    those that are left out it is the one that is selected, or, of a mixture, the
    likeliest. `largest` and `smallest` stand for all first and all last ones.

    The network computes what the supernet does on that path. Channels of zeros, by
    which a narrow stage was as wide as the others, go away with the weights they
    meet, through poolings, clamps and flattening, into convolutions and dense
    layers; before other operations, such as a residual sum, the pad stays.

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
      %d = compress.decision "act" = 0 of 2
      %y = compress.choice "act" %d of ["none", "twice"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
      ^bb0(%a: tensor<4xf32>):
        compress.choice_yield %a : tensor<4xf32>
      }, {
      ^bb0(%a: tensor<4xf32>):
        %b = tosa.add %a, %a : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
        compress.choice_yield %b : tensor<4xf32>
      }
      return %y : tensor<4xf32>
    }
    ```

    becomes, with `architecture=act=twice`:

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
      %b = tosa.add %x, %x : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      return %b : tensor<4xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"architecture", "architecture", "::mlir::compress::OptionText",
           /*default=*/"",
           "decision=alternative,... or largest, smallest; default: what is "
           "selected">,
    Compress_FunctionOption,
  ];
}

def CompressRelaxChoices : Pass<"compress-relax-choices", "ModuleOp"> {
  let summary = "Turn choices into mixtures with logits to be trained";
  let description = [{
    Every decision becomes a parameter, `<decision>.logits`, all zero, and its choice
    a mixture: the sum of all alternatives, each times its entry of the logits'
    softmax. `compress-train` then trains logits and weights together, on the same
    samples (single-level, first-order; Liu et al., DARTS, 2019, alternate between
    two halves), and `compress-derive-architecture` goes back. All channels of a
    mixture are in use: `compress.leading` goes, and so do the counts that choices
    return.

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
      %d = compress.decision "act" = 0 of 1
      %y = compress.choice "act" %d of ["none"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
      ^bb0(%a: tensor<4xf32>):
        compress.choice_yield %a : tensor<4xf32>
      }
      return %y : tensor<4xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
      %d = compress.parameter "act.logits" = dense<0.0> : tensor<1xf32>
      %y = compress.choice "act" %d of ["none"] (%x) : tensor<1xf32>, (tensor<4xf32>) -> tensor<4xf32> {
      ^bb0(%a: tensor<4xf32>):
        compress.choice_yield %a : tensor<4xf32>
      }
      return %y : tensor<4xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect"];
  let options = [Compress_FunctionOption];
  let statistics = [
    Statistic<"numRelaxed", "num-relaxed", "Choices that became mixtures">,
  ];
}

def CompressDeriveArchitecture
    : Pass<"compress-derive-architecture", "ModuleOp"> {
  let summary = "Turn mixtures into decisions for the likeliest alternative";
  let description = [{
    The way back from `compress-relax-choices`, after a training: the alternative with
    the largest logit is selected, the first of several. Weights stay those of the
    mixture. What follows is usually `compress-extract-subnet` and another training.

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
      %d = compress.parameter "act.logits" = dense<[-0.5, 0.5]> : tensor<2xf32>
      %y = compress.choice "act" %d of ["none", "twice"] (%x) : tensor<2xf32>, (tensor<4xf32>) -> tensor<4xf32> {
      ^bb0(%a: tensor<4xf32>):
        compress.choice_yield %a : tensor<4xf32>
      }, {
      ^bb0(%a: tensor<4xf32>):
        %b = tosa.add %a, %a : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
        compress.choice_yield %b : tensor<4xf32>
      }
      return %y : tensor<4xf32>
    }
    ```

    becomes

    ```mlir
    func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
      %d = compress.decision "act" = 1 of 2
      %y = compress.choice "act" %d of ["none", "twice"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
      ^bb0(%a: tensor<4xf32>):
        compress.choice_yield %a : tensor<4xf32>
      }, {
      ^bb0(%a: tensor<4xf32>):
        %b = tosa.add %a, %a : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
        compress.choice_yield %b : tensor<4xf32>
      }
      return %y : tensor<4xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect"];
  let options = [Compress_FunctionOption];
  let statistics = [
    Statistic<"numDerived", "num-derived", "Mixtures that became choices">,
  ];
}

#endif // COMPRESS_TRANSFORMS_NAS_SUPERNETPASSES_TD
