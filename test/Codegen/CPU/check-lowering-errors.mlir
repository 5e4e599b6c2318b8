// RUN: not compress-opt %s --allow-unregistered-dialect --compress-check-lowering -o /dev/null 2>&1 | FileCheck %s
// RUN: not compress-opt %s --allow-unregistered-dialect --compress-to-cpu -o /dev/null 2>&1 | FileCheck %s --implicit-check-not="not bufferized"

// CHECK: check-lowering-errors.mlir:[[#@LINE+2]]:{{.*}}: error: 'other.op' op has no lowering to the CPU for (tensor<4xf32>, f32) -> tensor<4xf32>; write it in terms of operations of compress, tosa or linalg
func.func @main(%x: tensor<4xf32>, %f: f32) -> tensor<4xf32> {
  %0 = "other.op"(%x, %f) : (tensor<4xf32>, f32) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
