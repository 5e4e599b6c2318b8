// RUN: compress-opt %s --compress-check-lowering | FileCheck %s

// Operations of other dialects, and scaling of scalars in a region, pass.
// CHECK-LABEL: func @main
func.func @main(%v: tensor<4xi32>, %e: tensor<4xi32>, %m: i32, %s: i8) -> tensor<4xi32> {
  %0 = linalg.map ins(%v : tensor<4xi32>) outs(%e : tensor<4xi32>) (%in: i32, %init: i32) {
    // CHECK: tosa.apply_scale
    %1 = tosa.apply_scale %in, %m, %s {rounding_mode = SINGLE_ROUND} : (i32, i32, i8) -> i32
    linalg.yield %1 : i32
  }
  return %0 : tensor<4xi32>
}
