// RUN: not compress-opt %s --compress-vectorize-transposes="vector-bits=100" 2>&1 | FileCheck %s

// CHECK: error: expected vector-bits to be 128, 256 or 512, got 100
func.func @main() {
  return
}
