// RUN: compress-opt %s --compress-lift-weights="max-elements=2" | FileCheck %s
// RUN: compress-opt %s --compress-lift-weights | FileCheck %s --check-prefix=DEFAULT

// Parameters keep their names, equal constants become one argument, small ones
// stay.
// CHECK-LABEL: func @main
// CHECK-SAME: (%{{.*}}: tensor<3xf32>, %[[W:.*]]: tensor<3xf32> {compress.name = "w", compress.weight = dense<2.000000e+00> : tensor<3xf32>}, %[[C:.*]]: tensor<3xf32> {compress.weight = dense<3.000000e+00> : tensor<3xf32>})
// DEFAULT-LABEL: func @main(%{{[a-z0-9]*}}: tensor<3xf32>) ->
func.func @main(%x: tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>, tensor<2xf32>) {
  // CHECK-NOT: compress.parameter
  // CHECK: %[[SMALL:.*]] = arith.constant dense<1.000000e+00> : tensor<2xf32>
  // CHECK: %[[A:.*]] = arith.mulf %{{.*}}, %[[W]]
  // CHECK: %[[B:.*]] = arith.mulf %[[A]], %[[C]]
  // CHECK: arith.mulf %[[B]], %[[C]]
  // CHECK: return %{{.*}}, %{{.*}}, %[[SMALL]]
  %w = compress.parameter "w" = dense<2.0> : tensor<3xf32>
  %c = arith.constant dense<3.0> : tensor<3xf32>
  %d = arith.constant dense<3.0> : tensor<3xf32>
  %s = arith.constant dense<1.0> : tensor<2xf32>
  %0 = arith.mulf %x, %w : tensor<3xf32>
  %1 = arith.mulf %0, %c : tensor<3xf32>
  %2 = arith.mulf %1, %d : tensor<3xf32>
  return %1, %2, %s : tensor<3xf32>, tensor<3xf32>, tensor<2xf32>
}

// The signature of a function that is called stays.
// CHECK-LABEL: func private @callee() -> tensor<3xf32>
func.func private @callee() -> tensor<3xf32> {
  %c = arith.constant dense<3.0> : tensor<3xf32>
  return %c : tensor<3xf32>
}
func.func @caller() -> tensor<3xf32> {
  %0 = func.call @callee() : () -> tensor<3xf32>
  return %0 : tensor<3xf32>
}
