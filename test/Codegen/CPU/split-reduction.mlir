// RUN: compress-opt %s --split-input-file --compress-emit-kernels="isa=avx2" --canonicalize | FileCheck %s

// Sums over 17 images of 200 KB: two images at a time, then one. What comes
// after the sum is left for the end.
// CHECK-LABEL: func @images
// CHECK: linalg.fill ins(%{{.*}} : f32) outs(%[[DW:.*]] : memref<32x1x1x32xf32>)
// CHECK: scf.for %[[N:.*]] = %{{.*}} to %{{.*}} step %{{.*}} {
// CHECK-NEXT: memref.subview %{{.*}}[%[[N]], 0, 0, 0] [2, 28, 28, 32] [1, 1, 1, 1]
// CHECK: memref.subview %{{.*}}[16, 0, 0, 0] [1, 28, 28, 32] [1, 1, 1, 1]
// CHECK: linalg.generic
// CHECK-SAME: outs(%[[DW]] : memref<32x1x1x32xf32>)
// CHECK: math.absf
func.func @images(%dy: memref<17x28x28x32xf32>, %x: memref<17x28x28x32xf32>, %dw: memref<32x1x1x32xf32>) {
  compress.kernel "k" #compress.conv_weight_grad<kernel = [1, 1], stride = [1, 1], dilation = [1, 1]>
      ins(%dy, %x : memref<17x28x28x32xf32>, memref<17x28x28x32xf32>) outs(%dw : memref<32x1x1x32xf32>) {
  ^bb0(%sum: f32):
    %0 = math.absf %sum : f32
    compress.yield %0 : f32
  }
  return
}

// -----

// Images that are large themselves: some rows at a time. The rows of the image
// follow those of the gradient at the stride of the window.
// CHECK-LABEL: func @rows
// CHECK: linalg.fill
// CHECK: scf.for %[[N:.*]] = %
// CHECK: scf.for %[[Y:.*]] = %
// CHECK: memref.subview %{{.*}}[%[[N]], %[[Y]], 0, 0] [1, 11, 64, 32] [1, 1, 1, 1]
// CHECK: memref.subview %{{.*}}[%[[N]], %{{.*}}, 0, 0] [1, 23, 129, 32] [1, 1, 1, 1]
// CHECK-NOT: linalg.generic
// CHECK: return
func.func @rows(%dy: memref<2x64x64x32xf32>, %x: memref<2x129x129x32xf32>, %dw: memref<32x3x3x32xf32>) {
  compress.kernel "k" #compress.conv_weight_grad<kernel = [3, 3], stride = [2, 2], dilation = [1, 1]>
      ins(%dy, %x : memref<2x64x64x32xf32>, memref<2x129x129x32xf32>) outs(%dw : memref<32x3x3x32xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

// What fits is summed up at once.
// CHECK-LABEL: func @fits
// CHECK-NOT: linalg.fill
func.func @fits(%dy: memref<2x8x8x32xf32>, %x: memref<2x8x8x32xf32>, %dw: memref<32x1x1x32xf32>) {
  compress.kernel "k" #compress.conv_weight_grad<kernel = [1, 1], stride = [1, 1], dilation = [1, 1]>
      ins(%dy, %x : memref<2x8x8x32xf32>, memref<2x8x8x32xf32>) outs(%dw : memref<32x1x1x32xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}
