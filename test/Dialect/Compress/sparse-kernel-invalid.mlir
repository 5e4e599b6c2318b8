// What #compress.sparse refuses.
// RUN: compress-opt %s -split-input-file -verify-diagnostics

// expected-error @+1 {{expected a block and a pitch of 1 or more, got 0 and 3}}
module attributes {a.a = #compress.sparse<block = 0, pitch = 3>} {}

// -----

func.func @rank_of_outs(%x: memref<1x64xf32>, %w: memref<3x4x1xf32>, %o: memref<3x1xi32>, %s: memref<3xi32>, %y: memref<2x5x8xf32>) {
  // expected-error @+1 {{expected 'outs' of rank 4, got 'memref<2x5x8xf32>'}}
  compress.kernel "k" #compress.sparse<block = 4, pitch = 6> ins(%x, %w : memref<1x64xf32>, memref<3x4x1xf32>) tables(%o, %s : memref<3x1xi32>, memref<3xi32>) outs(%y : memref<2x5x8xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

func.func @images(%x: memref<2x64xf32>, %w: memref<3x4x1xf32>, %o: memref<3x1xi32>, %s: memref<3xi32>, %y: memref<1x2x5x8xf32>) {
  // expected-error @+1 {{expected planes of 1 images as input, got 'memref<2x64xf32>'}}
  compress.kernel "k" #compress.sparse<block = 4, pitch = 6> ins(%x, %w : memref<2x64xf32>, memref<3x4x1xf32>) tables(%o, %s : memref<3x1xi32>, memref<3xi32>) outs(%y : memref<1x2x5x8xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

func.func @channels(%x: memref<1x64xf32>, %w: memref<3x4x1xf32>, %o: memref<3x1xi32>, %s: memref<3xi32>, %y: memref<1x2x5x6xf32>) {
  // expected-error @+1 {{expected channels in groups of 4, got 6}}
  compress.kernel "k" #compress.sparse<block = 4, pitch = 6> ins(%x, %w : memref<1x64xf32>, memref<3x4x1xf32>) tables(%o, %s : memref<3x1xi32>, memref<3xi32>) outs(%y : memref<1x2x5x6xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

func.func @width(%x: memref<1x64xf32>, %w: memref<3x4x1xf32>, %o: memref<3x1xi32>, %s: memref<3xi32>, %y: memref<1x2x5x8xf32>) {
  // expected-error @+1 {{expected rows of at most 4 pixels, got 5}}
  compress.kernel "k" #compress.sparse<block = 4, pitch = 4> ins(%x, %w : memref<1x64xf32>, memref<3x4x1xf32>) tables(%o, %s : memref<3x1xi32>, memref<3xi32>) outs(%y : memref<1x2x5x8xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

func.func @rank_of_weight(%x: memref<1x64xf32>, %w: memref<3x4xf32>, %o: memref<3x1xi32>, %s: memref<3xi32>, %y: memref<1x2x5x8xf32>) {
  // expected-error @+1 {{expected a weight of rank 3, got 'memref<3x4xf32>'}}
  compress.kernel "k" #compress.sparse<block = 4, pitch = 6> ins(%x, %w : memref<1x64xf32>, memref<3x4xf32>) tables(%o, %s : memref<3x1xi32>, memref<3xi32>) outs(%y : memref<1x2x5x8xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

func.func @no_tables(%x: memref<1x64xf32>, %w: memref<3x4x1xf32>, %o: memref<3x1xi32>, %s: memref<3xi32>, %y: memref<1x2x5x8xf32>) {
  // expected-error @+1 {{expected tables of offsets and starts}}
  compress.kernel "k" #compress.sparse<block = 4, pitch = 6> ins(%x, %w : memref<1x64xf32>, memref<3x4x1xf32>) outs(%y : memref<1x2x5x8xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

func.func @shape_of_weight(%x: memref<1x64xf32>, %w: memref<3x2x1xf32>, %o: memref<3x1xi32>, %s: memref<3xi32>, %y: memref<1x2x5x8xf32>) {
  // expected-error @+1 {{expected a weight of shape [3, 4, 1], got 'memref<3x2x1xf32>'}}
  compress.kernel "k" #compress.sparse<block = 4, pitch = 6> ins(%x, %w : memref<1x64xf32>, memref<3x2x1xf32>) tables(%o, %s : memref<3x1xi32>, memref<3xi32>) outs(%y : memref<1x2x5x8xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

func.func @shape_of_offsets(%x: memref<1x64xf32>, %w: memref<3x4x1xf32>, %o: memref<4x1xi32>, %s: memref<3xi32>, %y: memref<1x2x5x8xf32>) {
  // expected-error @+1 {{expected offsets of shape [3, 1], got 'memref<4x1xi32>'}}
  compress.kernel "k" #compress.sparse<block = 4, pitch = 6> ins(%x, %w : memref<1x64xf32>, memref<3x4x1xf32>) tables(%o, %s : memref<4x1xi32>, memref<3xi32>) outs(%y : memref<1x2x5x8xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

func.func @shape_of_starts(%x: memref<1x64xf32>, %w: memref<3x4x1xf32>, %o: memref<3x1xi32>, %s: memref<2xi32>, %y: memref<1x2x5x8xf32>) {
  // expected-error @+1 {{expected starts of shape [3], got 'memref<2xi32>'}}
  compress.kernel "k" #compress.sparse<block = 4, pitch = 6> ins(%x, %w : memref<1x64xf32>, memref<3x4x1xf32>) tables(%o, %s : memref<3x1xi32>, memref<2xi32>) outs(%y : memref<1x2x5x8xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

func.func @type_of_offsets(%x: memref<1x64xf32>, %w: memref<3x4x1xf32>, %o: memref<3x1xi8>, %s: memref<3xi32>, %y: memref<1x2x5x8xf32>) {
  // expected-error @+1 {{expected offsets of i16 or i32 and starts of i32, got 'memref<3x1xi8>' and 'memref<3xi32>'}}
  compress.kernel "k" #compress.sparse<block = 4, pitch = 6> ins(%x, %w : memref<1x64xf32>, memref<3x4x1xf32>) tables(%o, %s : memref<3x1xi8>, memref<3xi32>) outs(%y : memref<1x2x5x8xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

func.func @stride(%x: memref<1x64xf32>, %w: memref<3x4x1xf32>, %o: memref<3x1xi32>, %s: memref<3xi32>, %y: memref<1x2x5x8xf32, strided<[160, 80, 16, 2]>>) {
  // expected-error @+1 {{expected adjacent entries in the last dimension of operand #4}}
  compress.kernel "k" #compress.sparse<block = 4, pitch = 6> ins(%x, %w : memref<1x64xf32>, memref<3x4x1xf32>) tables(%o, %s : memref<3x1xi32>, memref<3xi32>) outs(%y : memref<1x2x5x8xf32, strided<[160, 80, 16, 2]>>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}
