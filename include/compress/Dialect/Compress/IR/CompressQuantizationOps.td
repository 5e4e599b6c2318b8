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

def Compress_UniformTypeAttr : TypeAttrOf<Type<
    CPred<"::llvm::isa<::mlir::quant::UniformQuantizedType, ::mlir::quant::UniformQuantizedPerAxisType>($_self)">,
    "uniform quantized type, per tensor or per axis",
    "::mlir::quant::QuantizedType">>;

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

    In training, scales can be values: the operand `scale`, one number per scale of
    `qtype`, takes their place, with `max(scale, 2^-100)` for `s`. Its gradient is
    that of learned step sizes (Esser et al., Learned Step Size Quantization, 2020,
    arXiv:1902.08153), multiplied by `gradient_scale`. `compress-fix-ranges` makes
    the values part of the type again.

    ```mlir
    %q = compress.fake_quant %x as !quant.uniform<i8:f32, 0.05:-128> : tensor<1x4xf32>
    %r = compress.fake_quant %w scale %s as !quant.uniform<i8<-2:1>:f32:0, {0.5, 0.25}>
         {gradient_scale = 0.25 : f32} : tensor<2x16xf32>, tensor<2xf32>
    ```
  }];
  let arguments = (ins RankedTensorOf<[F32]>:$input,
                       Optional<1DTensorOf<[F32]>>:$scale,
                       Compress_UniformTypeAttr:$qtype,
                       DefaultValuedAttr<F32Attr, "1.0f">:$gradient_scale);
  let results = (outs RankedTensorOf<[F32]>:$result);
  let assemblyFormat = [{
    $input (`scale` $scale^)? `as` $qtype attr-dict `:` type($input)
    (`,` type($scale)^)?
  }];
  let builders = [OpBuilder<(ins "::mlir::Value":$input, "::mlir::TypeAttr":$qtype), [{
    build($_builder, $_state, input, ::mlir::Value(), qtype, $_builder.getF32FloatAttr(1.0f));
  }]>];
  let hasVerifier = 1;
}

def Compress_FittedScaleOp : Compress_WordOp<"fitted_scale"> {
  let summary = "The scales at which a quantized type covers a tensor";
  let description = [{
    The smallest scale at which no entry of the input is clamped, for each scale of
    `qtype`, over the entries that it is the scale of. In f32 arithmetic, without
    the ratios whose limit is 0:

    ```
    result = max(max(input * (1 / (hi - z))), max(input * (1 / (lo - z))), 2^-100)
    ```

    So ranges follow weights while these are trained. The operand `scale` of a
    `compress.fake_quant`. It is measured, not trained: no gradient goes through it.
    Channels cannot be removed from its input, as that could change the scale.

    ```mlir
    %s = compress.fitted_scale %w as !quant.uniform<i8<-7:7>:f32:0, {1.0, 1.0}>
       : tensor<2x16xf32> -> tensor<2xf32>
    ```
  }];
  let arguments = (ins RankedTensorOf<[F32]>:$input,
                       Compress_UniformTypeAttr:$qtype);
  let results = (outs 1DTensorOf<[F32]>:$result);
  let assemblyFormat = [{
    $input `as` $qtype attr-dict `:` type($input) `->` type($result)
  }];
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
