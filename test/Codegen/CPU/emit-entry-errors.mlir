// RUN: compress-opt %s --split-input-file --verify-diagnostics --compress-emit-entry

// expected-error @below {{cannot make a C function of @number: argument 1 has type 'i32'; use tensors only}}
llvm.func @number(%a: !llvm.ptr {compress.arena}, %x: i32) attributes {compress.arena_bytes = 0 : i64} {
  llvm.return
}

// -----

// expected-error @below {{cannot make a C function of @result: it returns 'i32'; use tensors only}}
llvm.func @result(%a: !llvm.ptr {compress.arena}) -> i32 attributes {compress.arena_bytes = 0 : i64} {
  %0 = llvm.mlir.constant(0 : i32) : i32
  llvm.return %0 : i32
}

// -----

// expected-error @below {{cannot make a C function of @main: the module has a @main_run already; rename it}}
llvm.func @main(%a: !llvm.ptr {compress.arena}) attributes {compress.arena_bytes = 0 : i64} {
  llvm.return
}
llvm.func @main_run() {
  llvm.return
}
