// RUN: compress-opt %s --split-input-file --convert-tosa-to-compress | FileCheck %s

// Between two pools of an NCHW network: a residual sum with a constant per
// channel, a pad, a concatenation, a slice and a reduction become NHWC.
// CHECK-LABEL: func @middle
// CHECK-SAME: %[[X:.+]]: tensor<1x4x6x2xf32>
// CHECK: %[[A:.+]] = tosa.exp %[[X]]
// CHECK: %[[B:.+]] = tosa.add %[[A]], %[[X]]
// CHECK: %[[C:.+]] = "tosa.const"() <{values = dense<{{.*}}> : tensor<1x1x1x2xf32>}>
// CHECK: %[[D:.+]] = tosa.mul %[[B]], %[[C]]
// CHECK: %[[PADS:.+]] = tosa.const_shape {values = dense<[0, 0, 1, 0, 0, 1, 2, 0]>
// CHECK: %[[P:.+]] = tosa.pad %[[D]], %[[PADS]]
// CHECK: %[[K:.+]] = tosa.concat %[[P]], %[[P]] {axis = 3 : i32} : {{.*}} -> tensor<1x5x7x8xf32>
// CHECK: %[[START:.+]] = tosa.const_shape {values = dense<[0, 2, 3, 1]>
// CHECK: %[[SIZE:.+]] = tosa.const_shape {values = dense<[1, 3, 4, 7]>
// CHECK: %[[S:.+]] = tosa.slice %[[K]], %[[START]], %[[SIZE]]
// CHECK: %[[R:.+]] = tosa.reduce_max %[[S]] {axis = 1 : i32}
// CHECK: tosa.max_pool2d %[[R]]
// CHECK-NOT: tosa.transpose
func.func @middle(%x: tensor<1x4x6x2xf32>) -> tensor<1x1x4x7xf32> {
  %c = "tosa.const"() <{values = dense<[[[[2.0]], [[3.0]]]]> : tensor<1x2x1x1xf32>}> : () -> tensor<1x2x1x1xf32>
  %zero = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %pads = tosa.const_shape {values = dense<[0, 0, 2, 0, 1, 0, 0, 1]> : tensor<8xindex>} : () -> !tosa.shape<8>
  %start = tosa.const_shape {values = dense<[0, 1, 2, 3]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %size = tosa.const_shape {values = dense<[1, 7, 3, 4]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %0 = tosa.transpose %x {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x4x6x2xf32>) -> tensor<1x2x4x6xf32>
  %1 = tosa.exp %0 : (tensor<1x2x4x6xf32>) -> tensor<1x2x4x6xf32>
  %2 = tosa.add %1, %0 : (tensor<1x2x4x6xf32>, tensor<1x2x4x6xf32>) -> tensor<1x2x4x6xf32>
  %3 = tosa.mul %2, %c, %shift : (tensor<1x2x4x6xf32>, tensor<1x2x1x1xf32>, tensor<1xi8>) -> tensor<1x2x4x6xf32>
  %4 = tosa.pad %3, %pads, %zero : (tensor<1x2x4x6xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x4x5x7xf32>
  %5 = tosa.concat %4, %4 {axis = 1 : i32} : (tensor<1x4x5x7xf32>, tensor<1x4x5x7xf32>) -> tensor<1x8x5x7xf32>
  %6 = tosa.slice %5, %start, %size : (tensor<1x8x5x7xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<1x7x3x4xf32>
  %7 = tosa.reduce_max %6 {axis = 2 : i32} : (tensor<1x7x3x4xf32>) -> tensor<1x7x1x4xf32>
  %8 = tosa.transpose %7 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x7x1x4xf32>) -> tensor<1x1x4x7xf32>
  %9 = tosa.max_pool2d %8 {kernel = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x1x4x7xf32>) -> tensor<1x1x4x7xf32>
  return %9 : tensor<1x1x4x7xf32>
}

// -----

// What is computed of an NCHW argument is computed of its one transpose, also
// where a residual uses it once more.
// CHECK-LABEL: func @input
// CHECK: %[[X:.+]] = tosa.transpose %arg0 {perms = array<i32: 0, 2, 3, 1>}
// CHECK-NOT: tosa.transpose
// CHECK: %[[A:.+]] = tosa.exp %[[X]]
// CHECK: %[[B:.+]] = tosa.max_pool2d %[[A]]
// CHECK: %[[C:.+]] = tosa.add %[[B]], %[[A]]
// CHECK: tosa.max_pool2d %[[C]]
func.func @input(%x: tensor<1x2x4x6xf32>) -> tensor<1x4x6x2xf32> {
  %0 = tosa.exp %x : (tensor<1x2x4x6xf32>) -> tensor<1x2x4x6xf32>
  %1 = tosa.transpose %0 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x2x4x6xf32>) -> tensor<1x4x6x2xf32>
  %2 = tosa.max_pool2d %1 {kernel = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x6x2xf32>) -> tensor<1x4x6x2xf32>
  %3 = tosa.transpose %2 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x4x6x2xf32>) -> tensor<1x2x4x6xf32>
  %4 = tosa.add %3, %0 : (tensor<1x2x4x6xf32>, tensor<1x2x4x6xf32>) -> tensor<1x2x4x6xf32>
  %5 = tosa.transpose %4 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x2x4x6xf32>) -> tensor<1x4x6x2xf32>
  %6 = tosa.max_pool2d %5 {kernel = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x6x2xf32>) -> tensor<1x4x6x2xf32>
  return %6 : tensor<1x4x6x2xf32>
}

// -----

// A scale per channel from a branch without an image is reshaped, not
// transposed.
// CHECK-LABEL: func @excitation
// CHECK: %[[S:.+]] = tosa.reshape %arg1, {{.*}} -> tensor<1x1x1x2xf32>
// CHECK: tosa.mul %arg0, %[[S]]
// CHECK-NOT: tosa.transpose
func.func @excitation(%x: tensor<1x4x6x2xf32>, %s: tensor<1x2xf32>) -> tensor<1x4x6x2xf32> {
  %shape = tosa.const_shape {values = dense<[1, 2, 1, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.transpose %x {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x4x6x2xf32>) -> tensor<1x2x4x6xf32>
  %1 = tosa.reshape %s, %shape : (tensor<1x2xf32>, !tosa.shape<4>) -> tensor<1x2x1x1xf32>
  %2 = tosa.mul %0, %1, %shift : (tensor<1x2x4x6xf32>, tensor<1x2x1x1xf32>, tensor<1xi8>) -> tensor<1x2x4x6xf32>
  %3 = tosa.transpose %2 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x2x4x6xf32>) -> tensor<1x4x6x2xf32>
  return %3 : tensor<1x4x6x2xf32>
}

// -----

// Where moving would add transposes nothing moves; other transposes stay.
// CHECK-LABEL: func @kept
// CHECK: %[[T:.+]] = tosa.transpose %arg0 {perms = array<i32: 0, 3, 1, 2>}
// CHECK: tosa.add %[[T]], %arg1
// CHECK: tosa.transpose %arg1 {perms = array<i32: 0, 2, 1, 3>}
func.func @kept(%x: tensor<1x4x6x2xf32>, %y: tensor<1x2x4x6xf32>) -> (tensor<1x2x4x6xf32>, tensor<1x4x2x6xf32>) {
  %0 = tosa.transpose %x {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x4x6x2xf32>) -> tensor<1x2x4x6xf32>
  %1 = tosa.add %0, %y : (tensor<1x2x4x6xf32>, tensor<1x2x4x6xf32>) -> tensor<1x2x4x6xf32>
  %2 = tosa.transpose %y {perms = array<i32: 0, 2, 1, 3>} : (tensor<1x2x4x6xf32>) -> tensor<1x4x2x6xf32>
  return %1, %2 : tensor<1x2x4x6xf32>, tensor<1x4x2x6xf32>
}
