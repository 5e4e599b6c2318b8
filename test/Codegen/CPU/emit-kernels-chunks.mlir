// RUN: compress-opt %s --split-input-file --compress-emit-kernels="isa=avx2 chunk-cycles=2000" --canonicalize --cse | FileCheck %s
// RUN: compress-opt %s --split-input-file --compress-emit-kernels="isa=avx2 chunk-cycles=2000" --remarks-filter-passed="compress-emit-kernels" --remark-format=emitRemark -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: compress-opt %s --split-input-file --compress-emit-kernels="isa=avx2" | FileCheck %s --check-prefix=SERIAL
// RUN: compress-opt %s --split-input-file --compress-emit-kernels="isa=avx2 chunk-cycles=100000000" | FileCheck %s --check-prefix=SERIAL

// SERIAL-NOT: scf.parallel

// Many rows, few weights: rows are cut. The sums stay whole.
// REMARK: rows: 35 chunks for threads (35 of rows, 1 of columns)
// CHECK-LABEL: func @rows
// CHECK: scf.parallel (%[[CHUNK:.*]]) = (%c0) to (%c35) step (%c1)
// CHECK: %[[DIGIT:.*]] = arith.remui %[[CHUNK]], %c35
// CHECK: %[[LOWER:.*]] = arith.muli %[[DIGIT]], %c30
// CHECK: %[[NEXT:.*]] = arith.addi %[[LOWER]], %c30
// CHECK: %[[UPPER:.*]] = arith.minsi %[[NEXT]], %c1024
// CHECK: %[[FULL:.*]] = arith.minsi %[[UPPER]], %c1020
// CHECK: scf.for %{{.*}} = %[[LOWER]] to %[[FULL]] step %c6
// CHECK: scf.for %{{.*}} = %c0 to %c64 step %c1 iter_args
func.func @rows(%x: memref<1024x64xf32>, %w: memref<1x2x1x64x8x1xf32>, %y: memref<1024x16xf32>) {
  compress.kernel "rows" #compress.matmul ins(%x, %w : memref<1024x64xf32>, memref<1x2x1x64x8x1xf32>) outs(%y : memref<1024x16xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

// One row: columns are cut, and each thread reads its own weights.
// REMARK: columns: 15 chunks for threads (1 of rows, 15 of columns)
// CHECK-LABEL: func @columns
// CHECK: scf.parallel (%{{.*}}) = (%c0) to (%c15) step (%c1)
func.func @columns(%x: memref<1x1024xf32>, %w: memref<1x103x1x1024x8x1xf32>, %y: memref<1x820xf32>) {
  compress.kernel "columns" #compress.matmul ins(%x, %w : memref<1x1024xf32>, memref<1x103x1x1024x8x1xf32>) outs(%y : memref<1x820xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

// Images of a batch, and the halves of each.
// REMARK: images: 64 chunks for threads (64 of rows, 1 of columns)
// CHECK-LABEL: func @images
// CHECK: scf.parallel (%[[CHUNK:.*]]) = (%c0) to (%c64) step (%c1)
// CHECK: arith.remui %[[CHUNK]], %c2
// CHECK: %[[IMAGE:.*]] = arith.divui %[[CHUNK]], %c2
// CHECK: arith.remui %[[IMAGE]], %c32
func.func @images(%x: memref<32x10x10x16xf32>, %w: memref<1x2x3x48x8x1xf32>, %y: memref<32x8x8x16xf32>) {
  compress.kernel "images" #compress.conv<kernel = [3, 3], stride = [1, 1], dilation = [1, 1]> ins(%x, %w : memref<32x10x10x16xf32>, memref<1x2x3x48x8x1xf32>) outs(%y : memref<32x8x8x16xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

// Too little to share.
// CHECK-LABEL: func @small
// CHECK-NOT: scf.parallel
func.func @small(%x: memref<4x4xf32>, %w: memref<1x1x1x4x8x1xf32>, %y: memref<4x8xf32>) {
  compress.kernel "small" #compress.matmul ins(%x, %w : memref<4x4xf32>, memref<1x1x1x4x8x1xf32>) outs(%y : memref<4x8xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}
