//===- CompressSearchOps.td - networks with alternatives -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSSEARCHOPS_TD
#define COMPRESS_DIALECT_COMPRESSSEARCHOPS_TD

include "compress/Dialect/Compress/IR/CompressBase.td"
include "compress/Interfaces/DimensionCouplingOpInterface.td"
include "mlir/IR/BuiltinAttributeInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def Compress_IndexTensor : Type<
    CPred<"$_self == ::mlir::RankedTensorType::get({}, "
          "::mlir::IntegerType::get($_self.getContext(), 32))">,
    "tensor<i32>">,
    BuildableType<"::mlir::RankedTensorType::get({}, $_builder.getI32Type())">;

def Compress_DecisionOp : Compress_WordOp<"decision"> {
  let summary = "Which alternative a choice takes";
  let description = [{
    The number of an alternative, below `count`, with a name that is unique in its
    function. All decisions of a function are its architecture. Like a parameter it
    is no constant: passes that train and search make it an argument of the function
    (`compress-lift-parameters`), so that one compiled function runs every
    architecture. Several choices may follow one decision.

    ```mlir
    %d = compress.decision "stage1" = 2 of 6
    ```
  }];
  let arguments = (ins StrAttr:$name, I64Attr:$selected, I64Attr:$count);
  let results = (outs Compress_IndexTensor:$result);
  let assemblyFormat = "$name `=` $selected `of` $count attr-dict";
  let hasVerifier = 1;
}

def Compress_ChoiceOp : Compress_WordOp<"choice", [IsolatedFromAbove]> {
  let summary = "One of several networks, or a mixture of all";
  let description = [{
    Has a region for each alternative, which takes `inputs` and returns the results;
    `labels` names the alternatives. The selector decides:

    - `tensor<i32>`: the results are those of this alternative. A number out of
      range selects the last one.
    - `tensor<Nxf32>`, a logit for each of N alternatives: the results are the sum of
      all, each times its entry of softmax(selector). Liu et al., DARTS:
      Differentiable Architecture Search, 2019.

    What alternatives share they take as inputs: a narrow one slices the weight of
    the widest, and pads its result with zeros, so that all have the same types.
    The regions see no other values, and hold no parameters of their own.

    ```mlir
    func.func @main(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32> {
      %w = compress.parameter "conv2.weight" = dense<0.5> : tensor<2x3x3x2xf32>
      %d = compress.decision "stage2" = 0 of 2
      %y = compress.choice "stage2" %d of ["3x3-2", "skip"] (%x, %w)
             : tensor<i32>, (tensor<1x4x4x2xf32>, tensor<2x3x3x2xf32>) -> tensor<1x4x4x2xf32> {
      ^bb0(%a: tensor<1x4x4x2xf32>, %b: tensor<2x3x3x2xf32>):
        %z = compress.conv2d "conv2" %a, %b {pad = array<i64: 1, 1, 1, 1>}
           : tensor<1x4x4x2xf32>, tensor<2x3x3x2xf32>
        compress.choice_yield %z : tensor<1x4x4x2xf32>
      }, {
      ^bb0(%a: tensor<1x4x4x2xf32>, %b: tensor<2x3x3x2xf32>):
        compress.choice_yield %a : tensor<1x4x4x2xf32>
      }
      return %y : tensor<1x4x4x2xf32>
    }
    ```
  }];
  let arguments = (ins StrAttr:$name,
                       RankedTensorOf<[I32, F32]>:$selector,
                       StrArrayAttr:$labels,
                       Variadic<AnyRankedTensor>:$inputs);
  let results = (outs Variadic<AnyRankedTensor>:$results);
  let regions = (region VariadicRegion<SizedRegion<1>>:$alternatives);
  let assemblyFormat = [{
    $name $selector `of` $labels `(` $inputs `)` attr-dict `:` type($selector)
    `,` functional-type($inputs, $results) $alternatives
  }];
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
  let extraClassDeclaration = [{
    std::optional<int64_t> getMACs() { return 0; }
    std::optional<int64_t> getBytesMoved() { return 0; }
    /// True if the selector holds logits.
    bool isMixed() { return getSelector().getType().getRank() == 1; }
    /// The block of an alternative.
    ::mlir::Block &getAlternative(unsigned number) {
      return getAlternatives()[number].front();
    }
    /// What an alternative returns.
    ::mlir::Operation *getYield(unsigned number) {
      return getAlternative(number).getTerminator();
    }
    ::llvm::StringRef getLabel(unsigned number) {
      return ::llvm::cast<::mlir::StringAttr>(getLabels()[number]).getValue();
    }
  }];
}

def Compress_ChoiceYieldOp : Compress_Op<"choice_yield", [Pure, Terminator,
    HasParent<"ChoiceOp">]> {
  let summary = "Returns the results of an alternative";
  let description = [{
    ```mlir
    func.func @main(%x: tensor<4xf32>, %d: tensor<i32>) -> tensor<4xf32> {
      %y = compress.choice "act" %d of ["none"] (%x) : tensor<i32>, (tensor<4xf32>) -> tensor<4xf32> {
      ^bb0(%a: tensor<4xf32>):
        compress.choice_yield %a : tensor<4xf32>
      }
      return %y : tensor<4xf32>
    }
    ```
  }];
  let arguments = (ins Variadic<AnyRankedTensor>:$values);
  let assemblyFormat = "($values^ `:` type($values))? attr-dict";
}

def Compress_LeadingOp : Compress_WordOp<"leading", [
    AllTypesMatch<["input", "result"]>,
    DeclareOpInterfaceMethods<DimensionCouplingOpInterface,
      ["mapsZerosToZeros"]>]> {
  let summary = "The first channels, and zeros behind them";
  let description = [{
    ```
    result[..., c] = c < count ? input[..., c] : 0
    ```

    Where the input has zeros there already, as a narrow alternative of a choice has,
    this says how many channels are in use: kernels of the convolutions that read
    the result compute with no others. f32, rank 1 or more.

    ```mlir
    %y = compress.leading %x, %count : tensor<1x4x4x32xf32>
    ```
  }];
  let arguments = (ins RankedTensorOf<[F32]>:$input,
                       Compress_IndexTensor:$count);
  let results = (outs RankedTensorOf<[F32]>:$result);
  let assemblyFormat = "$input `,` $count attr-dict `:` type($input)";
  let hasFolder = 1;
  let hasVerifier = 1;
}

#endif // COMPRESS_DIALECT_COMPRESSSEARCHOPS_TD
