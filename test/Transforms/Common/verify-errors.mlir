// RUN: split-file %s %t
// RUN: compress-opt %t/any.mlir --split-input-file --compress-verify --verify-diagnostics
// RUN: compress-opt %t/imported.mlir --split-input-file --compress-verify="contract=imported" --verify-diagnostics
// RUN: compress-opt %t/layers.mlir --split-input-file --compress-verify="contract=layers" --verify-diagnostics
// RUN: compress-opt %t/compressed.mlir --split-input-file --compress-verify="contract=compressed" --verify-diagnostics
// RUN: compress-opt %t/integer.mlir --split-input-file --compress-verify="contract=integer" --verify-diagnostics
// RUN: compress-opt %t/kernels.mlir --split-input-file --compress-verify="contract=kernels" --verify-diagnostics
// RUN: not compress-opt %t/any.mlir --compress-verify="contract=float" 2>&1 | FileCheck %s
// CHECK: Cannot find option named 'float'

//--- any.mlir
// expected-error @+1 {{breaks contract 'any': expected a function in the module}}
module {
}

// -----

// expected-error @+1 {{breaks contract 'any': expected function 'main' to have a body}}
func.func private @main(tensor<1x2xf32>)

// -----

func.func @names(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  // expected-note @+1 {{the other one}}
  %w = compress.parameter "w" = dense<1.0> : tensor<2x2xf32>
  // expected-error @+1 {{breaks contract 'any': expected unique parameter names, but 'w' is already taken; rename one of them}}
  %v = compress.parameter "w" = dense<2.0> : tensor<2x2xf32>
  // expected-note @+1 {{the other one}}
  %0 = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  // expected-error @+1 {{expected unique layer names, but 'fc' is already taken}}
  %1 = compress.dense "fc" %0, %v : tensor<1x2xf32>, tensor<2x2xf32>
  // expected-note @+1 {{the other one}}
  %2 = compress.observe "w" %1 : tensor<1x2xf32> by #compress.minmax
  // expected-error @+1 {{expected unique observed value names, but 'w' is already taken}}
  %3 = compress.observe "w" %2 : tensor<1x2xf32> by #compress.minmax
  return %3 : tensor<1x2xf32>
}

//--- imported.mlir
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  // expected-error @+1 {{breaks contract 'imported': 'compress.parameter' is not from func, tosa, tensor, arith; convert-compress-to-tosa leads back}}
  %w = compress.parameter "w" = dense<1.0> : tensor<1x2xf32>
  // expected-error @+1 {{'math.tanh' is not from func, tosa, tensor, arith; convert the model to TOSA completely first}}
  %0 = math.tanh %x : tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

// -----

// More than ten violations are counted, not listed.
// expected-remark @+1 {{2 more violations of contract 'imported'}}
module {
  func.func @main(%x: f32) {
    // expected-error @+1 {{'math.sin' is not from func}}
    %0 = math.sin %x : f32
    // expected-error @+1 {{'math.sin' is not from func}}
    %1 = math.sin %x : f32
    // expected-error @+1 {{'math.sin' is not from func}}
    %2 = math.sin %x : f32
    // expected-error @+1 {{'math.sin' is not from func}}
    %3 = math.sin %x : f32
    // expected-error @+1 {{'math.sin' is not from func}}
    %4 = math.sin %x : f32
    // expected-error @+1 {{'math.sin' is not from func}}
    %5 = math.sin %x : f32
    // expected-error @+1 {{'math.sin' is not from func}}
    %6 = math.sin %x : f32
    // expected-error @+1 {{'math.sin' is not from func}}
    %7 = math.sin %x : f32
    // expected-error @+1 {{'math.sin' is not from func}}
    %8 = math.sin %x : f32
    // expected-error @+1 {{'math.sin' is not from func}}
    %9 = math.sin %x : f32
    %10 = math.sin %x : f32
    %11 = math.sin %x : f32
    return
  }
}

//--- layers.mlir
func.func @main(%x: tensor<1x2xf32>, %a: tensor<2x2xf32>, %c: tensor<2xf32>, %i: tensor<1x2xi8>) -> (tensor<1x2xf32>, tensor<1x2xi32>) {
  %w = compress.parameter "w" = dense<1.0> : tensor<2x2xf32>
  %m = "tosa.const"() <{values = dense<true> : tensor<2x2xi1>}> : () -> tensor<2x2xi1>
  // expected-error @+1 {{breaks contract 'layers': expected no mask; run compress-apply-masks}}
  %p = compress.mask %w, %m : tensor<2x2xf32>, tensor<2x2xi1>
  // expected-error @+1 {{expected no compress.fake_quant; quantization belongs to contract 'compressed'}}
  %q = compress.fake_quant %p as !quant.uniform<i8<-127:127>:f32, 0.1> : tensor<2x2xf32>
  // expected-error @+1 {{expected no compress.observe; quantization belongs to contract 'compressed'}}
  %o = compress.observe "x" %x : tensor<1x2xf32> by #compress.minmax
  // expected-error @+1 {{expected the bias to come from a compress.parameter}}
  %0 = compress.dense "fc1" %o, %q bias %c : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
  // expected-error @+1 {{expected the weight to come from a compress.parameter}}
  %1 = compress.dense "fc2" %0, %a : tensor<1x2xf32>, tensor<2x2xf32>
  %s = compress.parameter "s" = dense<1.0> : tensor<2xf32>
  // expected-error @+1 {{expected the statistics to come from a compress.parameter}}
  %2 = compress.batch_norm "bn" %1 scale %s offset %s mean %c variance %s {epsilon = 1.0e-5 : f32} : tensor<1x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  %v = compress.parameter "v" = dense<1> : tensor<2x2xi8>
  // expected-error @+1 {{expected an f32 layer; integer layers belong to contract 'integer'}}
  %3 = compress.dense "fc3" %i, %v : tensor<1x2xi8>, tensor<2x2xi8>
  return %2, %3 : tensor<1x2xf32>, tensor<1x2xi32>
}

//--- compressed.mlir
func.func @main(%x: tensor<1x2xf32>, %a: tensor<2x2xf32>, %m: tensor<2x2xi1>) -> tensor<1x2xf32> {
  // expected-error @+1 {{breaks contract 'compressed': expected the masked value to be a parameter or a constant}}
  %p = compress.mask %a, %m : tensor<2x2xf32>, tensor<2x2xi1>
  // expected-error @+1 {{expected the weight to come from a compress.parameter}}
  %0 = compress.dense "fc" %x, %p : tensor<1x2xf32>, tensor<2x2xf32>
  // expected-error @+1 {{'math.tanh' is not from compress, func, tosa, tensor, arith}}
  %1 = math.tanh %0 : tensor<1x2xf32>
  return %1 : tensor<1x2xf32>
}

//--- integer.mlir
// Not lowered: layers in @main, and no core.
// expected-error @+1 {{breaks contract 'integer': expected function 'main' to call one integer core, got 0 calls; run compress-lower-to-integer}}
func.func @main(%x: tensor<1x2x2x2xf32>) -> tensor<1x2x2x1xf32> {
  // expected-error @+1 {{expected 'compress.parameter' to have moved into the integer core; run compress-lower-to-integer}}
  %w = compress.parameter "w" = dense<1.0> : tensor<1x1x1x2xf32>
  %b = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  // expected-error @+1 {{expected 'tosa.conv2d' to have moved into the integer core; raise it with convert-tosa-to-compress before quantizing}}
  %0 = tosa.conv2d %x, %w, %b, %b, %b {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}
     : (tensor<1x2x2x2xf32>, tensor<1x1x1x2xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32>
  // expected-error @+1 {{expected only TOSA operations around the integer core, got 'math.tanh'}}
  %1 = math.tanh %0 : tensor<1x2x2x1xf32>
  return %1 : tensor<1x2x2x1xf32>
}

// -----

// Float and other dialects in the core: a result, an argument, an attribute.
func.func @main(%x: tensor<2xf32>) -> tensor<2xf32> {
  %q = tosa.cast %x : (tensor<2xf32>) -> tensor<2xi8>
  %c = call @core(%q, %x) : (tensor<2xi8>, tensor<2xf32>) -> tensor<2xi8>
  %d = tosa.cast %c : (tensor<2xi8>) -> tensor<2xf32>
  return %d : tensor<2xf32>
}
// expected-error @+1 {{expected no float type in integer core 'core', got 'f32'}}
func.func private @core(%x: tensor<2xi8>, %y: tensor<2xf32>) -> tensor<2xi8> {
  // expected-error @+1 {{expected no float type in integer core 'core', got 'bf16'}}
  %0 = tosa.cast %x : (tensor<2xi8>) -> tensor<2xbf16>
  %1 = tosa.cast %0 : (tensor<2xbf16>) -> tensor<2xi8>
  // expected-error @+1 {{expected only layers and TOSA operations in integer core 'core', got 'arith.addi'}}
  %2 = arith.addi %1, %1 : tensor<2xi8>
  // expected-error @+1 {{expected no float type in integer core 'core', got 'f32'}}
  %3 = tosa.identity %2 {note = 1.0 : f32} : (tensor<2xi8>) -> tensor<2xi8>
  return %3 : tensor<2xi8>
}

// -----

// Two calls.
// expected-error @+1 {{expected function 'main' to call one integer core, got 2 calls}}
func.func @main(%x: tensor<2xi8>) -> tensor<2xf32> {
  %c = call @core(%x) : (tensor<2xi8>) -> tensor<2xi8>
  %d = call @core(%c) : (tensor<2xi8>) -> tensor<2xi8>
  %e = tosa.cast %d : (tensor<2xi8>) -> tensor<2xf32>
  return %e : tensor<2xf32>
}
func.func private @core(%x: tensor<2xi8>) -> tensor<2xi8> {
  return %x : tensor<2xi8>
}

//--- kernels.mlir
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  // expected-error @+1 {{breaks contract 'kernels': expected 'compress.parameter' to be lowered}}
  %w = compress.parameter "w" = dense<1.0> : tensor<1x2xf32>
  // expected-error @+1 {{expected 'tosa.add' to be lowered}}
  %0 = tosa.add %x, %w : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}
