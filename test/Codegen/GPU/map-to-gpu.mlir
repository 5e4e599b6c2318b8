// RUN: compress-opt %s --split-input-file --compress-map-to-gpu --canonicalize | FileCheck %s
// RUN: compress-opt %s --split-input-file --compress-map-to-gpu --remarks-filter=compress-map-to-gpu --remark-format=emitRemark 2>&1 | FileCheck %s --check-prefix=REMARK

// A tile of 32x32 results by 128 threads; factors in shared memory.
// CHECK-LABEL: func.func @matmul
// CHECK: gpu.launch blocks({{[^)]*}}) in (%{{[^ ]*}} = %c8, %{{[^ ]*}} = %c8, %{{[^ ]*}} = %c1)
// CHECK-SAME: threads({{[^)]*}}) in (%{{[^ ]*}} = %c128, %{{[^ ]*}} = %c1, %{{[^ ]*}} = %c1)
// CHECK-SAME: function(@matmul_0_matmul)
// CHECK-SAME: workgroup(%[[A:[a-z0-9]+]] : memref<16x17xvector<2xf32>, #gpu.address_space<workgroup>>, %[[B:[a-z0-9]+]] : memref<16x8xvector<4xf32>, #gpu.address_space<workgroup>>)
// CHECK: scf.for
// CHECK: memref.store {{.*}}, %[[A]]
// CHECK: memref.store {{.*}}, %[[B]]
// CHECK: gpu.barrier
// CHECK: scf.for
// CHECK-COUNT-8: arith.addf {{.*}} fastmath<contract>
// CHECK: gpu.barrier
// CHECK-NOT: linalg
// REMARK: remark: {{.*}}kernel{{.*}}tile 32x32x16, 2x4 per thread
func.func @matmul(%a: memref<256x100xf32>, %b: memref<100x256xf32>, %c: memref<256x256xf32>) {
  linalg.matmul ins(%a, %b : memref<256x100xf32>, memref<100x256xf32>) outs(%c : memref<256x256xf32>)
  return
}

// -----

// Signed bytes are multiplied by four.
// CHECK-LABEL: func.func @bytes
// CHECK: workgroup({{.*}}xvector<{{.*}}xi32>
// CHECK: vector.reduction <add>, %{{.*}}, %{{.*}} : vector<4xi32> into i32
func.func @bytes(%a: memref<64x30xi8>, %b: memref<30x64xi8>, %c: memref<64x64xi32>) {
  linalg.matmul ins(%a, %b : memref<64x30xi8>, memref<30x64xi8>) outs(%c : memref<64x64xi32>)
  return
}

// -----

// Eight threads share each sum of a dense layer at batch 1.
// CHECK-LABEL: func.func @dense
// CHECK: gpu.launch blocks({{[^)]*}}) in (%{{[^ ]*}} = %c2, %{{[^ ]*}} = %c1, %{{[^ ]*}} = %c1)
// CHECK-SAME: threads({{[^)]*}}) in (%{{[^ ]*}} = %c32, %{{[^ ]*}} = %c8, %{{[^ ]*}} = %c1)
// CHECK: scf.for %{{.*}} = %{{.*}} to %c320 step %c8
// CHECK: gpu.barrier
// REMARK: remark: {{.*}}8 threads per sum
func.func @dense(%a: memref<1x320xf32>, %b: memref<320x50xf32>, %c: memref<1x50xf32>) {
  linalg.matmul ins(%a, %b : memref<1x320xf32>, memref<320x50xf32>) outs(%c : memref<1x50xf32>)
  return
}

// -----

// First value, padding, sum and activation: one kernel, two buffers fewer.
#all = affine_map<(n, y, x, c) -> (n, y, x, c)>
// CHECK-LABEL: func.func @fused
// CHECK-NOT: memref.alloc
// CHECK-COUNT-1: gpu.launch
// CHECK: memref.load %arg2
// CHECK: arith.cmpi ult
// CHECK: arith.maximumf
// CHECK: memref.store {{.*}}, %arg3
// CHECK-NOT: gpu.launch
// CHECK: return
// REMARK: remark: {{.*}}a thread per result
func.func @fused(%x: memref<1x8x8x16xf32>, %w: memref<3x3x16xf32>, %bias: memref<16xf32>, %y: memref<1x8x8x16xf32>) {
  %zero = arith.constant 0.0 : f32
  %padded = memref.alloc() : memref<1x10x10x16xf32>
  linalg.generic {indexing_maps = [#all], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      outs(%padded : memref<1x10x10x16xf32>) {
  ^bb0(%out: f32):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    %iy = linalg.index 1 : index
    %ix = linalg.index 2 : index
    %ic = linalg.index 3 : index
    %sy = arith.subi %iy, %c1 : index
    %sx = arith.subi %ix, %c1 : index
    %by = arith.cmpi ult, %sy, %c8 : index
    %bx = arith.cmpi ult, %sx, %c8 : index
    %in = arith.andi %by, %bx : i1
    %ty = arith.select %in, %sy, %c0 : index
    %tx = arith.select %in, %sx, %c0 : index
    %v = memref.load %x[%c0, %ty, %tx, %ic] : memref<1x8x8x16xf32>
    %r = arith.select %in, %v, %zero : f32
    linalg.yield %r : f32
  }
  %sum = memref.alloc() : memref<1x8x8x16xf32>
  linalg.broadcast ins(%bias : memref<16xf32>) outs(%sum : memref<1x8x8x16xf32>) dimensions = [0, 1, 2]
  linalg.depthwise_conv_2d_nhwc_hwc {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>}
    ins(%padded, %w : memref<1x10x10x16xf32>, memref<3x3x16xf32>) outs(%sum : memref<1x8x8x16xf32>)
  linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%sum : memref<1x8x8x16xf32>) outs(%y : memref<1x8x8x16xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.maximumf %in, %zero : f32
    linalg.yield %r : f32
  }
  return
}

// -----

// Nothing moves past a write of what it reads: the sum is read again later, and
// the input of the sum is overwritten before its activation.
#id = affine_map<(i) -> (i)>
// CHECK-LABEL: func.func @kept_apart
// CHECK-COUNT-4: gpu.launch
func.func @kept_apart(%x: memref<64x40xf32>, %b: memref<40xf32>, %y: memref<64xf32>, %z: memref<64xf32>) {
  %zero = arith.constant 0.0 : f32
  %sum = memref.alloc() : memref<64xf32>
  linalg.fill ins(%zero : f32) outs(%sum : memref<64xf32>)
  linalg.matvec ins(%x, %b : memref<64x40xf32>, memref<40xf32>) outs(%sum : memref<64xf32>)
  linalg.fill ins(%zero : f32) outs(%b : memref<40xf32>)
  linalg.exp ins(%sum : memref<64xf32>) outs(%y : memref<64xf32>)
  linalg.abs ins(%sum : memref<64xf32>) outs(%z : memref<64xf32>)
  return
}

// -----

// Views are taken inside of the kernel: arguments are whole buffers.
// CHECK-LABEL: func.func @views
// CHECK-NOT: memref.subview
// CHECK: gpu.launch
// CHECK: memref.subview %arg1
// CHECK: memref.store
func.func @views(%x: memref<4x4xf32>, %y: memref<8x8xf32>) {
  %part = memref.subview %y[2, 2] [4, 4] [1, 1] : memref<8x8xf32> to memref<4x4xf32, strided<[8, 1], offset: 18>>
  memref.copy %x, %part : memref<4x4xf32> to memref<4x4xf32, strided<[8, 1], offset: 18>>
  return
}

// -----

// Numbers that the host computes are arguments; nothing to do is no kernel.
// CHECK-LABEL: func.func @numbers
// CHECK-COUNT-1: gpu.launch
// CHECK: memref.store %arg2
// CHECK-NOT: gpu.launch
// CHECK: return
func.func @numbers(%x: memref<64xf32>, %none: memref<0xf32>, %v: f32) {
  linalg.fill ins(%v : f32) outs(%x : memref<64xf32>)
  linalg.fill ins(%v : f32) outs(%none : memref<0xf32>)
  return
}
