// RUN: compress-opt %s --compress-map-to-gpu --split-input-file --verify-diagnostics

func.func @dynamic(%x: memref<?xf32>, %y: memref<?xf32>) {
  // expected-error@+1 {{'linalg.exp' op has an operand of dynamic shape, 'memref<?xf32>'; code is generated for static shapes only, give the function's arguments static types}}
  linalg.exp ins(%x : memref<?xf32>) outs(%y : memref<?xf32>)
  return
}

// -----

func.func @strided(%x: memref<4x4xf32, strided<[8, 1]>>, %y: memref<4x4xf32>) {
  // expected-error@+1 {{'linalg.exp' op uses a buffer that is not contiguous, 'memref<4x4xf32, strided<[8, 1]>>'; bufferize with identity layouts at function boundaries}}
  linalg.exp ins(%x : memref<4x4xf32, strided<[8, 1]>>) outs(%y : memref<4x4xf32>)
  return
}

// -----

func.func @large(%x: memref<65536x65536xi8>, %y: memref<65536x65536xi8>) {
  // expected-error@+1 {{'linalg.copy' op uses a buffer of 4294967296 entries; kernels number them with 32 bits, make the batch smaller}}
  linalg.copy ins(%x : memref<65536x65536xi8>) outs(%y : memref<65536x65536xi8>)
  return
}

// -----

func.func @tensors(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{'linalg.exp' op works on tensors; bufferize the function first}}
  %y = linalg.exp ins(%x : tensor<4xf32>) outs(%x : tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

func.func @race(%x: memref<4x8xf32>, %y: memref<4xf32>) {
  // expected-error@+1 {{'linalg.generic' op writes an entry from several iterations of parallel loop 1; make it a reduction loop}}
  linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>], iterator_types = ["parallel", "parallel"]}
      ins(%x : memref<4x8xf32>) outs(%y : memref<4xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  return
}

// -----

func.func @loop(%x: memref<4xf32>, %v: f32) {
  %c0 = arith.constant 0 : index
  // expected-error@+1 {{'memref.store' op has no form on a GPU; only linalg operations and copies become kernels, run this part on the CPU}}
  memref.store %v, %x[%c0] : memref<4xf32>
  return
}

// -----

// expected-error@+1 {{'func.func' op has control flow; only straight code becomes kernels}}
func.func @branch(%c: i1) {
  cf.cond_br %c, ^bb1, ^bb2
^bb1:
  return
^bb2:
  return
}
