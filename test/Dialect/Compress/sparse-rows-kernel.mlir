// RUN: compress-opt %s | compress-opt | FileCheck %s
// RUN: compress-opt %s --compress-emit-kernels="isa=avx2" | FileCheck %s --check-prefix=EMIT

// CHECK-LABEL: func @pixels
// CHECK: compress.kernel "k" #compress.sparse_rows<block = 4, tile = 16, depth = 16>
// CHECK-SAME: ins(%{{.*}}, %{{.*}} : memref<2x3x4x20xf32>, memref<3x4x1xf32>)
// CHECK-SAME: tables(%{{.*}}, %{{.*}} : memref<3x1xi16>, memref<5xi32>) bias(%{{.*}} : memref<8xf32>)
// CHECK-SAME: outs(%{{.*}} : memref<2x3x4x8xf32, strided<[120, 30, 8, 1]>>)

// 24 pixels: a tile of two vectors, and one of one vector. The first of two
// slices begins with the bias, the second with sums; of its four channels there
// is no vector. Rows of the result do not lie one behind the other.
// EMIT-LABEL: func @pixels
// EMIT-DAG: memref.alloca() {alignment = 64 : i64, compress.planes} : memref<256xf32>
// EMIT-DAG: memref.alloca() {alignment = 64 : i64, compress.sums} : memref<128xf32>
// EMIT-DAG: memref.alloca() {alignment = 64 : i64, compress.turned} : memref<64xf32>
// EMIT: vector.load {{.*}} vector<8xf32>
// EMIT-COUNT-24: vector.shuffle
// EMIT: vector.store {{.*}} : memref<256xf32>, vector<8xf32>
// EMIT: vector.broadcast
// EMIT: memref.load {{.*}} : memref<3xi16
// EMIT: vector.load {{.*}} : memref<256xf32>, vector<8xf32>
// EMIT: arith.mulf {{.*}} fastmath<contract>
// EMIT: scf.if
// EMIT: vector.load {{.*}} : memref<128xf32>, vector<8xf32>
// EMIT: vector.shuffle
// EMIT: vector.store {{.*}} : memref<64xf32>, vector<8xf32>
// EMIT: arith.remui
// EMIT: arith.divui
// EMIT-NOT: compress.kernel
func.func @pixels(%x: memref<2x3x4x20xf32>, %w: memref<3x4x1xf32>, %o: memref<3x1xi16>, %s: memref<5xi32>, %b: memref<8xf32>, %y: memref<2x3x4x8xf32, strided<[120, 30, 8, 1]>>) {
  compress.kernel "k" #compress.sparse_rows<block = 4, tile = 16, depth = 16> ins(%x, %w : memref<2x3x4x20xf32>, memref<3x4x1xf32>)
      tables(%o, %s : memref<3x1xi16>, memref<5xi32>) bias(%b : memref<8xf32>) outs(%y : memref<2x3x4x8xf32, strided<[120, 30, 8, 1]>>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// Kernels of a function share what they need on the stack.
// EMIT-LABEL: func @both
// EMIT-COUNT-1: compress.planes} : memref<512xf32>
// EMIT-NOT: compress.planes
func.func @both(%x: memref<16x16xf32>, %w: memref<3x1x1xf32>, %o: memref<3x1xi16>, %s: memref<17xi32>, %y: memref<16x16xf32>, %v: memref<16x32xf32>, %z: memref<16x16xf32>) {
  compress.kernel "a" #compress.sparse_rows<block = 1, tile = 16, depth = 16> ins(%x, %w : memref<16x16xf32>, memref<3x1x1xf32>)
      tables(%o, %s : memref<3x1xi16>, memref<17xi32>) outs(%y : memref<16x16xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  compress.kernel "b" #compress.sparse_rows<block = 1, tile = 16, depth = 32> ins(%v, %w : memref<16x32xf32>, memref<3x1x1xf32>)
      tables(%o, %s : memref<3x1xi16>, memref<17xi32>) outs(%z : memref<16x16xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}
