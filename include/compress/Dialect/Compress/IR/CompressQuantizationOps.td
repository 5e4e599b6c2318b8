//===- CompressQuantizationOps.td - simulated quantization -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSQUANTIZATIONOPS_TD
#define COMPRESS_DIALECT_COMPRESSQUANTIZATIONOPS_TD

include "compress/Dialect/Compress/IR/CompressAttrs.td"
include "compress/Interfaces/DimensionCouplingOpInterface.td"
include "mlir/IR/BuiltinAttributeInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def Compress_FakeQuantOp : Compress_WordOp<"fake_quant", [
    AllTypesMatch<["input", "result"]>,
    DeclareOpInterfaceMethods<DimensionCouplingOpInterface,
      ["mapsZerosToZeros"]>]> {
  let summary = "Rounds an f32 tensor to the values of a quantized type";
  let description = [{
    With scale `s`, zero point `z` and storage limits `lo`, `hi` of `qtype`, per
    tensor or per entry of the quantized dimension, all in f32 arithmetic:

    ```
    q      = clamp(round_to_nearest_even(input * (1 / s)) + z, lo, hi)
    result = (q - z) * s
    ```

    The result is again f32; the integers exist only after
    `compress-lower-to-integer`. Used alike for weights, biases and activations.
    No folder. NaN gives an unspecified value.

    ```mlir
    %q = compress.fake_quant %x as !quant.uniform<i8:f32, 0.05:-128> : tensor<1x4xf32>
    ```
  }];
  let arguments = (ins RankedTensorOf<[F32]>:$input,
                       TypeAttrOf<Type<CPred<"::llvm::isa<::mlir::quant::UniformQuantizedType, ::mlir::quant::UniformQuantizedPerAxisType>($_self)">,
                         "uniform quantized type, per tensor or per axis",
                         "::mlir::quant::QuantizedType">>:$qtype);
  let results = (outs RankedTensorOf<[F32]>:$result);
  let assemblyFormat = "$input `as` $qtype attr-dict `:` type($input)";
  let hasVerifier = 1;
}

def Compress_ObserveOp : Compress_WordOp<"observe", [
    AllTypesMatch<["input", "result"]>,
    DeclareOpInterfaceMethods<DimensionCouplingOpInterface,
      ["mapsZerosToZeros"]>]> {
  let summary = "Marks a value whose range calibration records";
  let description = [{
    Returns its input. `compress-calibrate` runs the function on sample data,
    shows the values to the observer, and writes the `range` it proposes, lower
    and upper end; `compress-quantize` turns the tap into a
    `fake_quant`.

    ```mlir
    %1 = compress.observe "conv1.output" %0 : tensor<1x4xf32> by #compress.minmax
    %2 = compress.observe "conv2.output" %1 : tensor<1x4xf32>
           by #compress.percentile<99.9> range [0.0, 6.0]
    ```
  }];
  let arguments = (ins StrAttr:$name, RankedTensorOf<[F32]>:$input,
                       ObserverAttrInterface:$observer,
                       OptionalAttr<DenseF32ArrayAttr>:$range);
  let results = (outs RankedTensorOf<[F32]>:$result);
  let assemblyFormat = [{
    $name $input attr-dict `:` type($input) `by` $observer (`range` $range^)?
  }];
  let hasVerifier = 1;
}

#endif // COMPRESS_DIALECT_COMPRESSQUANTIZATIONOPS_TD
