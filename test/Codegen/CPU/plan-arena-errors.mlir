// RUN: compress-opt %s --split-input-file --verify-diagnostics --compress-plan-arena

func.func @dynamic(%n: index) {
  // expected-error @below {{cannot plan a buffer of type 'memref<?xf32>'; give all shapes static sizes}}
  %a = memref.alloc(%n) : memref<?xf32>
  return
}

// -----

func.func @aligned() {
  // expected-error @below {{cannot plan a buffer aligned to 128 bytes; at most 64 are possible}}
  %a = memref.alloc() {alignment = 128 : i64} : memref<4xf32>
  return
}

// -----

func.func @carried(%x: memref<4xf32>, %y: memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %r = scf.for %i = %c0 to %c4 step %c1 iter_args(%b = %x) -> memref<4xf32> {
    // expected-error @below {{cannot plan a buffer that one iteration of a loop hands to the next; copy its contents}}
    %a = memref.alloc() : memref<4xf32>
    linalg.exp ins(%b : memref<4xf32>) outs(%a : memref<4xf32>)
    scf.yield %a : memref<4xf32>
  }
  memref.copy %r, %y : memref<4xf32> to memref<4xf32>
  return
}

// -----

func.func @parallel(%x: memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.parallel (%i) = (%c0) to (%c4) step (%c1) {
    // expected-error @below {{cannot plan a buffer in iterations that run at the same time; allocate it before the loop}}
    %a = memref.alloc() : memref<4xf32>
    memref.copy %x, %a : memref<4xf32> to memref<4xf32>
  }
  return
}

// -----

func.func @branches(%c: i1) {
  // expected-error @below {{cannot plan the buffers of @branches, which has branches; use structured control flow}}
  %a = memref.alloc() : memref<4xf32>
  cf.cond_br %c, ^bb1, ^bb2
^bb1:
  return
^bb2:
  return
}

// -----

func.func @caller() {
  call @called() : () -> ()
  return
}
func.func private @called() {
  // expected-error @below {{cannot plan the buffers of @called, which is called; inline it first}}
  %a = memref.alloc() : memref<4xf32>
  return
}
