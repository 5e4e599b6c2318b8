// RUN: compress-opt %s --compress-emit-parallel-calls | FileCheck %s

// CHECK: llvm.func @compress_parallel_for(i64, i64, !llvm.ptr, !llvm.ptr)

// The pool hands a range and a table of the buffers over.
// CHECK: llvm.func internal @chunks_entry(%[[BEGIN:.*]]: i64, %[[END:.*]]: i64, %[[TABLE:.*]]: !llvm.ptr) {
// CHECK-NEXT: %[[P0:.*]] = llvm.getelementptr %[[TABLE]][0]
// CHECK-NEXT: %[[X:.*]] = llvm.load %[[P0]]
// CHECK-NEXT: %[[P1:.*]] = llvm.getelementptr %[[TABLE]][1]
// CHECK-NEXT: %[[Y:.*]] = llvm.load %[[P1]]
// CHECK-NEXT: llvm.call @chunks(%[[BEGIN]], %[[END]], %[[X]], %[[Y]])
// CHECK-NEXT: llvm.return
// CHECK: llvm.func internal @chunks(%{{.*}}: i64, %{{.*}}: i64, %{{.*}}: !llvm.ptr {llvm.noalias}, %{{.*}}: !llvm.ptr) attributes {no_inline}
llvm.func @chunks(%begin: i64, %end: i64, %x: !llvm.ptr {llvm.noalias}, %y: !llvm.ptr) attributes {compress.parallel_body} {
  llvm.return
}

// CHECK-LABEL: llvm.func @main(
// CHECK-SAME: %[[X:.*]]: !llvm.ptr, %[[Y:.*]]: !llvm.ptr)
// CHECK: %[[TABLE:.*]] = llvm.alloca %{{.*}} x !llvm.ptr
// CHECK: llvm.br ^[[BODY:.*]]
// CHECK: ^[[BODY]]:
// CHECK: %[[P0:.*]] = llvm.getelementptr %[[TABLE]][0]
// CHECK: llvm.store %[[X]], %[[P0]]
// CHECK: %[[P1:.*]] = llvm.getelementptr %[[TABLE]][1]
// CHECK: llvm.store %[[Y]], %[[P1]]
// CHECK: %[[ENTRY:.*]] = llvm.mlir.addressof @chunks_entry
// CHECK: llvm.call @compress_parallel_for(%{{.*}}, %{{.*}}, %[[ENTRY]], %[[TABLE]]) : (i64, i64, !llvm.ptr, !llvm.ptr) -> ()
// CHECK-NOT: llvm.call @chunks
llvm.func @main(%x: !llvm.ptr, %y: !llvm.ptr) {
  %begin = llvm.mlir.constant(0 : i64) : i64
  %end = llvm.mlir.constant(8 : i64) : i64
  llvm.br ^body
^body:
  llvm.call @chunks(%begin, %end, %x, %y) : (i64, i64, !llvm.ptr, !llvm.ptr) -> ()
  llvm.return
}
