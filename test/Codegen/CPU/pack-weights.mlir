// RUN: compress-opt %s --split-input-file --compress-pack-weights | FileCheck %s

// Weights start at multiples of 64 bytes and 64 bytes follow the last one.
// Other arguments stay in order; results overlap nothing.
// CHECK-LABEL: func @main
// CHECK-SAME: (%[[BLOB:.*]]: memref<320xi8> {compress.blob, llvm.align = 64 : i64, llvm.noalias, llvm.readonly},
// CHECK-SAME: %[[X:[a-z0-9]+]]: memref<20xf32>, %[[Z:[a-z0-9]+]]: memref<4xi8>,
// CHECK-SAME: %[[Y:[a-z0-9]+]]: memref<20xf32> {bufferize.result, llvm.noalias})
// CHECK-SAME: compress.weight_bytes = 320 : i64
// CHECK-SAME: compress.weights = [
// CHECK-SAME: {name = "w", offset = 0 : i64, value = dense<2.000000e+00> : tensor<20xf32>},
// CHECK-SAME: {offset = 128 : i64, value = dense<1> : tensor<4xi8>},
// CHECK-SAME: {offset = 192 : i64, value = dense<true> : tensor<8xi1>}]
func.func @main(%x: memref<20xf32>,
                %w: memref<20xf32> {compress.name = "w", compress.weight = dense<2.0> : tensor<20xf32>},
                %z: memref<4xi8>,
                %v: memref<4xi8> {compress.weight = dense<1> : tensor<4xi8>},
                %m: memref<8xi1> {compress.weight = dense<true> : tensor<8xi1>},
                %y: memref<20xf32> {bufferize.result}) {
  // CHECK: %[[C0:.*]] = arith.constant 0 : index
  // CHECK: %[[W:.*]] = memref.view %[[BLOB]][%[[C0]]][] : memref<320xi8> to memref<20xf32>
  // CHECK: %[[C128:.*]] = arith.constant 128 : index
  // CHECK: %[[V:.*]] = memref.view %[[BLOB]][%[[C128]]][] : memref<320xi8> to memref<4xi8>
  // CHECK: linalg.add ins(%[[X]], %[[W]]
  linalg.add ins(%x, %w : memref<20xf32>, memref<20xf32>) outs(%y : memref<20xf32>)
  // CHECK: memref.copy %[[V]], %[[Z]]
  memref.copy %v, %z : memref<4xi8> to memref<4xi8>
  return
}

// -----

// No weights: the signature is the same all the same.
// CHECK-LABEL: func @none(
// CHECK-SAME: %arg0: memref<0xi8> {compress.blob
// CHECK-SAME: compress.weight_bytes = 0 : i64, compress.weights = []
func.func @none(%x: memref<4xf32>) {
  return
}
