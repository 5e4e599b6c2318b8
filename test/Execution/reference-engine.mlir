// RUN: compress-opt %s --compress-lower-to-integer -o %t.core.mlir
// RUN: compress-run %t.core.mlir --data %S/../Transforms/Quantization/Inputs/samples.npy --output %t.native.npy
// RUN: compress-run %t.core.mlir --engine=reference --data %S/../Transforms/Quantization/Inputs/samples.npy --output %t.reference.npy
// RUN: cmp %t.native.npy %t.reference.npy
// RUN: not compress-run %s --engine=reference --data %S/../Transforms/Quantization/Inputs/samples.npy --output %t.none.npy 2>&1 | FileCheck %s --check-prefix=FLOAT
// RUN: not compress-run %s --engine=fast --benchmark 2>&1 | FileCheck %s --check-prefix=ENGINE

// The quantizing and dequantizing of the boundary included; what is not integer
// has no reference form.
// FLOAT: reference-engine.mlir:[[# @LINE + 3]]:8: error: 'compress.fake_quant' has no reference form for these types; the reference engine runs integer cores
// ENGINE: --engine is native or reference, got 'fast'
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.0078125:-3> : tensor<1x2xf32>
  %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5], [0.25, 1.9], [0.3, 0.4]]> : tensor<3x2xf32>
  %1 = compress.fake_quant %w as !quant.uniform<i8<-127:127>:f32:0, {0.0078125, 0.015625, 0.003}> : tensor<3x2xf32>
  %2 = compress.dense "fc" %0, %1 : tensor<1x2xf32>, tensor<3x2xf32>
  %3 = compress.fake_quant %2 as !quant.uniform<i8:f32, 0.02:12> : tensor<1x3xf32>
  return %3 : tensor<1x3xf32>
}
