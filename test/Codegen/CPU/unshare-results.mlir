// RUN: compress-opt %s --compress-unshare-results | FileCheck %s

// A value that is returned twice is copied once; others are left alone.
// CHECK-LABEL: func @twice
func.func @twice(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  // CHECK: %[[A:.*]] = tosa.abs
  %0 = tosa.abs %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK: %[[B:.*]] = tosa.exp
  %1 = tosa.exp %x : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK: %[[C:.*]] = bufferization.alloc_tensor() copy(%[[A]])
  // CHECK-NOT: alloc_tensor
  // CHECK: return %[[A]], %[[B]], %[[C]]
  return %0, %1, %0 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}
