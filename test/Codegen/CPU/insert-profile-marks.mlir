// RUN: compress-opt %s --compress-insert-profile-marks | FileCheck %s
// RUN: compress-opt %models/lenet_fmnist.tosa.mlir --compress-to-cpu="profile" | FileCheck %s --check-prefix=LENET
// RUN: compress-opt %models/lenet_fmnist.tosa.mlir --compress-to-cpu | FileCheck %s --check-prefix=PLAIN --implicit-check-not=compress_profile_mark

// CHECK: module attributes {compress.profiled_layers = ["", "a", "b"]}
// CHECK: func.func private @compress_profile_mark(i32)

// CHECK-LABEL: func.func @main
// CHECK-NEXT: %[[A:.*]] = arith.constant 1 : i32
// CHECK-NEXT: call @compress_profile_mark(%[[A]])
// CHECK-NEXT: memref.copy
// Allocating and naming go with what is before; the same layer needs no mark.
// CHECK-NEXT: memref.alloc
// CHECK-NEXT: memref.copy
// CHECK-NEXT: memref.subview
// CHECK-NEXT: %[[B:.*]] = arith.constant 2 : i32
// CHECK-NEXT: call @compress_profile_mark(%[[B]])
// CHECK-NEXT: memref.copy
// No label: no layer.
// CHECK-NEXT: %[[NONE:.*]] = arith.constant 0 : i32
// CHECK-NEXT: call @compress_profile_mark(%[[NONE]])
// CHECK-NEXT: memref.copy
// What was fused has the first label.
// CHECK-COUNT-3: arith.constant {{[014]}} : index
// CHECK-NEXT: %[[A2:.*]] = arith.constant 1 : i32
// CHECK-NEXT: call @compress_profile_mark(%[[A2]])
// CHECK-NEXT: scf.for
// CHECK-NOT: call
// CHECK: memref.dealloc
// CHECK-NEXT: %[[END:.*]] = arith.constant 0 : i32
// CHECK-NEXT: call @compress_profile_mark(%[[END]])
// CHECK-NEXT: return
#a = loc(fused<{compress.layer = "a"}>["x"])
#b = loc(fused<{compress.layer = "b"}>["y"])
func.func @main(%x: memref<4xf32>, %y: memref<4xf32>) {
  memref.copy %x, %y : memref<4xf32> to memref<4xf32> loc(#a)
  %0 = memref.alloc() : memref<4xf32> loc(#b)
  memref.copy %x, %0 : memref<4xf32> to memref<4xf32> loc("name"(#a))
  %1 = memref.subview %0[0] [2] [1] : memref<4xf32> to memref<2xf32, strided<[1]>> loc(#b)
  memref.copy %y, %0 : memref<4xf32> to memref<4xf32> loc(callsite("f" at #b))
  memref.copy %y, %x : memref<4xf32> to memref<4xf32>
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    %v = memref.load %0[%i] : memref<4xf32> loc(#b)
    memref.store %v, %y[%i] : memref<4xf32> loc(#b)
  } loc(fused["z", #a, #b])
  memref.dealloc %0 : memref<4xf32> loc(#b)
  return
}

// Only what a host can call is marked; each block starts on its own.
// CHECK-LABEL: func.func private @inner
// CHECK-NOT: call
// CHECK-LABEL: func.func @branch
// CHECK: ^bb1:
// CHECK: call @compress_profile_mark
// CHECK: memref.copy
// CHECK: ^bb2:
// CHECK: call @compress_profile_mark
// CHECK-NEXT: return
func.func private @inner(%x: memref<4xf32>, %y: memref<4xf32>) {
  memref.copy %x, %y : memref<4xf32> to memref<4xf32> loc(#a)
  return
}
func.func @branch(%x: memref<4xf32>, %y: memref<4xf32>, %c: i1) {
  cf.cond_br %c, ^bb1, ^bb2
^bb1:
  memref.copy %x, %y : memref<4xf32> to memref<4xf32> loc(#a)
  cf.br ^bb2
^bb2:
  return
}

// LENET: compress.profiled_layers = ["", "conv2d_0", "conv2d_1", "dense_0", "dense_1"]
// LENET: llvm.func @compress_profile_mark(i32)
// LENET: llvm.call @compress_profile_mark

// PLAIN: llvm.func @main
