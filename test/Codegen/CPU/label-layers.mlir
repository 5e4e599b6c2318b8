// RUN: compress-opt %s --compress-label-layers --mlir-print-debuginfo --mlir-print-local-scope | FileCheck %s

// Only the layers' own pieces have a label, apart from names that were there.

// CHECK-LABEL: func.func @main
// CHECK: tosa.negate {{.*}} loc("{{[^"]*}}label-layers.mlir":{{[0-9:]+}})
// CHECK: compress.parameter "fc1.weight"{{.*}} loc("{{[^"]*}}label-layers.mlir":{{[0-9:]+}})
// CHECK: compress.dense "fc1" {{.*}} loc(fused<{compress.layer = "fc1"}>["{{[^"]*}}label-layers.mlir":{{[0-9:]+}}])
// CHECK: tosa.clamp {{.*}} loc(fused<{compress.layer = "fc1"}>["a name"("file":1:1)])
// CHECK: compress.dense "fc2" {{.*}} loc(fused<{compress.layer = "fc2"}>[
// A sum belongs to the latest layer before it.
// CHECK: tosa.add {{.*}} loc(fused<{compress.layer = "fc2"}>[
// A whole operation belongs to the first layer inside.
// CHECK: tosa.cond_if
// CHECK: compress.dense "inner"
// CHECK: } else {
// CHECK: } loc(fused<{compress.layer = "inner"}>[
// CHECK: return {{.*}} loc(fused<{compress.layer = "inner"}>[
func.func @main(%x: tensor<1x2xf32>, %c: tensor<i1>) -> tensor<1x2xf32> {
  %zp = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %0 = tosa.negate %x, %zp, %zp : (tensor<1x2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x2xf32>
  %w = compress.parameter "fc1.weight" = dense<1.0> : tensor<2x2xf32>
  %1 = compress.dense "fc1" %0, %w : tensor<1x2xf32>, tensor<2x2xf32>
  %2 = tosa.clamp %1 {min_val = 0.0 : f32, max_val = 6.0 : f32} : (tensor<1x2xf32>) -> tensor<1x2xf32> loc("a name"("file":1:1))
  %3 = compress.dense "fc2" %2, %w : tensor<1x2xf32>, tensor<2x2xf32>
  %4 = tosa.add %3, %2 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %5 = tosa.cond_if %c : tensor<i1> -> tensor<1x2xf32> {
    %6 = compress.dense "inner" %4, %w : tensor<1x2xf32>, tensor<2x2xf32>
    tosa.yield %6 : tensor<1x2xf32>
  } else {
    tosa.yield %4 : tensor<1x2xf32>
  }
  return %5 : tensor<1x2xf32>
}

// CHECK-LABEL: func.func private @external
func.func private @external(tensor<1x2xf32>)
