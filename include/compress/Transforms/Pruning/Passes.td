//===- Passes.td - pruning passes -----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_PRUNING_PASSES_TD
#define COMPRESS_TRANSFORMS_PRUNING_PASSES_TD

include "mlir/Pass/PassBase.td"

def CompressPrune : Pass<"compress-prune", "ModuleOp"> {
  let summary = "Mask the least important weights";
  let description = [{
    Takes [layers] or [compressed], leaves [compressed]. Scores every weight by
    the criterion and puts a `compress.mask` behind the parameter that is false
    for the lowest scores; values stay, so that the choice can be undone. It works
    on every operation with `PrunableOpInterface`, also on TOSA convolutions.

    With `sparsity`, `round(sparsity * n)` weights go, halves to even, of each
    layer (`scope=local`) or of all selected layers together (`scope=global`);
    of equal scores the first go. With `threshold`, scores up to and including
    it go. A weight that has a mask already keeps what is pruned, and the fraction
    applies to the rest. This is what `torch.nn.utils.prune` does.

    A parameter that several layers share gets one mask. Layers whose weight is
    not constant are left alone, with a remark. Weights that are not finite are an
    error.

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<[[1.0, 0.5], [-0.25, -2.0]]> : tensor<2x2xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
      return %y : tensor<1x2xf32>
    }
    ```

    becomes, with `sparsity=0.5`:

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<[[1.0, 0.5], [-0.25, -2.0]]> : tensor<2x2xf32>
      %m = "tosa.const"() <{values = dense<[[true, false], [false, true]]> : tensor<2x2xi1>}> : () -> tensor<2x2xi1>
      %p = compress.mask %w, %m : tensor<2x2xf32>, tensor<2x2xi1>
      %y = compress.dense "fc" %x, %p : tensor<1x2xf32>, tensor<2x2xf32>
      return %y : tensor<1x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"criterion", "criterion", "::mlir::compress::OptionText",
           /*default=*/"\"l1-norm\"",
           "How weights are scored: magnitude, l1-norm, or an attribute with "
           "ImportanceAttrInterface">,
    Option<"pattern", "pattern", "::mlir::compress::PruningPattern",
           /*default=*/"::mlir::compress::PruningPattern::Unstructured",
           "What is removed together", [{::llvm::cl::values(
             clEnumValN(::mlir::compress::PruningPattern::Unstructured,
                        "unstructured", "Single weights"))}]>,
    Option<"scope", "scope", "::mlir::compress::PruningScope",
           /*default=*/"::mlir::compress::PruningScope::Local",
           "Among which weights scores are compared", [{::llvm::cl::values(
             clEnumValN(::mlir::compress::PruningScope::Local, "local",
                        "Each layer by itself"),
             clEnumValN(::mlir::compress::PruningScope::Global, "global",
                        "All selected layers together"))}]>,
    Option<"sparsity", "sparsity", "::mlir::compress::OptionalDouble",
           /*default=*/"", "Fraction of the weights to prune, from 0 to 1">,
    Option<"threshold", "threshold", "::mlir::compress::OptionalDouble",
           /*default=*/"", "Prune scores up to this one instead">,
    Option<"include", "include", "::mlir::compress::OptionText",
           /*default=*/"",
           "Prune only layers whose whole name matches this expression">,
    Option<"exclude", "exclude", "::mlir::compress::OptionText",
           /*default=*/"",
           "Leave out layers whose whole name matches this expression">,
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to prune; default: the only public one, or main">,
  ];
  let statistics = [
    Statistic<"numPruned", "num-pruned", "Weights that this pass pruned">,
    Statistic<"numWeights", "num-weights", "Weights of the pruned layers">,
  ];
}

#endif // COMPRESS_TRANSFORMS_PRUNING_PASSES_TD
