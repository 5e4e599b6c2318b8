// RUN: compress-opt %s --split-input-file --verify-diagnostics --compress-quantize
// RUN: not compress-opt %S/quantize-filter.mlir --compress-quantize=include=c -o %t 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: error: include='c' matches no layer; layers are a, b
// RUN: not compress-opt %S/quantize-filter.mlir --compress-quantize=exclude=d 2>&1 | FileCheck %s --check-prefix=NONE-EXCLUDED
// NONE-EXCLUDED: error: exclude='d' matches no layer
// RUN: not compress-opt %S/quantize-filter.mlir --compress-quantize='include=(' 2>&1 | FileCheck %s --check-prefix=REGEX
// REGEX: error: malformed regular expression include='(': parentheses not balanced
// RUN: not compress-opt %S/quantize-filter.mlir --compress-quantize=weight-bits=9 2>&1 | FileCheck %s --check-prefix=WEIGHT
// WEIGHT: error: expected weight-bits from 2 to 8, got 9
// RUN: not compress-opt %S/quantize-filter.mlir --compress-quantize=activation-bits=1 2>&1 | FileCheck %s --check-prefix=ACTIVATION
// ACTIVATION: error: expected activation-bits from 2 to 8, got 1
// RUN: not compress-opt %S/quantize-filter.mlir --compress-quantize=function=f 2>&1 | FileCheck %s --check-prefix=FUNCTION
// FUNCTION: error: module has no function @f

func.func @uncalibrated(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<1x2xf32>
  // expected-error @-2 {{no calibrated range for 'input0'; run compress-calibrate}}
  %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<1x2xf32>
  return %y : tensor<1x1xf32>
}

// -----

func.func @tap_without_range(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  // expected-error @+1 {{no calibrated range for 'input0'; run compress-calibrate}}
  %0 = compress.observe "input0" %x : tensor<1x2xf32> by #compress.minmax
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<1x2xf32>
  %y = compress.dense "fc" %0, %w : tensor<1x2xf32>, tensor<1x2xf32>
  return %y : tensor<1x1xf32>
}

// -----

func.func @nan_weight(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %0 = compress.observe "input0" %x : tensor<1x2xf32> by #compress.minmax range [0.0, 1.0]
  // expected-error @+1 {{"fc.weight" has entries that are not finite}}
  %w = compress.parameter "fc.weight" = dense<[[1.0, 0x7FC00000]]> : tensor<1x2xf32>
  %y = compress.dense "fc" %0, %w : tensor<1x2xf32>, tensor<1x2xf32>
  %1 = compress.observe "fc.output" %y : tensor<1x1xf32> by #compress.minmax range [0.0, 1.0]
  return %1 : tensor<1x1xf32>
}

// -----

func.func @weight_is_an_argument(%x: tensor<1x2xf32>, %w: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %0 = compress.observe "input0" %x : tensor<1x2xf32> by #compress.minmax range [0.0, 1.0]
  // expected-error @+1 {{"fc" expected a constant f32 weight; exclude it}}
  %y = compress.dense "fc" %0, %w : tensor<1x2xf32>, tensor<1x2xf32>
  %1 = compress.observe "fc.output" %y : tensor<1x1xf32> by #compress.minmax range [0.0, 1.0]
  return %1 : tensor<1x1xf32>
}

// -----

// expected-error @+1 {{no quantizable layer in function 'no_layer'}}
func.func @no_layer(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}

// -----

// expected-error @+1 {{expected a function of one block}}
func.func @blocks(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  cf.br ^bb1
^bb1:
  return %x : tensor<1x2xf32>
}
