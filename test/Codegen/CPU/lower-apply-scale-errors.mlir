// RUN: not compress-opt %s --compress-lower-apply-scale="isa=avx1" 2>&1 | FileCheck %s

// CHECK: error: expected isa to be portable, avx2, avx-vnni, avx512 or avx512-vnni, got 'avx1'
func.func @main() {
  return
}
