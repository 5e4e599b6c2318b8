// RUN: not compress-opt %s --compress-lower-apply-scale="isa=avx1" 2>&1 | FileCheck %s

// CHECK: Cannot find option named 'avx1'
func.func @main() {
  return
}
