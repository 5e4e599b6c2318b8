// RUN: compress-opt %s --compress-convert-copies-to-linalg | FileCheck %s

// Only the strided copy is converted; the other one becomes memcpy.
// CHECK-LABEL: func @copies
func.func @copies(%a: memref<4x4xf32, strided<[8, 1]>>, %b: memref<4x4xf32>, %c: memref<4x4xf32>) {
  // CHECK: linalg.generic {{.*}} ins(%{{.*}} : memref<4x4xf32, strided<[8, 1]>>) outs(%{{.*}} : memref<4x4xf32>)
  memref.copy %a, %b : memref<4x4xf32, strided<[8, 1]>> to memref<4x4xf32>
  // CHECK: memref.copy
  memref.copy %b, %c : memref<4x4xf32> to memref<4x4xf32>
  return
}

// CHECK-LABEL: func @to_itself
func.func @to_itself(%a: memref<4x4xf32, strided<[8, 1]>>) {
  // CHECK-NOT: linalg.generic
  // CHECK-NOT: memref.copy
  // CHECK: return
  memref.copy %a, %a : memref<4x4xf32, strided<[8, 1]>> to memref<4x4xf32, strided<[8, 1]>>
  return
}
