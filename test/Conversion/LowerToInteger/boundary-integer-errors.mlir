// RUN: compress-opt %s --split-input-file --verify-diagnostics --compress-lower-to-integer=boundary=integer

func.func @tail(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>
  %1 = tosa.add %0, %0 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %2 = compress.fake_quant %1 as !quant.uniform<i8:f32, 1.0> : tensor<1x2xf32>
  // expected-error @+1 {{'tosa.exp' op stays float, but boundary=integer wants a function of integers only}}
  %3 = tosa.exp %2 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %3 : tensor<1x2xf32>
}

// -----

func.func @head(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  // expected-error @+1 {{'tosa.abs' op stays float}}
  %h = tosa.abs %x : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %0 = compress.fake_quant %h as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>
  %1 = tosa.add %0, %0 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %2 = compress.fake_quant %1 as !quant.uniform<i8:f32, 1.0> : tensor<1x2xf32>
  return %2 : tensor<1x2xf32>
}

// -----

// expected-error @+1 {{argument #0 is not quantized to one type, which boundary=integer needs}}
func.func @two_types(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>
  %1 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.25> : tensor<1x2xf32>
  %2 = tosa.add %0, %1 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %3 = compress.fake_quant %2 as !quant.uniform<i8:f32, 1.0> : tensor<1x2xf32>
  return %3 : tensor<1x2xf32>
}

// -----

// expected-error @+1 {{result #1 is not quantized, which boundary=integer needs}}
func.func @float_result(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1xf32>) {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>
  %1 = tosa.add %0, %0 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %2 = compress.fake_quant %1 as !quant.uniform<i8:f32, 1.0> : tensor<1x2xf32>
  %c = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  return %2, %c : tensor<1x2xf32>, tensor<1xf32>
}
