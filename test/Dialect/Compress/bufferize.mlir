// RUN: compress-opt %s --one-shot-bufferize="bufferize-function-boundaries function-boundary-type-conversion=identity-layout-map" --canonicalize --cse --split-input-file | FileCheck %s

// Kernels write where their results are wanted, and read inputs where they are:
// the first one writes into the inside of a padded buffer. Nothing is copied.
// CHECK-LABEL: func @chain
// CHECK-SAME: (%[[X:.*]]: memref<1x4x4x8xf32>, %[[W:.*]]: memref<1x1x1x8x8x1xf32>, %[[V:.*]]: memref<1x1x3x24x8x1xf32>, %[[B:.*]]: memref<8xf32>)
// CHECK-NOT: memref.copy
// CHECK: %[[PAD:.*]] = memref.alloc() {{.*}} : memref<1x6x6x8xf32>
// CHECK: linalg.fill
// CHECK: %[[IN:.*]] = memref.subview %[[PAD]][0, 1, 1, 0] [1, 4, 4, 8] [1, 1, 1, 1]
// CHECK: compress.kernel "a"
// CHECK-SAME: ins(%[[X]], %[[W]] : memref<1x4x4x8xf32>, memref<1x1x1x8x8x1xf32>) bias(%[[B]] : memref<8xf32>) outs(%[[IN]] :
// CHECK-NEXT: ^bb0(%[[SUM:.*]]: f32):
// CHECK: compress.yield
// CHECK: %[[OUT:.*]] = memref.alloc() {{.*}} : memref<1x4x4x8xf32>
// CHECK: compress.kernel "b"
// CHECK-SAME: ins(%[[PAD]], %[[V]] : memref<1x6x6x8xf32>, {{.*}}) epilogue(%[[X]] : memref<1x4x4x8xf32>) outs(%[[OUT]] : memref<1x4x4x8xf32>) attributes {my.note}
// CHECK-NOT: memref.copy
// CHECK: return %[[OUT]]
func.func @chain(%x: tensor<1x4x4x8xf32> {bufferization.writable = false}, %w: tensor<1x1x1x8x8x1xf32>, %v: tensor<1x1x3x24x8x1xf32>, %b: tensor<8xf32>) -> tensor<1x4x4x8xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = bufferization.alloc_tensor() : tensor<1x6x6x8xf32>
  %1 = linalg.fill ins(%zero : f32) outs(%0 : tensor<1x6x6x8xf32>) -> tensor<1x6x6x8xf32>
  %2 = tensor.extract_slice %1[0, 1, 1, 0] [1, 4, 4, 8] [1, 1, 1, 1] : tensor<1x6x6x8xf32> to tensor<1x4x4x8xf32>
  %3 = compress.kernel "a" #compress.conv<kernel = [1, 1], stride = [1, 1], dilation = [1, 1]>
         ins(%x, %w : tensor<1x4x4x8xf32>, tensor<1x1x1x8x8x1xf32>) bias(%b : tensor<8xf32>) outs(%2 : tensor<1x4x4x8xf32>) {
  ^bb0(%sum: f32):
    %relu = arith.maximumf %sum, %zero : f32
    compress.yield %relu : f32
  } -> tensor<1x4x4x8xf32>
  %4 = tensor.insert_slice %3 into %1[0, 1, 1, 0] [1, 4, 4, 8] [1, 1, 1, 1] : tensor<1x4x4x8xf32> into tensor<1x6x6x8xf32>
  %5 = bufferization.alloc_tensor() : tensor<1x4x4x8xf32>
  %6 = compress.kernel "b" #compress.conv<kernel = [3, 3], stride = [1, 1], dilation = [1, 1]>
         ins(%4, %v : tensor<1x6x6x8xf32>, tensor<1x1x3x24x8x1xf32>) epilogue(%x : tensor<1x4x4x8xf32>) outs(%5 : tensor<1x4x4x8xf32>) attributes {my.note} {
  ^bb0(%sum: f32, %residual: f32):
    %sum2 = arith.addf %sum, %residual : f32
    compress.yield %sum2 : f32
  } -> tensor<1x4x4x8xf32>
  return %6 : tensor<1x4x4x8xf32>
}

// -----

// Where the old value of `outs` is still wanted, or must not be written, the
// result gets a buffer of its own; its old entries are not copied into it.
// CHECK-LABEL: func @conflict
// CHECK-SAME: (%[[X:.*]]: memref<1x4xf32>, %[[W:.*]]: memref<1x1x1x4x4x1xf32>)
// CHECK: %[[OUT:.*]] = memref.alloc() {{.*}} : memref<1x4xf32>
// CHECK-NOT: memref.copy
// CHECK: compress.kernel "k" {{.*}} outs(%[[OUT]] : memref<1x4xf32>)
func.func @conflict(%x: tensor<1x4xf32> {bufferization.writable = false}, %w: tensor<1x1x1x4x4x1xf32>) -> tensor<1x4xf32> {
  %0 = compress.kernel "k" #compress.matmul ins(%x, %w : tensor<1x4xf32>, tensor<1x1x1x4x4x1xf32>) outs(%x : tensor<1x4xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  } -> tensor<1x4xf32>
  return %0 : tensor<1x4xf32>
}

// -----

// A kernel with results cannot read its input from where it writes.
// CHECK-LABEL: func @own_input
// CHECK-SAME: (%[[X:.*]]: memref<1x4xf32>, %[[W:.*]]: memref<1x1x1x4x4x1xf32>)
// CHECK: %[[OUT:.*]] = memref.alloc()
// CHECK: compress.kernel "k" {{.*}} ins(%[[X]], %{{.*}} outs(%[[OUT]] :
func.func @own_input(%x: tensor<1x4xf32>, %w: tensor<1x1x1x4x4x1xf32>) -> tensor<1x4xf32> {
  %0 = compress.kernel "k" #compress.matmul ins(%x, %w : tensor<1x4xf32>, tensor<1x1x1x4x4x1xf32>) outs(%x : tensor<1x4xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  } -> tensor<1x4xf32>
  return %0 : tensor<1x4xf32>
}

// -----

// A slice of channels is no image that a row of a window can be read from in one
// go: it is copied. A window of one column reads it where it is.
// CHECK-LABEL: func @slice
// CHECK: %[[SLICE:.*]] = memref.subview %{{.*}}[0, 0, 0, 2]
// CHECK: %[[COPY:.*]] = memref.alloc() : memref<1x4x4x2xf32>
// CHECK: memref.copy %[[SLICE]], %[[COPY]]
// CHECK: compress.kernel "wide" {{.*}} ins(%[[COPY]],
// CHECK: compress.kernel "narrow" {{.*}} ins(%[[SLICE]],
func.func @slice(%x: tensor<1x4x4x4xf32>, %w: tensor<1x1x1x4x4x1xf32>, %v: tensor<1x1x2x2x4x1xf32>) -> (tensor<1x4x3x3xf32>, tensor<1x3x4x3xf32>) {
  %0 = tensor.extract_slice %x[0, 0, 0, 2] [1, 4, 4, 2] [1, 1, 1, 1] : tensor<1x4x4x4xf32> to tensor<1x4x4x2xf32>
  %e = tensor.empty() : tensor<1x4x3x3xf32>
  %1 = compress.kernel "wide" #compress.conv<kernel = [1, 2], stride = [1, 1], dilation = [1, 1]> ins(%0, %w : tensor<1x4x4x2xf32>, tensor<1x1x1x4x4x1xf32>) outs(%e : tensor<1x4x3x3xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  } -> tensor<1x4x3x3xf32>
  %f = tensor.empty() : tensor<1x3x4x3xf32>
  %2 = compress.kernel "narrow" #compress.conv<kernel = [2, 1], stride = [1, 1], dilation = [1, 1]> ins(%0, %v : tensor<1x4x4x2xf32>, tensor<1x1x2x2x4x1xf32>) outs(%f : tensor<1x3x4x3xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  } -> tensor<1x3x4x3xf32>
  return %1, %2 : tensor<1x4x3x3xf32>, tensor<1x3x4x3xf32>
}
