// Channels of constants through arith, on whole tensors: (3 + 1) * 2 = 8, and
// 8 / 4 - 1 = 1, of which the layer loses 1 times its weight.
// RUN: compress-opt %s --compress-shrink=round-to=1 | FileCheck %s

// CHECK:         arith.constant dense<1.000000e+00> : tensor<1x1xf32>
// CHECK:         arith.mulf {{.*}} : tensor<1x1xf32>
// CHECK:         arith.select {{.*}} : tensor<1x1xi1>, tensor<1x1xf32>
// CHECK:         compress.parameter "b.bias" = dense<[1.000000e+01, 2.000000e+01]> : tensor<2xf32>
func.func @main(%x: tensor<1x2xf32>, %c: tensor<1x2xi1>) -> tensor<1x2xf32> {
  %w = compress.parameter "a.weight" = dense<[[0.0, 0.0], [1.0, 2.0]]> : tensor<2x2xf32>
  %a = compress.parameter "a.bias" = dense<[3.0, 0.0]> : tensor<2xf32>
  %0 = compress.dense "a" %x, %w bias %a : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
  %one = arith.constant dense<1.0> : tensor<1x2xf32>
  %two = arith.constant dense<2.0> : tensor<1x2xf32>
  %four = arith.constant dense<4.0> : tensor<1x2xf32>
  %1 = arith.addf %0, %one : tensor<1x2xf32>
  %2 = arith.mulf %1, %two : tensor<1x2xf32>
  %3 = arith.divf %2, %four : tensor<1x2xf32>
  %4 = arith.subf %3, %one : tensor<1x2xf32>
  %5 = arith.negf %4 : tensor<1x2xf32>
  %6 = arith.maximumf %4, %5 : tensor<1x2xf32>
  %t = arith.constant dense<true> : tensor<1x2xi1>
  %7 = arith.select %t, %6, %4 : tensor<1x2xi1>, tensor<1x2xf32>
  %v = compress.parameter "b.weight" = dense<[[10.0, 2.0], [20.0, 6.0]]> : tensor<2x2xf32>
  %8 = compress.dense "b" %7, %v : tensor<1x2xf32>, tensor<2x2xf32>
  return %8 : tensor<1x2xf32>
}
