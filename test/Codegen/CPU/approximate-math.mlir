// RUN: compress-opt %s --compress-approximate-math | FileCheck %s

// CHECK-LABEL: func @vectors
func.func @vectors(%x: vector<8xf32>) -> vector<8xf32> {
  // CHECK-NOT: math.exp
  // CHECK-NOT: math.log
  // CHECK-NOT: math.tanh
  // CHECK-NOT: math.erf
  // CHECK: math.fma {{.*}} : vector<8xf32>
  %0 = math.exp %x : vector<8xf32>
  %1 = math.log %0 : vector<8xf32>
  %2 = math.tanh %1 : vector<8xf32>
  %3 = math.erf %2 : vector<8xf32>
  // CHECK: return
  return %3 : vector<8xf32>
}

// An entry alone gets the numbers that it gets in a vector.
// CHECK-LABEL: func @scalar
func.func @scalar(%x: f32) -> f32 {
  // CHECK-NOT: math.exp
  // CHECK: return
  %0 = math.exp %x : f32
  return %0 : f32
}

// Of these the hardware or the library is better.
// CHECK-LABEL: func @others
func.func @others(%x: vector<8xf32>, %y: f64) -> (vector<8xf32>, vector<8xf32>, f64) {
  // CHECK: math.rsqrt
  %0 = math.rsqrt %x : vector<8xf32>
  // CHECK: math.sin
  %1 = math.sin %x : vector<8xf32>
  // CHECK: math.exp %{{.*}} : f64
  %2 = math.exp %y : f64
  return %0, %1, %2 : vector<8xf32>, vector<8xf32>, f64
}
