// RUN: compress-opt %s --split-input-file --compress-vectorize-reductions="vector-bits=512" --canonicalize | FileCheck %s

// Four partial maxima per row, the last two vectors of 62, and a short one.
// CHECK-LABEL: func @rows
func.func @rows(%x: memref<8x1000xf32>, %y: memref<8xf32>) {
  // CHECK: scf.for
  // CHECK: %[[INIT:.*]] = memref.load %arg1
  // CHECK-COUNT-4: vector.load %arg0{{.*}} vector<16xf32>
  // CHECK: scf.for %{{.*}} = %c64 to %c960 step %c64 iter_args
  // CHECK-COUNT-4: arith.maximumf %{{.*}} : vector<16xf32>
  // CHECK: scf.yield
  // CHECK-COUNT-2: vector.load %arg0{{.*}} vector<16xf32>
  // CHECK: %[[ROW:.*]] = vector.reduction <maximumf>, %{{.*}}, %[[INIT]] fastmath<reassoc> : vector<16xf32> into f32
  // CHECK: vector.load %arg0{{.*}} vector<8xf32>
  // CHECK: vector.reduction <maximumf>, %{{.*}}, %[[ROW]] fastmath<reassoc> : vector<8xf32> into f32
  // CHECK-NOT: linalg
  linalg.reduce {arith.maximumf} ins(%x : memref<8x1000xf32>) outs(%y : memref<8xf32>) dimensions = [1]
  return
}

// -----

// Fewer entries than lanes.
// CHECK-LABEL: func @short
func.func @short(%x: memref<3x5xi32>, %y: memref<3xi32>) {
  // CHECK: vector.load %arg0{{.*}} vector<5xi32>
  // CHECK: vector.reduction <add>, %{{.*}} : vector<5xi32> into i32
  linalg.reduce {arith.addi} ins(%x : memref<3x5xi32>) outs(%y : memref<3xi32>) dimensions = [1]
  return
}

// -----

// Another dimension, and arithmetic before the sum, stay.
// CHECK-LABEL: func @others
func.func @others(%x: memref<3x5xi32>, %y: memref<5xi32>, %z: memref<3xi32>) {
  // CHECK: linalg.reduce
  linalg.reduce {arith.addi} ins(%x : memref<3x5xi32>) outs(%y : memref<5xi32>) dimensions = [0]
  // CHECK: linalg.reduce
  linalg.reduce ins(%x : memref<3x5xi32>) outs(%z : memref<3xi32>) dimensions = [1]
    (%in: i32, %init: i32) {
      %0 = arith.muli %in, %in : i32
      %1 = arith.addi %0, %init : i32
      linalg.yield %1 : i32
    }
  return
}
