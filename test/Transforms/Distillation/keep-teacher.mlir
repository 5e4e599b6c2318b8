// RUN: compress-opt %s --compress-keep-teacher --compress-prune="sparsity=0.5" | FileCheck %s
// RUN: compress-opt %s --compress-keep-teacher="name=dense function=main" | FileCheck %s --check-prefix=NAME

// The copy is not pruned.

// CHECK-LABEL: func.func @main(
// CHECK: compress.mask
// CHECK-LABEL: func.func private @teacher(%{{.*}}: tensor<1x2xf32>) -> tensor<1x2xf32>
// CHECK-NOT: compress.mask
// CHECK: compress.dense "fc"
// NAME: func.func private @dense(

func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "fc.weight" = dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  return %y : tensor<1x2xf32>
}
