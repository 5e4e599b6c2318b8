// RUN: compress-opt %s --split-input-file --verify-diagnostics --compress-emit-parallel-calls

// expected-error @below {{threads cannot share @number: expected a body that takes i64, i64 and pointers, and returns nothing}}
llvm.func @number(%begin: i64, %end: i64, %x: f32) attributes {compress.parallel_body} {
  llvm.return
}

// -----

// expected-error @below {{threads cannot share @result: expected a body that takes i64, i64 and pointers, and returns nothing}}
llvm.func @result(%begin: i64, %end: i64) -> i64 attributes {compress.parallel_body} {
  llvm.return %begin : i64
}

// -----

// expected-error @below {{threads cannot share @declared: expected a body}}
llvm.func @declared(i64, i64) attributes {compress.parallel_body}

// -----

llvm.func @address(%begin: i64, %end: i64) attributes {compress.parallel_body} {
  llvm.return
}
llvm.func @main() -> !llvm.ptr {
  // expected-error @below {{threads cannot share @address: it is used by other than calls}}
  %0 = llvm.mlir.addressof @address : !llvm.ptr
  llvm.return %0 : !llvm.ptr
}

// -----

llvm.func @chunks(%begin: i64, %end: i64) attributes {compress.parallel_body} {
  llvm.return
}
// expected-error @below {{the name 'compress_parallel_for' is taken by the thread pool; rename it}}
llvm.func @compress_parallel_for() {
  llvm.return
}
