// RUN: compress-opt %s --split-input-file --compress-plan-arena | FileCheck %s --implicit-check-not=memref.alloc --implicit-check-not=memref.dealloc
// RUN: compress-opt %s --split-input-file --compress-plan-arena -o /dev/null \
// RUN:   --remark-policy=all --remarks-filter=compress-plan-arena 2>&1 | FileCheck %s --check-prefix=REMARK

// Of three buffers in a chain two are needed at a time; each has 64 bytes of
// slack. The deallocation goes.
// REMARK: arena of 256 bytes; 3 buffers of 192 bytes together, at most 256 at a time
// CHECK-LABEL: func @chain
// CHECK-SAME: (%[[ARENA:.*]]: memref<256xi8> {compress.arena, llvm.align = 64 : i64, llvm.noalias}, %[[X:[a-z0-9]+]]: memref<16xf32>, %[[Y:[a-z0-9]+]]: memref<16xf32>)
// CHECK-SAME: attributes {compress.arena_bytes = 256 : i64}
func.func @chain(%x: memref<16xf32>, %y: memref<16xf32>) {
  // CHECK: %[[C0:.*]] = arith.constant 0 : index
  // CHECK: %[[A:.*]] = memref.view %[[ARENA]][%[[C0]]][] : memref<256xi8> to memref<16xf32>
  // CHECK: linalg.exp ins(%[[X]] : memref<16xf32>) outs(%[[A]] : memref<16xf32>)
  %a = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%a : memref<16xf32>)
  // CHECK: %[[C128:.*]] = arith.constant 128 : index
  // CHECK: %[[B:.*]] = memref.view %[[ARENA]][%[[C128]]][]
  %b = memref.alloc() {alignment = 64 : i64} : memref<16xf32>
  linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>)
  memref.dealloc %a : memref<16xf32>
  // CHECK: %[[C0_2:.*]] = arith.constant 0 : index
  // CHECK: memref.view %[[ARENA]][%[[C0_2]]][]
  %c = memref.alloc() : memref<16xf32>
  linalg.exp ins(%b : memref<16xf32>) outs(%c : memref<16xf32>)
  linalg.exp ins(%c : memref<16xf32>) outs(%y : memref<16xf32>)
  return
}

// -----

// A view keeps its buffer alive: nothing may take its place before the last use.
// CHECK-LABEL: func @views
// CHECK-SAME: compress.arena_bytes = 256
func.func @views(%x: memref<16xf32>, %y: memref<16xf32>) {
  // CHECK: arith.constant 0 : index
  %a = memref.alloc() : memref<4x4xf32>
  %flat = memref.collapse_shape %a [[0, 1]] : memref<4x4xf32> into memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%flat : memref<16xf32>)
  // CHECK: arith.constant 128 : index
  %b = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%b : memref<16xf32>)
  linalg.add ins(%flat, %b : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  return
}

// -----

// A buffer in a loop has one place, apart from what is alive around the loop.
// i1 takes a byte each.
// CHECK-LABEL: func @loop
// CHECK-SAME: compress.arena_bytes = 256
func.func @loop(%x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %true = arith.constant true
  %zero = arith.constant 0.0 : f32
  // CHECK: %[[O:c0_.*]] = arith.constant 0 : index
  // CHECK: memref.view %{{.*}}[%[[O]]][] : memref<256xi8> to memref<16xf32>
  %a = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%a : memref<16xf32>)
  // CHECK: scf.for
  scf.for %i = %c0 to %c4 step %c1 {
    // CHECK: %[[P:.*]] = arith.constant 128 : index
    // CHECK: memref.view %{{.*}}[%[[P]]][] : memref<256xi8> to memref<64xi1>
    %b = memref.alloc() : memref<64xi1>
    linalg.fill ins(%true : i1) outs(%b : memref<64xi1>)
    linalg.exp ins(%a : memref<16xf32>) outs(%y : memref<16xf32>)
  }
  return
}

// -----

// Either branch's buffer can be the result.
// CHECK-LABEL: func @branches
// CHECK-SAME: compress.arena_bytes = 384
func.func @branches(%x: memref<16xf32>, %y: memref<16xf32>, %c: i1) {
  %r = scf.if %c -> memref<16xf32> {
    // CHECK: arith.constant 0 : index
    %a = memref.alloc() : memref<16xf32>
    linalg.exp ins(%x : memref<16xf32>) outs(%a : memref<16xf32>)
    scf.yield %a : memref<16xf32>
  } else {
    // CHECK: arith.constant 128 : index
    %b = memref.alloc() : memref<16xf32>
    linalg.abs ins(%x : memref<16xf32>) outs(%b : memref<16xf32>)
    scf.yield %b : memref<16xf32>
  }
  // CHECK: arith.constant 256 : index
  %d = memref.alloc() : memref<16xf32>
  linalg.exp ins(%r : memref<16xf32>) outs(%d : memref<16xf32>)
  linalg.add ins(%r, %d : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  return
}

// -----

// Nothing to plan: the signature is the same all the same.
// CHECK-LABEL: func @empty(
// CHECK-SAME: %arg0: memref<0xi8> {compress.arena
// CHECK-SAME: compress.arena_bytes = 0
func.func @empty(%x: memref<16xf32>) {
  // A function that is called keeps its signature.
  call @callee(%x) : (memref<16xf32>) -> ()
  return
}
// CHECK-LABEL: func private @callee(%arg0: memref<16xf32>)
func.func private @callee(%x: memref<16xf32>) {
  return
}
