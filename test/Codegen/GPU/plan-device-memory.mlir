// RUN: compress-opt %s --compress-plan-device-memory | FileCheck %s

// Weights in order, each from a multiple of 256. The first and the third buffer
// are never in use at once; the second is in use with both. A view keeps its
// buffer in use.
// CHECK-LABEL: func.func @chain
// CHECK-SAME: %arg1: memref<3xf32> {compress.offset = 0 : i64, compress.weight = dense<1.000000e+00> : tensor<3xf32>}
// CHECK-SAME: %arg2: memref<5xi8> {compress.offset = 256 : i64, compress.weight = dense<1> : tensor<5xi8>}
// CHECK-SAME: attributes {compress.arena_bytes = 1024 : i64, compress.weight_bytes = 512 : i64}
// CHECK: memref.alloc() {compress.offset = 0 : i64} : memref<100xf32>
// CHECK: memref.alloc() {compress.offset = 512 : i64} : memref<10x10xf32>
// CHECK: memref.alloc() {compress.offset = 0 : i64} : memref<100xf32>
func.func @chain(%x: memref<100xf32>, %v: memref<3xf32> {compress.weight = dense<1.0> : tensor<3xf32>},
                 %w: memref<5xi8> {compress.weight = dense<1> : tensor<5xi8>}, %y: memref<100xf32>) {
  %a = memref.alloc() : memref<100xf32>
  %b = memref.alloc() : memref<10x10xf32>
  %c = memref.alloc() : memref<100xf32>
  %flat = memref.collapse_shape %b [[0, 1]] : memref<10x10xf32> into memref<100xf32>
  linalg.copy ins(%x : memref<100xf32>) outs(%a : memref<100xf32>)
  linalg.copy ins(%a : memref<100xf32>) outs(%flat : memref<100xf32>)
  linalg.copy ins(%flat : memref<100xf32>) outs(%c : memref<100xf32>)
  linalg.copy ins(%c : memref<100xf32>) outs(%y : memref<100xf32>)
  return
}

// An allocation that nobody uses takes no place.
// CHECK-LABEL: func.func @unused
// CHECK-SAME: compress.arena_bytes = 0 : i64
func.func @unused() {
  %a = memref.alloc() : memref<100xf32>
  return
}
