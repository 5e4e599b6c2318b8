// RUN: compress-opt %s --split-input-file --verify-diagnostics --compress-lower-to-integer
// RUN: not compress-opt %S/../../../examples/models/lenet_fmnist.tosa.mlir --compress-lower-to-integer -o %t 2>&1 | FileCheck %s
// CHECK: error: nothing is quantized; run compress-quantize
// RUN: not ls %t

func.func @sandwiched(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>
  %1 = tosa.add %0, %0 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %2 = compress.fake_quant %1 as !quant.uniform<i8:f32, 1.0> : tensor<1x2xf32>
  // expected-error @+1 {{'tosa.exp' op stays float, but lies between integer operations}}
  %3 = tosa.exp %2 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %4 = tosa.abs %3 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %5 = compress.fake_quant %4 as !quant.uniform<i8:f32, 1.0> : tensor<1x2xf32>
  %6 = tosa.add %5, %5 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %7 = compress.fake_quant %6 as !quant.uniform<i8:f32, 1.0> : tensor<1x2xf32>
  return %7 : tensor<1x2xf32>
}

// -----

// expected-error @+1 {{no operation of 'nothing_complete' is quantized at all its operands and its result}}
func.func @nothing_complete(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>
  %1 = tosa.add %0, %0 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %1 : tensor<1x2xf32>
}

// -----

func.func @accumulator(%x: tensor<1x70000xf32>) -> tensor<1x1xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5:-128> : tensor<1x70000xf32>
  %w = compress.parameter "fc.weight" = dense<127.0> : tensor<1x70000xf32>
  %1 = compress.fake_quant %w as !quant.uniform<i8:f32:0, {1.0}> : tensor<1x70000xf32>
  // expected-error @+1 {{'compress.dense' op "fc" may overflow its 32-bit accumulator: channel 0 can reach 2266950000; use fewer bits, or exclude it}}
  %2 = compress.dense "fc" %0, %1 : tensor<1x70000xf32>, tensor<1x70000xf32>
  %3 = compress.fake_quant %2 as !quant.uniform<i8:f32, 1.0> : tensor<1x1xf32>
  return %3 : tensor<1x1xf32>
}

// -----

func.func @narrow_range(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>
  %w = compress.parameter "fc.weight" = dense<127.0> : tensor<1x2xf32>
  %1 = compress.fake_quant %w as !quant.uniform<i8:f32:0, {1.0}> : tensor<1x2xf32>
  // expected-error @+1 {{"fc" cannot scale integers up to 32512 by 5.000000e+08 (channel 0): the result's range is too narrow for its operands}}
  %2 = compress.dense "fc" %0, %1 : tensor<1x2xf32>, tensor<1x2xf32>
  %3 = compress.fake_quant %2 as !quant.uniform<i8:f32, 1.0e-9> : tensor<1x1xf32>
  return %3 : tensor<1x1xf32>
}

// -----

func.func @zero_points(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x2xf32>
  %1 = compress.fake_quant %w as !quant.uniform<i8:f32:0, {1.0:1, 1.0:2}> : tensor<2x2xf32>
  // expected-error @+1 {{"fc" expected equal zero points in all channels of the weight}}
  %2 = compress.dense "fc" %0, %1 : tensor<1x2xf32>, tensor<2x2xf32>
  %3 = compress.fake_quant %2 as !quant.uniform<i8:f32, 1.0> : tensor<1x2xf32>
  return %3 : tensor<1x2xf32>
}

// -----

func.func @bias_scale(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<1x2xf32>
  %1 = compress.fake_quant %w as !quant.uniform<i8:f32:0, {1.0}> : tensor<1x2xf32>
  %b = compress.parameter "fc.bias" = dense<1.0> : tensor<1xf32>
  %c = compress.fake_quant %b as !quant.uniform<i32:f32:0, {0.25}> : tensor<1xf32>
  // expected-error @+1 {{"fc" expected the bias to have the scale of the accumulator, 5.000000e-01 in channel 0, got 2.500000e-01}}
  %2 = compress.dense "fc" %0, %1 bias %c : tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>
  %3 = compress.fake_quant %2 as !quant.uniform<i8:f32, 1.0> : tensor<1x1xf32>
  return %3 : tensor<1x1xf32>
}

// -----

func.func @storage(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i16:f32, 0.5> : tensor<1x2xf32>
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<1x2xf32>
  %1 = compress.fake_quant %w as !quant.uniform<i8:f32:0, {1.0}> : tensor<1x2xf32>
  // expected-error @+1 {{"fc" expected its input to be stored in i8, got '!quant.uniform<i16:f32, 5.000000e-01>'}}
  %2 = compress.dense "fc" %0, %1 : tensor<1x2xf32>, tensor<1x2xf32>
  %3 = compress.fake_quant %2 as !quant.uniform<i8:f32, 1.0> : tensor<1x1xf32>
  return %3 : tensor<1x1xf32>
}

// -----

func.func @long_sum(%x: tensor<1x9000000xf32>) -> tensor<1x1xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5:-128> : tensor<1x9000000xf32>
  // expected-error @+1 {{'tosa.reduce_sum' op may overflow 32 bits: 9000000 entries are summed}}
  %1 = tosa.reduce_sum %0 {axis = 1 : i32} : (tensor<1x9000000xf32>) -> tensor<1x1xf32>
  %2 = compress.fake_quant %1 as !quant.uniform<i8:f32, 1.0> : tensor<1x1xf32>
  return %2 : tensor<1x1xf32>
}

// -----

func.func @name_taken(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>
  %1 = tosa.add %0, %0 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %2 = compress.fake_quant %1 as !quant.uniform<i8:f32, 1.0> : tensor<1x2xf32>
  return %2 : tensor<1x2xf32>
}
// expected-error @+1 {{is in the way of the integer core of 'name_taken'}}
func.func private @name_taken_integer_core()

// -----

func.func @bias_zero_point(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<1x2xf32>
  %1 = compress.fake_quant %w as !quant.uniform<i8:f32:0, {1.0}> : tensor<1x2xf32>
  %b = compress.parameter "fc.bias" = dense<1.0> : tensor<1xf32>
  %c = compress.fake_quant %b as !quant.uniform<i32:f32:0, {0.5:3}> : tensor<1xf32>
  // expected-error @+1 {{"fc" expected a bias with zero point 0}}
  %2 = compress.dense "fc" %0, %1 bias %c : tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>
  %3 = compress.fake_quant %2 as !quant.uniform<i8:f32, 1.0> : tensor<1x1xf32>
  return %3 : tensor<1x1xf32>
}

// -----

func.func @missing_resource(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>
  %w = compress.parameter "fc.weight" = dense_resource<nowhere> : tensor<1x2xf32>
  %1 = compress.fake_quant %w as !quant.uniform<i8:f32:0, {1.0}> : tensor<1x2xf32>
  // expected-error @+1 {{"fc" expected a constant f32 tensor behind its quantized operand}}
  %2 = compress.dense "fc" %0, %1 : tensor<1x2xf32>, tensor<1x2xf32>
  %3 = compress.fake_quant %2 as !quant.uniform<i8:f32, 1.0> : tensor<1x1xf32>
  return %3 : tensor<1x1xf32>
}

// -----

func.func @matmul_depth(%a: tensor<1x1x40000xf32>, %b: tensor<1x40000x1xf32>) -> tensor<1x1x1xf32> {
  %0 = compress.fake_quant %a as !quant.uniform<i8:f32, 0.5:-128> : tensor<1x1x40000xf32>
  %1 = compress.fake_quant %b as !quant.uniform<i8:f32, 0.5:-128> : tensor<1x40000x1xf32>
  // expected-error @+1 {{"m" may overflow its 32-bit accumulator: 40000 products are summed}}
  %2 = compress.batch_matmul "m" %0, %1 : tensor<1x1x40000xf32>, tensor<1x40000x1xf32>
  %3 = compress.fake_quant %2 as !quant.uniform<i8:f32, 0.5> : tensor<1x1x1xf32>
  return %3 : tensor<1x1x1xf32>
}

// -----

func.func @weight_storage(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<1x2xf32>
  %1 = compress.fake_quant %w as !quant.uniform<i16:f32:0, {1.0}> : tensor<1x2xf32>
  // expected-error @+1 {{"fc" expected weights stored in i8 and biases in i32, got '!quant.uniform<i16:f32:0, {1.000000e+00}>'}}
  %2 = compress.dense "fc" %0, %1 : tensor<1x2xf32>, tensor<1x2xf32>
  %3 = compress.fake_quant %2 as !quant.uniform<i8:f32, 1.0> : tensor<1x1xf32>
  return %3 : tensor<1x1xf32>
}

// -----

func.func @table_storage(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i16:f32, 0.5> : tensor<1x2xf32>
  // expected-error @+1 {{'tosa.sigmoid' op expected i8 storage for a table lookup}}
  %1 = tosa.sigmoid %0 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %2 = compress.fake_quant %1 as !quant.uniform<i8:f32, 1.0> : tensor<1x2xf32>
  return %2 : tensor<1x2xf32>
}

// -----

// expected-error @+1 {{expected a function of one block}}
func.func @blocks(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>
  cf.br ^bb1
^bb1:
  return %0 : tensor<1x2xf32>
}

// -----

func.func @learned_scale(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %s = compress.parameter "x.scale" = dense<0.5> : tensor<1xf32>
  // expected-error @+1 {{'compress.fake_quant' op has 'x.scale' for a scale, as in training; make it part of the type with compress-fix-ranges first}}
  %0 = compress.fake_quant %x scale %s as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>, tensor<1xf32>
  return %0 : tensor<1x2xf32>
}

// -----

func.func @fitted_scale(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %s = compress.fitted_scale %x as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32> -> tensor<1xf32>
  // expected-error @+1 {{has a value for a scale, as in training; make it part of the type}}
  %0 = compress.fake_quant %x scale %s as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>, tensor<1xf32>
  return %0 : tensor<1x2xf32>
}
