// RUN: compress-opt %s --compress-plan-device-memory --split-input-file --verify-diagnostics

func.func @dynamic(%n: index) {
  // expected-error@+1 {{'memref.alloc' op has a dynamic size; memory is planned for static shapes only}}
  %a = memref.alloc(%n) : memref<?xf32>
  return
}

// -----

// expected-error@+1 {{'func.func' op has control flow; only straight code can be planned}}
func.func @branch(%c: i1) {
  cf.cond_br %c, ^bb1, ^bb2
^bb1:
  return
^bb2:
  return
}
