// RUN: compress-opt %s -split-input-file --pass-pipeline="builtin.module(func.func(compress-convert-to-sparse-kernels{isa=avx512}))" \
// RUN:   --remarks-filter="compress-convert-to-sparse-kernels" --remark-policy=all 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK --input-file=%t.remarks

// CHECK-LABEL: func @nothing_left
// CHECK: compress.kernel "fc" #compress.sparse_rows<block = 4, tile = 64, depth = 64>
// REMARK: layer 'fc': 100.0 % of the weights are zero; 4x1 blocks, 0.0 % stored, estimated {{.*}} times as fast
func.func @nothing_left(%x: tensor<64x64xf32>) -> tensor<64x64xf32> {
  %w = compress.parameter "fc.weight" = dense<0.0> : tensor<64x64xf32>
  %y = compress.dense "fc" %x, %w : tensor<64x64xf32>, tensor<64x64xf32>
  return %y : tensor<64x64xf32>
}

// -----

// A dense layer on one row, and few zeros: nothing to win. The second says nothing.

// CHECK-LABEL: func @stay_dense
// CHECK-NOT: compress.kernel
// REMARK: layer 'row': 75.0 % of the weights are zero, but skipping them would take {{.*}} times as long as multiplying by them
// REMARK-NOT: layer 'full'
func.func @stay_dense(%x: tensor<1x4xf32>, %z: tensor<64x4xf32>) -> (tensor<1x4xf32>, tensor<64x1xf32>) {
  %w = compress.parameter "row.weight" = dense<[[0.0, 0.0, 3.0, 0.0], [0.0, 1.0, 0.0, 0.0], [2.0, 0.0, 0.0, 0.0], [2.0, 0.0, 0.0, 0.0]]> : tensor<4x4xf32>
  %y = compress.dense "row" %x, %w : tensor<1x4xf32>, tensor<4x4xf32>
  %v = compress.parameter "full.weight" = dense<[[0.0, 1.0, 3.0, 4.0]]> : tensor<1x4xf32>
  %u = compress.dense "full" %z, %v : tensor<64x4xf32>, tensor<1x4xf32>
  return %y, %u : tensor<1x4xf32>, tensor<64x1xf32>
}
