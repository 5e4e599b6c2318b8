// RUN: compress-opt %s --split-input-file --compress-vectorize-kernels="vector-bits=512" --canonicalize --cse | FileCheck %s

// 4x16 sums in four registers over the loop; products and sums may be fused.
// CHECK-LABEL: func @matmul
func.func @matmul(%a: memref<4x8xf32>, %b: memref<8x16xf32>, %c: memref<4x16xf32>) {
  // CHECK-COUNT-4: vector.load %{{.*}} : memref<64xf32>, vector<16xf32>
  // CHECK: scf.for {{.*}} iter_args({{.*}}) -> (vector<16xf32>, vector<16xf32>, vector<16xf32>, vector<16xf32>)
  // CHECK: memref.load
  // CHECK: vector.load %{{.*}} : memref<128xf32>, vector<16xf32>
  // CHECK: arith.mulf {{.*}} fastmath<contract> : vector<16xf32>
  // CHECK: arith.addf {{.*}} fastmath<contract> : vector<16xf32>
  // CHECK-NOT: linalg
  // CHECK: vector.store
  linalg.matmul ins(%a, %b : memref<4x8xf32>, memref<8x16xf32>) outs(%c : memref<4x16xf32>)
  return
}

// -----

// Channels that fill no vector get a shorter one; bytes are extended once.
// CHECK-LABEL: func @odd_channels
func.func @odd_channels(%x: memref<1x6x6x2xi8>, %w: memref<3x3x2x21xi8>, %y: memref<1x4x4x21xi32>) {
  // CHECK: scf.for
  // CHECK: scf.for {{.*}} iter_args
  // CHECK: memref.load %{{.*}} : memref<72xi8>
  // CHECK: vector.load %{{.*}} : memref<378xi8>, vector<16xi8>
  // CHECK: arith.extsi %{{.*}} : i8 to i32
  // CHECK: arith.extsi %{{.*}} : vector<16xi8> to vector<16xi32>
  // CHECK: arith.muli %{{.*}} : vector<16xi32>
  // CHECK: vector.load %{{.*}} : memref<378xi8>, vector<5xi8>
  linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>}
    ins(%x, %w : memref<1x6x6x2xi8>, memref<3x3x2x21xi8>) outs(%y : memref<1x4x4x21xi32>)
  return
}

// -----

// Elementwise operations on contiguous buffers lose their shape; exact floats
// stay exact.
// CHECK-LABEL: func @elementwise
func.func @elementwise(%x: memref<2x3x5xf32>, %y: memref<2x3x5xf32>) {
  // CHECK: vector.load %{{.*}} : memref<30xf32>, vector<16xf32>
  // CHECK: arith.addf %{{[a-z0-9_]*}}, %{{[a-z0-9_]*}} : vector<16xf32>
  // CHECK: vector.load %{{.*}} : memref<30xf32>, vector<14xf32>
  linalg.generic {indexing_maps = [affine_map<(a, b, c) -> (a, b, c)>, affine_map<(a, b, c) -> (a, b, c)>],
                  iterator_types = ["parallel", "parallel", "parallel"]}
    ins(%x : memref<2x3x5xf32>) outs(%y : memref<2x3x5xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = arith.addf %in, %in : f32
    linalg.yield %0 : f32
  }
  return
}

// -----

// Pooling keeps its maxima in registers.
// CHECK-LABEL: func @pool
func.func @pool(%x: memref<1x4x4x8xf32>, %k: memref<2x2xf32>, %y: memref<1x2x2x8xf32>) {
  // CHECK: scf.for {{.*}} iter_args
  // CHECK: arith.maximumf %{{.*}} : vector<8xf32>
  linalg.pooling_nhwc_max {dilations = dense<1> : tensor<2xi64>, strides = dense<2> : tensor<2xi64>}
    ins(%x, %k : memref<1x4x4x8xf32>, memref<2x2xf32>) outs(%y : memref<1x2x2x8xf32>)
  return
}

// -----

// A transpose reads across the vector: left to the loops.
// CHECK-LABEL: func @transpose
func.func @transpose(%x: memref<4x8xf32>, %y: memref<8x4xf32>) {
  // CHECK: linalg.transpose
  linalg.transpose ins(%x : memref<4x8xf32>) outs(%y : memref<8x4xf32>) permutation = [1, 0]
  return
}
