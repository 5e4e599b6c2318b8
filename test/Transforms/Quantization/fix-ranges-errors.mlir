// RUN: compress-opt %s --split-input-file --verify-diagnostics --compress-fix-ranges
// RUN: not compress-opt %S/fix-ranges.mlir --split-input-file --compress-fix-ranges=function=f 2>&1 | FileCheck %s --check-prefix=FUNCTION
// FUNCTION: error: module has no function @f

func.func @negative(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %s = compress.parameter "x.scale" = dense<-0.5> : tensor<1xf32>
  // expected-error @+1 {{has the scale -0.500000 in entry 0 of 'x.scale', expected a positive number; train with a lower learning-rate}}
  %0 = compress.fake_quant %x scale %s as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>, tensor<1xf32>
  return %0 : tensor<1x2xf32>
}

// -----

func.func @not_finite(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %s = compress.parameter "x.scale" = dense<[1.0, 0x7F800000]> : tensor<2xf32>
  // expected-error @+1 {{has the scale inf in entry 1 of 'x.scale', expected a positive number}}
  %0 = compress.fake_quant %x scale %s as !quant.uniform<i8:f32:0, {0.5, 0.5}> : tensor<2x2xf32>, tensor<2xf32>
  return %0 : tensor<2x2xf32>
}

// -----

func.func @lifted(%x: tensor<1x2xf32>, %s: tensor<1xf32> {compress.name = "x.scale"}) -> tensor<1x2xf32> {
  // expected-error @+1 {{has a scale that is not constant; bring parameters back first (compress-bind-parameters)}}
  %0 = compress.fake_quant %x scale %s as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>, tensor<1xf32>
  return %0 : tensor<1x2xf32>
}

// -----

func.func @fitted_to_activation(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %s = compress.fitted_scale %x as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32> -> tensor<1xf32>
  // expected-error @+1 {{has a scale that is not constant}}
  %0 = compress.fake_quant %x scale %s as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>, tensor<1xf32>
  return %0 : tensor<1x2xf32>
}

// -----

func.func @lifted_bias(%x: tensor<1x1xf32>, %b: tensor<1xf32>) -> tensor<1x1xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5> : tensor<1x1xf32>
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<1x1xf32>
  %1 = compress.fake_quant %w as !quant.uniform<i8:f32:0, {0.5}> : tensor<1x1xf32>
  // expected-error @+1 {{"fc" expected a constant f32 bias; exclude it}}
  %2 = compress.dense "fc" %0, %1 bias %b : tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xf32>
  %3 = compress.fake_quant %2 as !quant.uniform<i8:f32, 0.5> : tensor<1x1xf32>
  return %3 : tensor<1x1xf32>
}

// -----

// expected-error @+1 {{nothing is quantized in function 'plain'; run compress-quantize}}
func.func @plain(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}

// -----

// expected-error @+1 {{expected a function of one block}}
func.func @blocks(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>
  cf.br ^bb1
^bb1:
  return %0 : tensor<1x2xf32>
}
