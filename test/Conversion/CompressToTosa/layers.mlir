// RUN: compress-opt %s --split-input-file --convert-compress-to-tosa | FileCheck %s

// A bias of zeros is made where there is none; zero points become operands.
// CHECK-LABEL: func @conv2d
// CHECK-SAME: %[[X:.+]]: tensor<1x8x8x2xi8>
func.func @conv2d(%x: tensor<1x8x8x2xi8>) -> tensor<1x8x8x3xi32> {
  // CHECK-DAG: %[[W:.+]] = "tosa.const"() <{values = dense<7> : tensor<3x3x3x2xi8>}>
  // CHECK-DAG: %[[B:.+]] = "tosa.const"() <{values = dense<0> : tensor<3xi32>}>
  // CHECK-DAG: %[[XZP:.+]] = "tosa.const"() <{values = dense<-5> : tensor<1xi8>}>
  // CHECK-DAG: %[[WZP:.+]] = "tosa.const"() <{values = dense<0> : tensor<1xi8>}>
  // CHECK: tosa.conv2d %[[X]], %[[W]], %[[B]], %[[XZP]], %[[WZP]] {acc_type = i32, dilation = array<i64: 1, 1>, pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 1, 1>}
  %w = compress.parameter "c.weight" = dense<7> : tensor<3x3x3x2xi8>
  %y = compress.conv2d "c" %x, %w {pad = array<i64: 1, 1, 1, 1>, input_zp = -5 : i32}
     : tensor<1x8x8x2xi8>, tensor<3x3x3x2xi8>
  return %y : tensor<1x8x8x3xi32>
}

// -----

// Rows that the stride ignores: first the pad goes, then the input's end.
// CHECK-LABEL: func @stride
func.func @stride(%x: tensor<1x8x9x1xf32>, %w: tensor<1x3x3x1xf32>) -> tensor<1x3x3x1xf32> {
  // CHECK-DAG: %[[START:.+]] = tosa.const_shape {values = dense<0> : tensor<4xindex>}
  // CHECK-DAG: %[[SIZE:.+]] = tosa.const_shape {values = dense<[1, 8, 8, 1]> : tensor<4xindex>}
  // CHECK: %[[PART:.+]] = tosa.slice %{{.+}}, %[[START]], %[[SIZE]]
  // CHECK: tosa.conv2d %[[PART]], {{.*}} pad = array<i64: 0, 1, 1, 0>, stride = array<i64: 3, 3>
  %y = compress.conv2d "c" %x, %w {pad = array<i64: 0, 2, 1, 0>, stride = array<i64: 3, 3>}
     : tensor<1x8x9x1xf32>, tensor<1x3x3x1xf32>
  return %y : tensor<1x3x3x1xf32>
}

// -----

// Depthwise weights are moved at compile time: [C*M, KH, KW, 1] to
// [KH, KW, C, M].
// CHECK-LABEL: func @depthwise
func.func @depthwise(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x4x4xf32> {
  // CHECK: %[[W:.+]] = "tosa.const"() <{values = dense<{{\[\[\[\[}}1.000000e+00, 2.000000e+00], [3.000000e+00, 4.000000e+00]]]]> : tensor<1x1x2x2xf32>}>
  // CHECK: tosa.depthwise_conv2d %{{.*}}, %[[W]],
  // CHECK-NOT: tosa.transpose
  %w = compress.parameter "d.weight" = dense<[[[[1.0]]], [[[2.0]]], [[[3.0]]], [[[4.0]]]]> : tensor<4x1x1x1xf32>
  %y = compress.conv2d "d" %x, %w {groups = 2 : i64} : tensor<1x4x4x2xf32>, tensor<4x1x1x1xf32>
  return %y : tensor<1x4x4x4xf32>
}

// -----

// TOSA has no grouped convolution.
// CHECK-LABEL: func @groups
func.func @groups(%x: tensor<1x4x4x4xf32>, %w: tensor<6x1x1x2xf32>, %b: tensor<6xf32>) -> tensor<1x4x4x6xf32> {
  // CHECK: %[[A:.+]] = tosa.conv2d {{.*}} -> tensor<1x4x4x3xf32>
  // CHECK: %[[S:.+]] = tosa.const_shape {values = dense<[0, 0, 0, 2]>
  // CHECK: tosa.slice %arg0, %[[S]]
  // CHECK: %[[B:.+]] = tosa.conv2d {{.*}} -> tensor<1x4x4x3xf32>
  // CHECK: tosa.concat %[[A]], %[[B]] {axis = 3 : i32}
  %y = compress.conv2d "g" %x, %w bias %b {groups = 2 : i64} : tensor<1x4x4x4xf32>, tensor<6x1x1x2xf32>, tensor<6xf32>
  return %y : tensor<1x4x4x6xf32>
}

// -----

// CHECK-LABEL: func @dense
func.func @dense(%x: tensor<2x3x4xi8>, %w: tensor<5x4xi8>, %b: tensor<5xi32>) -> tensor<2x3x5xi32> {
  // CHECK: %[[IMAGE:.+]] = tosa.reshape %arg0, %{{.*}} -> tensor<6x1x1x4xi8>
  // CHECK: %[[FILTER:.+]] = tosa.reshape %arg1, %{{.*}} -> tensor<5x1x1x4xi8>
  // CHECK: tosa.conv2d %[[IMAGE]], %[[FILTER]], %arg2, {{.*}} -> tensor<6x1x1x5xi32>
  // CHECK: tosa.reshape %{{.*}} -> tensor<2x3x5xi32>
  %y = compress.dense "fc" %x, %w bias %b {input_zp = 3 : i32} : tensor<2x3x4xi8>, tensor<5x4xi8>, tensor<5xi32>
  return %y : tensor<2x3x5xi32>
}

// -----

// One size may be unknown.
// CHECK-LABEL: func @dense_any_batch
func.func @dense_any_batch(%x: tensor<?x4xf32>, %w: tensor<5x4xf32>) -> tensor<?x5xf32> {
  // CHECK: tosa.const_shape {values = dense<[-1, 1, 1, 4]>
  // CHECK: tosa.conv2d {{.*}} -> tensor<?x1x1x5xf32>
  // CHECK: tosa.const_shape {values = dense<[-1, 5]>
  %y = compress.dense "fc" %x, %w : tensor<?x4xf32>, tensor<5x4xf32>
  return %y : tensor<?x5xf32>
}

// -----

// CHECK-LABEL: func @batch_matmul
func.func @batch_matmul(%a: tensor<2x3x4xi16>, %b: tensor<2x4x5xi16>) -> tensor<2x3x5xi48> {
  // CHECK: tosa.matmul %arg0, %arg1, %{{.*}} : (tensor<2x3x4xi16>, tensor<2x4x5xi16>, tensor<1xi16>, tensor<1xi16>) -> tensor<2x3x5xi48>
  %y = compress.batch_matmul "mm" %a, %b : tensor<2x3x4xi16>, tensor<2x4x5xi16>
  return %y : tensor<2x3x5xi48>
}
