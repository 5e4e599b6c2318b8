// RUN: not compress-opt %s --compress-convert-to-kernels="isa=avx3" 2>&1 | FileCheck %s

// CHECK: Cannot find option named 'avx3'
func.func @main() {
  return
}
