// RUN: not compress-opt %s --compress-keep-teacher=name=main 2>&1 | FileCheck %s
// RUN: not compress-opt %s --compress-keep-teacher=function=student 2>&1 | FileCheck %s --check-prefix=NONE

// CHECK: error: cannot keep @main as 'main': there is such a symbol already; choose another one with name=
// NONE: error: module has no function @student; it has @main

func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}
