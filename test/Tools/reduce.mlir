// RUN: compress-reduce %s -reduction-tree='traversal-mode=0 test=%S/Inputs/has-mask.sh' | FileCheck %s

// What has nothing to do with the mask goes; the mask and what it needs stay.
// CHECK-NOT: func.func @other
// CHECK: compress.mask
// CHECK-NOT: func.func @other
func.func @masked(%w: tensor<2xf32>, %m: tensor<2xi1>) -> tensor<2xf32> {
  %0 = compress.mask %w, %m : tensor<2xf32>, tensor<2xi1>
  return %0 : tensor<2xf32>
}
func.func @other(%x: tensor<2xf32>) -> tensor<2xf32> {
  return %x : tensor<2xf32>
}
