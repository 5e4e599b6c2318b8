// What #compress.sparse_rows refuses; its tables are checked as those of
// #compress.sparse.
// RUN: compress-opt %s -split-input-file -verify-diagnostics

// expected-error @+1 {{expected a block, a tile and a depth of 1 or more, got 1, 0 and 3}}
module attributes {a.a = #compress.sparse_rows<block = 1, tile = 0, depth = 3>} {}

// -----

func.func @rank_of_outs(%x: memref<8xf32>, %w: memref<3x1x1xf32>, %o: memref<3x1xi32>, %s: memref<9xi32>, %y: memref<8xf32>) {
  // expected-error @+1 {{expected 'outs' of rank 2 or more, got 'memref<8xf32>'}}
  compress.kernel "k" #compress.sparse_rows<block = 1, tile = 8, depth = 16> ins(%x, %w : memref<8xf32>, memref<3x1x1xf32>) tables(%o, %s : memref<3x1xi32>, memref<9xi32>) outs(%y : memref<8xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

func.func @pixels(%x: memref<4x16xf32>, %w: memref<3x1x1xf32>, %o: memref<3x1xi32>, %s: memref<9xi32>, %y: memref<5x8xf32>) {
  // expected-error @+1 {{expected as many pixels in input and result, got 'memref<4x16xf32>' and 'memref<5x8xf32>'}}
  compress.kernel "k" #compress.sparse_rows<block = 1, tile = 8, depth = 16> ins(%x, %w : memref<4x16xf32>, memref<3x1x1xf32>) tables(%o, %s : memref<3x1xi32>, memref<9xi32>) outs(%y : memref<5x8xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

func.func @starts_of_two_slices(%x: memref<4x17xf32>, %w: memref<3x1x1xf32>, %o: memref<3x1xi32>, %s: memref<9xi32>, %y: memref<4x8xf32>) {
  // expected-error @+1 {{expected starts of shape [17], got 'memref<9xi32>'}}
  compress.kernel "k" #compress.sparse_rows<block = 1, tile = 8, depth = 16> ins(%x, %w : memref<4x17xf32>, memref<3x1x1xf32>) tables(%o, %s : memref<3x1xi32>, memref<9xi32>) outs(%y : memref<4x8xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}
