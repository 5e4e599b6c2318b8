// RUN: compress-opt %s --compress-annotate-scales | FileCheck %s

#map = affine_map<(d0) -> (d0)>

// The smallest entry of the table; nothing where it is an argument.
// CHECK-LABEL: func @main
func.func @main(%v: tensor<3xi32>, %m: tensor<3xi32>, %unknown: tensor<3xi8>) -> (tensor<3xi32>, tensor<3xi32>) {
  %s = arith.constant dense<[35, 33, 40]> : tensor<3xi8>
  %e = tensor.empty() : tensor<3xi32>
  %0 = linalg.generic {indexing_maps = [#map, #map, #map, #map], iterator_types = ["parallel"]}
      ins(%v, %m, %s : tensor<3xi32>, tensor<3xi32>, tensor<3xi8>) outs(%e : tensor<3xi32>) {
  ^bb0(%a: i32, %b: i32, %c: i8, %out: i32):
    // CHECK: tosa.apply_scale {{.*}}compress.min_shift = 33 : i32
    %2 = tosa.apply_scale %a, %b, %c {rounding_mode = SINGLE_ROUND} : (i32, i32, i8) -> i32
    linalg.yield %2 : i32
  } -> tensor<3xi32>
  %1 = linalg.generic {indexing_maps = [#map, #map, #map, #map], iterator_types = ["parallel"]}
      ins(%v, %m, %unknown : tensor<3xi32>, tensor<3xi32>, tensor<3xi8>) outs(%e : tensor<3xi32>) {
  ^bb0(%a: i32, %b: i32, %c: i8, %out: i32):
    // CHECK: tosa.apply_scale
    // CHECK-NOT: compress.min_shift
    %2 = tosa.apply_scale %a, %b, %c {rounding_mode = SINGLE_ROUND} : (i32, i32, i8) -> i32
    linalg.yield %2 : i32
  } -> tensor<3xi32>
  return %0, %1 : tensor<3xi32>, tensor<3xi32>
}
