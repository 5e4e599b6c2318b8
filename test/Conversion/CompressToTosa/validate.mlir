// Integer layers give TOSA's integer profile, f32 ones its floating-point
// profile.
// RUN: split-file %s %t
// RUN: compress-opt %t/integer.mlir --pass-pipeline='builtin.module(func.func(convert-compress-to-tosa),tosa-attach-target{profiles=pro_int extensions=int16,int4,doubleround level=none},tosa-validate{strict-op-spec-alignment})' | FileCheck %s --check-prefix=INTEGER
// RUN: compress-opt %t/float.mlir --pass-pipeline='builtin.module(func.func(convert-compress-to-tosa),tosa-attach-target{profiles=pro_fp level=none},tosa-validate{strict-op-spec-alignment})' | FileCheck %s --check-prefix=FLOAT
// RUN: not compress-opt %t/float.mlir --pass-pipeline='builtin.module(func.func(convert-compress-to-tosa),tosa-attach-target{profiles=pro_int level=none},tosa-validate{strict-op-spec-alignment})' 2>&1 | FileCheck %s --check-prefix=REFUSED

// INTEGER-NOT: compress.
// INTEGER-COUNT-5: acc_type = i32
// INTEGER: acc_type = i48
// FLOAT-NOT: compress.
// FLOAT: tosa.conv2d
// REFUSED: error: 'tosa

//--- integer.mlir
func.func private @core(%x: tensor<1x8x8x4xi8>, %y: tensor<1x8x8x4xi16>) -> (tensor<1x3x3x4xi32>, tensor<1x8x8x4xi32>, tensor<1x8x8x4xi32>, tensor<8x8x5xi32>, tensor<1x8x8x4xi48>) {
  %w = compress.parameter "a.weight" = dense<1> : tensor<4x3x3x4xi8>
  %b = compress.parameter "a.bias" = dense<1> : tensor<4xi32>
  %0 = compress.conv2d "a" %x, %w bias %b {stride = array<i64: 2, 2>, input_zp = -3 : i32} : tensor<1x8x8x4xi8>, tensor<4x3x3x4xi8>, tensor<4xi32>
  %d = compress.parameter "d.weight" = dense<1> : tensor<4x1x1x1xi8>
  %1 = compress.conv2d "d" %x, %d {groups = 4 : i64} : tensor<1x8x8x4xi8>, tensor<4x1x1x1xi8>
  %g = compress.parameter "g.weight" = dense<1> : tensor<4x1x1x2xi8>
  %2 = compress.conv2d "g" %x, %g {groups = 2 : i64} : tensor<1x8x8x4xi8>, tensor<4x1x1x2xi8>
  %s = tosa.const_shape {values = dense<[8, 8, 4]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %rows = tosa.reshape %x, %s : (tensor<1x8x8x4xi8>, !tosa.shape<3>) -> tensor<8x8x4xi8>
  %m = compress.parameter "m.weight" = dense<1> : tensor<5x4xi8>
  %3 = compress.dense "m" %rows, %m {input_zp = 7 : i32} : tensor<8x8x4xi8>, tensor<5x4xi8>
  %v = compress.parameter "v.weight" = dense<1> : tensor<4x1x1x4xi8>
  %4 = compress.conv2d "v" %y, %v : tensor<1x8x8x4xi16>, tensor<4x1x1x4xi8>
  return %0, %1, %2, %3, %4 : tensor<1x3x3x4xi32>, tensor<1x8x8x4xi32>, tensor<1x8x8x4xi32>, tensor<8x8x5xi32>, tensor<1x8x8x4xi48>
}

//--- float.mlir
func.func @main(%x: tensor<1x8x8x4xf32>) -> tensor<1x8x8x4xf32> {
  %q = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5:3> : tensor<1x8x8x4xf32>
  %w = compress.parameter "w" = dense<1.0> : tensor<4x1x1x4xf32>
  %m = "tosa.const"() <{values = dense<true> : tensor<1x1x1x1xi1>}> : () -> tensor<1x1x1x1xi1>
  %p = compress.mask %w, %m : tensor<4x1x1x4xf32>, tensor<1x1x1x1xi1>
  %v = compress.fake_quant %p as !quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25, 0.1, 0.2}> : tensor<4x1x1x4xf32>
  %y = compress.conv2d "c" %q, %v : tensor<1x8x8x4xf32>, tensor<4x1x1x4xf32>
  %c = compress.parameter "c" = dense<1.0> : tensor<4xf32>
  %z = compress.batch_norm "n" %y scale %c offset %c mean %c variance %c {epsilon = 0.5 : f32} : tensor<1x8x8x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
  return %z : tensor<1x8x8x4xf32>
}
