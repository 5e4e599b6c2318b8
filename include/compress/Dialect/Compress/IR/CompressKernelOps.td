//===- CompressKernelOps.td - layers on their way to machine code ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSKERNELOPS_TD
#define COMPRESS_DIALECT_COMPRESSKERNELOPS_TD

include "compress/Dialect/Compress/IR/CompressBase.td"
include "compress/Dialect/Compress/IR/CompressKernelAttrs.td"
include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.td"
include "mlir/Interfaces/DestinationStyleOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def Compress_KernelOp : Compress_Op<"kernel", [
    AttrSizedOperandSegments, SingleBlock, RecursiveMemoryEffects,
    DeclareOpInterfaceMethods<MemoryEffectsOpInterface>,
    DeclareOpInterfaceMethods<BufferizableOpInterface,
      ["bufferizesToMemoryRead", "bufferizesToMemoryWrite",
       "getAliasingValues", "bufferize"]>,
    DestinationStyleOpInterface]> {
  let summary = "A product with everything that happens to its entries";
  let description = [{
    `kind` says which products are summed up (`KernelAttrInterface`); the sum
    starts at `bias`, and the region maps it to the entry of `init`, while it is
    in a register: rescaling, clamping, adding a residual. Entries of the
    epilogue operands come as further arguments: an operand of rank 1 has one per
    column (the last dimension of `init`), all others have `init`'s shape.

    f32 operands are summed in f32, integers in i32, which wraps around:

    | input | weight | group | meant for |
    | --- | --- | --- | --- |
    | f32 | f32 | 1 | all |
    | i16 | i8, i16 | 1 | all |
    | i16 | i8, i16 | 2 | `vpmaddwd` |
    | i8, read as unsigned | i8 | 4 | `vpdpbusd` |

    Kinds that store part of a weight find the rest in `tables`.

    `input_limit` and `column_limit`, one i32 each, say at run time how many of
    the input's channels the sums take, and how many columns there are: sums of
    the columns behind them are zero, and not computed. f32 convolutions of one
    group have both, gradients of their weights the second.

    On tensors `init` is only a place to write to. Code may read up to 64 bytes
    behind the end of the input.

    ```mlir
    func.func @main(%x: tensor<1x3xf32>, %w: tensor<1x1x1x3x16x1xf32>, %b: tensor<2xf32>) -> tensor<1x2xf32> {
      %zero = arith.constant 0.0 : f32
      %e = tensor.empty() : tensor<1x2xf32>
      %y = compress.kernel "fc" #compress.matmul
             ins(%x, %w : tensor<1x3xf32>, tensor<1x1x1x3x16x1xf32>)
             bias(%b : tensor<2xf32>) outs(%e : tensor<1x2xf32>) {
      ^bb0(%sum: f32):
        %relu = arith.maximumf %sum, %zero : f32
        compress.yield %relu : f32
      } -> tensor<1x2xf32>
      return %y : tensor<1x2xf32>
    }
    ```
  }];
  let arguments = (ins StrAttr:$name, KernelAttrInterface:$kind,
    AnyShaped:$input, AnyShaped:$weight, Variadic<AnyShaped>:$tables,
    Optional<AnyShaped>:$bias, Variadic<AnyShaped>:$extras,
    Optional<AnyShaped>:$inputLimit, Optional<AnyShaped>:$columnLimit,
    AnyShaped:$init);
  let results = (outs Variadic<AnyRankedTensor>:$results);
  let regions = (region SizedRegion<1>:$epilogue);
  let assemblyFormat = [{
    $name $kind `ins` `(` $input `,` $weight `:` type($input) `,` type($weight)
    `)` (`tables` `(` $tables^ `:` type($tables) `)`)? (`bias` `(` $bias^ `:` type($bias) `)`)?
    (`epilogue` `(` $extras^ `:` type($extras) `)`)?
    (`input_limit` `(` $inputLimit^ `:` type($inputLimit) `)`)?
    (`column_limit` `(` $columnLimit^ `:` type($columnLimit) `)`)?
    `outs` `(` $init `:` type($init) `)` attr-dict-with-keyword $epilogue
    (`->` type($results)^)?
  }];
  let builders = [
    OpBuilder<(ins "::mlir::TypeRange":$results, "::mlir::StringRef":$name,
                   "::mlir::compress::KernelAttrInterface":$kind,
                   "::mlir::Value":$input, "::mlir::Value":$weight,
                   "::mlir::Value":$bias, "::mlir::ValueRange":$extras,
                   "::mlir::Value":$init), [{
      build($_builder, $_state, results, name, kind, input, weight,
            ::mlir::ValueRange(), bias, extras, /*inputLimit=*/::mlir::Value(),
            /*columnLimit=*/::mlir::Value(), init);
    }]>];
  let extraClassDeclaration = [{
    MutableOperandRange getDpsInitsMutable() { return getInitMutable(); }
    ShapedType getInputType() { return cast<ShapedType>(getInput().getType()); }
    ShapedType getWeightType() { return cast<ShapedType>(getWeight().getType()); }
    ShapedType getInitType() { return cast<ShapedType>(getInit().getType()); }
    /// The type that products are summed up in: f32 or i32.
    Type getAccumulatorType();
    Contraction describe() { return getKind().describe(*this); }
    bool hasLimit() { return getInputLimit() || getColumnLimit(); }
    /// Where the operand's entries lie: the stride of each dimension.
    static SmallVector<int64_t> getStrides(Value operand);
  }];
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
}

def Compress_YieldOp : Compress_Op<"yield", [Pure, Terminator,
    HasParent<"KernelOp">]> {
  let summary = "The entry that a kernel writes";
  let description = [{
    ```
    compress.yield %value : i8
    ```
  }];
  let arguments = (ins AnyType:$value);
  let assemblyFormat = "$value attr-dict `:` type($value)";
}

#endif // COMPRESS_DIALECT_COMPRESSKERNELOPS_TD
