// RUN: compress-opt %s --split-input-file --compress-vectorize-transposes="vector-bits=512" --canonicalize | FileCheck %s

// Planes to pixels: three loads, six shuffles, three stores side by side.
// CHECK-LABEL: func @interleave
func.func @interleave(%x: memref<1x3x40x40xf32>, %y: memref<1x40x40x3xf32>) {
  // CHECK: scf.for %{{.*}} = %c0 to %c1600 step %c16
  // CHECK-COUNT-3: vector.load %{{.*}} : memref<4800xf32>, vector<16xf32>
  // CHECK-COUNT-2: vector.shuffle
  // CHECK: vector.store
  // CHECK-COUNT-2: vector.shuffle
  // CHECK: vector.store
  // CHECK-COUNT-2: vector.shuffle
  // CHECK-NOT: vector.shuffle
  // CHECK: vector.store
  // CHECK-NOT: linalg
  linalg.transpose ins(%x : memref<1x3x40x40xf32>) outs(%y : memref<1x40x40x3xf32>) permutation = [0, 2, 3, 1]
  return
}

// -----

// Pixels to planes; the last 16 of 100 pixels overlap those before.
// CHECK-LABEL: func @deinterleave
func.func @deinterleave(%x: memref<10x10x4xi8>, %y: memref<4x10x10xi8>) {
  // CHECK: scf.for %[[I:.*]] = %c0 to %c100 step %c16
  // CHECK: arith.minui %[[I]], %c84
  // CHECK-COUNT-4: vector.load %{{.*}} : memref<400xi8>, vector<16xi8>
  // CHECK-COUNT-3: vector.shuffle
  // CHECK-NEXT: vector.store
  linalg.transpose ins(%x : memref<10x10x4xi8>) outs(%y : memref<4x10x10xi8>) permutation = [2, 0, 1]
  return
}

// -----

// A tile of 16 x 16 takes four rounds of 16 shuffles; a generic operation is as
// good as a named one.
// CHECK-LABEL: func @square
func.func @square(%x: memref<32x48xf32>, %y: memref<48x32xf32>) {
  // CHECK: scf.for
  // CHECK: scf.for
  // CHECK-COUNT-64: vector.shuffle
  // CHECK-NOT: vector.shuffle
  // CHECK-COUNT-16: vector.store %{{.*}} : memref<1536xf32>, vector<16xf32>
  linalg.generic {indexing_maps = [affine_map<(a, b) -> (a, b)>, affine_map<(a, b) -> (b, a)>],
                  iterator_types = ["parallel", "parallel"]}
    ins(%x : memref<32x48xf32>) outs(%y : memref<48x32xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  return
}

// -----

// Fewer rows than lanes: tiles of eight rows and sixteen columns.
// CHECK-LABEL: func @narrow
func.func @narrow(%x: memref<10x32xf32>, %y: memref<32x10xf32>) {
  // CHECK: arith.minui %{{.*}}, %c2
  // CHECK-COUNT-24: vector.shuffle
  // CHECK-NOT: vector.shuffle
  // CHECK-COUNT-16: vector.store %{{.*}}, vector<8xf32>
  linalg.transpose ins(%x : memref<10x32xf32>) outs(%y : memref<32x10xf32>) permutation = [1, 0]
  return
}

// -----

// The last dimension stays: for compress-vectorize-kernels. And arithmetic is
// no transpose; strided buffers are left alone.
// CHECK-LABEL: func @others
func.func @others(%x: memref<4x5x8xf32>, %y: memref<5x4x8xf32>, %z: memref<5x4xf32>, %s: memref<4x5xf32, strided<[8, 1]>>) {
  // CHECK: linalg.transpose
  linalg.transpose ins(%x : memref<4x5x8xf32>) outs(%y : memref<5x4x8xf32>) permutation = [1, 0, 2]
  // CHECK: linalg.transpose
  linalg.transpose ins(%s : memref<4x5xf32, strided<[8, 1]>>) outs(%z : memref<5x4xf32>) permutation = [1, 0]
  return
}
