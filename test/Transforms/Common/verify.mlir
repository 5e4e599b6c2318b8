// Modules that keep their contract: the pass says nothing and changes nothing.

// RUN: split-file %s %t
// RUN: compress-opt %t/imported.mlir --compress-verify="contract=imported"
// RUN: compress-opt %models/lenet_fmnist.tosa.mlir --compress-verify="contract=imported" -o /dev/null
// RUN: compress-opt %t/layers.mlir --compress-verify="contract=layers" | FileCheck %s
// RUN: compress-opt %t/layers.mlir --compress-verify="contract=compressed"
// RUN: compress-opt %t/compressed.mlir --compress-verify="contract=compressed"
// RUN: compress-opt %t/compressed.mlir --compress-verify
// RUN: compress-opt %t/integer.mlir --compress-verify="contract=integer"
// RUN: compress-opt %t/boundary.mlir --compress-verify="contract=integer"
// RUN: compress-opt %t/kernels.mlir --compress-verify="contract=kernels"

// CHECK: compress.dense "fc"

//--- imported.mlir
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = tosa.clamp %x {max_val = 6.0 : f32, min_val = 0.0 : f32} : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

//--- layers.mlir
// A layer and a parameter of another function may have the same names.
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x2xf32>
  %b = compress.parameter "fc.bias" = dense<1.0> : tensor<2xf32>
  %0 = compress.dense "fc" %x, %w bias %b : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
  %1 = compress.batch_norm "bn" %0 scale %b offset %b mean %b variance %b {epsilon = 1.0e-5 : f32} : tensor<1x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  return %1 : tensor<1x2xf32>
}
func.func @other(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x2xf32>
  %0 = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  return %0 : tensor<1x2xf32>
}

//--- compressed.mlir
func.func @main(%x: tensor<1x2xf32>, %m: tensor<2x1xi1>) -> tensor<1x2xf32> {
  %i = compress.observe "input" %x : tensor<1x2xf32> by #compress.minmax
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x2xf32>
  %p = compress.mask %w, %m : tensor<2x2xf32>, tensor<2x1xi1>
  %q = compress.fake_quant %p as !quant.uniform<i8<-127:127>:f32, 0.1> : tensor<2x2xf32>
  %0 = compress.dense "fc" %i, %q : tensor<1x2xf32>, tensor<2x2xf32>
  return %0 : tensor<1x2xf32>
}

//--- integer.mlir
// @main quantizes, calls the core, dequantizes, and has a float tail.
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %q = tosa.cast %x : (tensor<1x2xf32>) -> tensor<1x2xi8>
  %c = call @main_integer_core(%q) : (tensor<1x2xi8>) -> tensor<1x2xi32>
  %d = tosa.cast %c : (tensor<1x2xi32>) -> tensor<1x2xf32>
  %t = tosa.tanh %d : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %t : tensor<1x2xf32>
}
func.func private @main_integer_core(%x: tensor<1x2xi8>) -> tensor<1x2xi32> {
  %w = compress.parameter "fc.weight" = dense<1> : tensor<2x2xi8>
  %0 = compress.dense "fc" %x, %w {input_zp = 3 : i32} : tensor<1x2xi8>, tensor<2x2xi8>
  %1 = tosa.clamp %0 {max_val = 100 : i32, min_val = 0 : i32} : (tensor<1x2xi32>) -> tensor<1x2xi32>
  return %1 : tensor<1x2xi32>
}

//--- boundary.mlir
// @main is the core itself; scales are only told to the caller.
func.func @main(%x: tensor<1x2xi8> {compress.qtype = !quant.uniform<i8:f32, 0.1>}) -> (tensor<1x2xi32> {compress.qtype = !quant.uniform<i32:f32, 0.1>}) {
  %w = compress.parameter "fc.weight" = dense<1> : tensor<2x2xi8>
  %0 = compress.dense "fc" %x, %w : tensor<1x2xi8>, tensor<2x2xi8>
  return %0 : tensor<1x2xi32>
}

//--- kernels.mlir
func.func @main(%x: vector<4xf32>) -> vector<4xf32> {
  %0 = arith.addf %x, %x : vector<4xf32>
  return %0 : vector<4xf32>
}
