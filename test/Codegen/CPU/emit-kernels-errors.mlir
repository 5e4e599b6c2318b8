// RUN: compress-opt %s --split-input-file --verify-diagnostics --compress-emit-kernels="isa=avx2"

func.func @tensors(%x: tensor<1x3xf32>, %w: tensor<1x1x1x3x8x1xf32>, %y: tensor<1x4xf32>) -> tensor<1x4xf32> {
  // expected-error @+1 {{'compress.kernel' op is on tensors; kernels are written after bufferization}}
  %0 = compress.kernel "fc" #compress.matmul ins(%x, %w : tensor<1x3xf32>, tensor<1x1x1x3x8x1xf32>) outs(%y : tensor<1x4xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  } -> tensor<1x4xf32>
  return %0 : tensor<1x4xf32>
}

// -----

func.func @no_instruction(%x: memref<1x4xi8>, %w: memref<1x1x1x1x8x4xi8>, %y: memref<1x4xi32>) {
  // expected-error @+1 {{'compress.kernel' op multiplies 4 entries of type 'i8' at a time, for which isa=avx2 has no instruction}}
  compress.kernel "fc" #compress.matmul ins(%x, %w : memref<1x4xi8>, memref<1x1x1x1x8x4xi8>) outs(%y : memref<1x4xi32>) {
  ^bb0(%sum: i32):
    compress.yield %sum : i32
  }
  return
}

// -----

func.func @lanes(%x: memref<1x3xf32>, %w: memref<1x1x1x3x16x1xf32>, %y: memref<1x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op has weights in vectors of 16 entries, isa=avx2 computes 8 at a time}}
  compress.kernel "fc" #compress.matmul ins(%x, %w : memref<1x3xf32>, memref<1x1x1x3x16x1xf32>) outs(%y : memref<1x4xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

func.func @tile(%x: memref<4x16xf32>, %w: memref<3x1x1xf32>, %o: memref<3x1xi16>, %s: memref<9xi32>, %y: memref<4x8xf32>) {
  // expected-error @+1 {{'compress.kernel' op has tiles of 4 pixels and 16 channels, isa=avx2 computes 8 at a time}}
  compress.kernel "fc" #compress.sparse_rows<block = 1, tile = 4, depth = 16> ins(%x, %w : memref<4x16xf32>, memref<3x1x1xf32>) tables(%o, %s : memref<3x1xi16>, memref<9xi32>) outs(%y : memref<4x8xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}
