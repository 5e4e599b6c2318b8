// RUN: compress-opt %s --split-input-file --compress-outline-parallel-loops | FileCheck %s
// RUN: compress-opt %s --split-input-file --compress-outline-parallel-loops --remark-policy=all --remark-format=emitRemark --remarks-filter-missed="compress-outline-parallel-loops" -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

// Views of the arena and constants are computed again inside; the function gets
// the buffers in use only, with what LLVM may assume of them.
// CHECK-LABEL: func.func private @main_chunks(
// CHECK-SAME: %[[BEGIN:.*]]: index, %[[END:.*]]: index, %[[ARENA:.*]]: memref<1024xi8> {llvm.noalias}, %[[Y:.*]]: memref<64xf32> {llvm.noalias})
// CHECK-SAME: attributes {compress.parallel_body}
// CHECK-DAG: %[[STEP:.*]] = arith.constant 1 : index
// CHECK-DAG: %[[VIEW:.*]] = memref.view %[[ARENA]]
// CHECK: scf.for %[[I:.*]] = %[[BEGIN]] to %[[END]] step %[[STEP]]
// CHECK: %[[ENTRY:.*]] = memref.load %[[VIEW]][%[[I]]]
// CHECK: memref.store %[[ENTRY]], %[[Y]][%[[I]]]
// CHECK: return
// CHECK-LABEL: func.func @main(
// CHECK-SAME: %[[ARENA:.*]]: memref<1024xi8> {compress.arena, llvm.noalias}, %[[X:.*]]: memref<64xf32>, %[[Y:.*]]: memref<64xf32> {llvm.noalias}
// CHECK-DAG: %[[C0:.*]] = arith.constant 0 : index
// CHECK-DAG: %[[C64:.*]] = arith.constant 64 : index
// CHECK-NOT: scf.parallel
// CHECK: call @main_chunks(%[[C0]], %[[C64]], %[[ARENA]], %[[Y]])
func.func @main(%arena: memref<1024xi8> {compress.arena, llvm.noalias}, %x: memref<64xf32>, %y: memref<64xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %c256 = arith.constant 256 : index
  %view = memref.view %arena[%c256][] : memref<1024xi8> to memref<64xf32>
  scf.parallel (%i) = (%c0) to (%c64) step (%c1) {
    %0 = memref.load %view[%i] : memref<64xf32>
    memref.store %0, %y[%i] : memref<64xf32>
  }
  return
}

// -----

// Each loop is a function of its own; an inner one stays in it, and memory on
// the stack is each thread's.
// CHECK-LABEL: func.func private @two_chunks(
// CHECK-NEXT: memref.alloca() : memref<1xf32>
// CHECK: scf.for
// CHECK: scf.parallel
// CHECK-LABEL: func.func private @two_chunks_0(
// CHECK-LABEL: func.func @two(
// CHECK: call @two_chunks(
// CHECK: call @two_chunks_0(
func.func @two(%x: memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0.0 : f32
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %stack = memref.alloca() : memref<1xf32>
    memref.store %zero, %stack[%c0] : memref<1xf32>
    scf.parallel (%j) = (%c0) to (%c8) step (%c1) {
      %0 = memref.load %stack[%c0] : memref<1xf32>
      memref.store %0, %x[%j] : memref<64xf32>
    }
  }
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    memref.store %zero, %x[%i] : memref<64xf32>
  }
  return
}

// -----

// What cannot be handed over stays serial.
// REMARK: [Missed]{{.*}}uses what is computed around it: one thread runs it
// REMARK: [Missed]{{.*}}uses what is computed around it: one thread runs it
// REMARK: [Missed]{{.*}}has several dimensions or a result: one thread runs it
// CHECK-LABEL: func.func @serial(
// CHECK-COUNT-3: scf.parallel
// CHECK-NOT: call @
func.func @serial(%x: memref<8x8xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %loaded = memref.load %x[%c0, %c0] : memref<8x8xf32>
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    memref.store %loaded, %x[%i, %c0] : memref<8x8xf32>
  }
  scf.for %j = %c0 to %c8 step %c1 {
    scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
      %0 = memref.load %x[%i, %c0] : memref<8x8xf32>
      memref.store %0, %x[%i, %j] : memref<8x8xf32>
    }
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c8) step (%c1, %c1) {
    %0 = memref.load %x[%i, %c0] : memref<8x8xf32>
    memref.store %0, %x[%i, %j] : memref<8x8xf32>
  }
  return
}
