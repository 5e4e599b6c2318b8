// RUN: compress-opt %s --compress-emit-entry | FileCheck %s

// CHECK-LABEL: llvm.func @main_run(
// CHECK-SAME: %[[W:.*]]: !llvm.ptr, %[[A:.*]]: !llvm.ptr, %[[I:.*]]: !llvm.ptr, %[[O:.*]]: !llvm.ptr)
// CHECK-SAME: attributes {compress.arena_bytes = 64 : i64, compress.weight_bytes = 128 : i64, compress.weights = []}
// CHECK: %[[P0:.*]] = llvm.getelementptr %[[I]][0]
// CHECK: %[[X:.*]] = llvm.load %[[P0]]
// CHECK: %[[P1:.*]] = llvm.getelementptr %[[O]][0]
// CHECK: %[[Y:.*]] = llvm.load %[[P1]]
// CHECK: %[[P2:.*]] = llvm.getelementptr %[[I]][1]
// CHECK: %[[Z:.*]] = llvm.load %[[P2]]
// CHECK: llvm.call @main(%[[W]], %[[A]], %[[X]], %[[Y]], %[[Z]])
// CHECK: llvm.func internal @main(
// CHECK-SAME: %arg0: !llvm.ptr {llvm.noalias}, %arg1: !llvm.ptr, %arg2: !llvm.ptr, %arg3: !llvm.ptr, %arg4: !llvm.ptr) attributes {no_inline}
llvm.func @main(%w: !llvm.ptr {compress.blob, llvm.noalias}, %a: !llvm.ptr {compress.arena}, %x: !llvm.ptr,
                %y: !llvm.ptr {bufferize.result}, %z: !llvm.ptr)
    attributes {compress.arena_bytes = 64 : i64, compress.weight_bytes = 128 : i64, compress.weights = []} {
  llvm.return
}

// Others are none of its business.
// CHECK: llvm.func @other(%arg0: i32) -> i32 {
llvm.func @other(%x: i32) -> i32 {
  llvm.return %x : i32
}
