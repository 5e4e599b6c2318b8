// Operations that are no layers: moves, pooling, functions, reductions.
//
// REQUIRES: numpy
// RUN: %python %S/Inputs/layers.py %t %s | FileCheck %s
// CHECK: 12 results in two orders of threads, 0 wrong

func.func @main(%x: tensor<2x6x8x5xf32>, %q: tensor<1x8x8x40xi8>, %i: tensor<2x3xi32>)
    -> (tensor<2x6x8x5xf32>, tensor<2x6x8x5xf32>, tensor<2x6x8x5xf32>, tensor<2x6x8x5xf32>, tensor<2x6x8x10xf32>,
        tensor<5x2x8x6xf32>, tensor<2x6x8x1xf32>, tensor<2x6x8xi32>, tensor<2x3x40xf32>, tensor<1x4x4x40xi8>,
        tensor<1x1x1x40xi8>, tensor<2x6x1x5xf32>) {
  %exp = tosa.exp %x : (tensor<2x6x8x5xf32>) -> tensor<2x6x8x5xf32>
  %sigmoid = tosa.sigmoid %x : (tensor<2x6x8x5xf32>) -> tensor<2x6x8x5xf32>
  %tanh = tosa.tanh %x : (tensor<2x6x8x5xf32>) -> tensor<2x6x8x5xf32>
  %abs = tosa.abs %x : (tensor<2x6x8x5xf32>) -> tensor<2x6x8x5xf32>
  %rsqrt = tosa.rsqrt %abs : (tensor<2x6x8x5xf32>) -> tensor<2x6x8x5xf32>
  %concat = tosa.concat %x, %exp {axis = 3 : i32} : (tensor<2x6x8x5xf32>, tensor<2x6x8x5xf32>) -> tensor<2x6x8x10xf32>
  %transposed = tosa.transpose %x {perms = array<i32: 3, 0, 2, 1>} : (tensor<2x6x8x5xf32>) -> tensor<5x2x8x6xf32>
  %max = tosa.reduce_max %x {axis = 3 : i32} : (tensor<2x6x8x5xf32>) -> tensor<2x6x8x1xf32>
  %argmax = tosa.argmax %x {axis = 3 : i32} : (tensor<2x6x8x5xf32>) -> tensor<2x6x8xi32>
  %shape = tosa.const_shape {values = dense<[2, 6, 40]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %rows = tosa.reshape %x, %shape : (tensor<2x6x8x5xf32>, !tosa.shape<3>) -> tensor<2x6x40xf32>
  %gather = tosa.gather %rows, %i : (tensor<2x6x40xf32>, tensor<2x3xi32>) -> tensor<2x3x40xf32>
  %zp = "tosa.const"() {values = dense<3> : tensor<1xi8>} : () -> tensor<1xi8>
  %average = tosa.avg_pool2d %q, %zp, %zp {acc_type = i32, kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}
    : (tensor<1x8x8x40xi8>, tensor<1xi8>, tensor<1xi8>) -> tensor<1x4x4x40xi8>
  %mean = tosa.avg_pool2d %q, %zp, %zp {acc_type = i32, kernel = array<i64: 8, 8>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 8, 8>}
    : (tensor<1x8x8x40xi8>, tensor<1xi8>, tensor<1xi8>) -> tensor<1x1x1x40xi8>
  %sum = tosa.reduce_sum %x {axis = 2 : i32} : (tensor<2x6x8x5xf32>) -> tensor<2x6x1x5xf32>
  return %exp, %sigmoid, %tanh, %rsqrt, %concat, %transposed, %max, %argmax, %gather, %average, %mean, %sum
    : tensor<2x6x8x5xf32>, tensor<2x6x8x5xf32>, tensor<2x6x8x5xf32>, tensor<2x6x8x5xf32>, tensor<2x6x8x10xf32>,
      tensor<5x2x8x6xf32>, tensor<2x6x8x1xf32>, tensor<2x6x8xi32>, tensor<2x3x40xf32>, tensor<1x4x4x40xi8>,
      tensor<1x1x1x40xi8>, tensor<2x6x1x5xf32>
}
