// RUN: compress-opt %s | compress-opt | FileCheck %s
// RUN: compress-opt %s --compress-emit-kernels="isa=avx512" | FileCheck %s --check-prefix=EMIT

// CHECK-LABEL: func @planes
// CHECK: compress.kernel "k" #compress.sparse<block = 4, pitch = 6>
// CHECK-SAME: ins(%{{.*}}, %{{.*}} : memref<2x64xf32>, memref<3x4x1xf32>)
// CHECK-SAME: tables(%{{.*}}, %{{.*}} : memref<3x1xi16>, memref<3xi32>) bias(%{{.*}} : memref<8xf32>)
// CHECK-SAME: outs(%{{.*}} : memref<2x2x5x8xf32>)

// Sums of 2 * 6 - 1 pixels in one vector, turned, stored where a pixel is.
// EMIT-LABEL: func @planes
// EMIT-DAG: memref.alloca() {alignment = 64 : i64, compress.sums}
// EMIT-DAG: memref.alloca() {alignment = 64 : i64, compress.turned}
// EMIT: scf.for
// EMIT: memref.load {{.*}} : memref<3xi16
// EMIT-NEXT: arith.extui
// EMIT: vector.load {{.*}} vector<16xf32>
// EMIT: arith.mulf {{.*}} fastmath<contract>
// EMIT: vector.shuffle
// EMIT: arith.divui
// EMIT: scf.if
// EMIT: vector.store
// EMIT-NOT: compress.kernel
func.func @planes(%x: memref<2x64xf32>, %w: memref<3x4x1xf32>, %o: memref<3x1xi16>, %s: memref<3xi32>, %b: memref<8xf32>, %y: memref<2x2x5x8xf32>) {
  compress.kernel "k" #compress.sparse<block = 4, pitch = 6> ins(%x, %w : memref<2x64xf32>, memref<3x4x1xf32>)
      tables(%o, %s : memref<3x1xi16>, memref<3xi32>) bias(%b : memref<8xf32>) outs(%y : memref<2x2x5x8xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}
