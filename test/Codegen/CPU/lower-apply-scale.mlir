// RUN: compress-opt %s --split-input-file --compress-lower-apply-scale="isa=portable" --canonicalize | FileCheck %s --check-prefixes=CHECK,PORTABLE
// RUN: compress-opt %s --split-input-file --compress-lower-apply-scale="isa=avx2" --canonicalize | FileCheck %s --check-prefixes=CHECK,X86,AVX2
// RUN: compress-opt %s --split-input-file --compress-lower-apply-scale="isa=avx-vnni" --canonicalize | FileCheck %s --check-prefixes=CHECK,X86,AVX2
// RUN: compress-opt %s --split-input-file --compress-lower-apply-scale="isa=avx512" --canonicalize | FileCheck %s --check-prefixes=CHECK,X86,AVX512
// RUN: compress-opt %s --split-input-file --compress-lower-apply-scale="isa=avx512-vnni" --canonicalize | FileCheck %s --check-prefixes=CHECK,X86,AVX512

// A shift of 35: the high half of the product, plus 4, shifted by 3.
// CHECK-LABEL: func @scalar
func.func @scalar(%v: i32, %m: i32) -> i32 {
  // CHECK-DAG: %[[THREE:.*]] = arith.constant 3 : i32
  // CHECK-DAG: %[[FOUR:.*]] = arith.constant 4 : i32
  // CHECK: %[[P:.*]] = arith.muli %{{.*}}, %{{.*}} : i64
  // CHECK: %[[H:.*]] = arith.shrui %[[P]]
  // CHECK: %[[T:.*]] = arith.trunci %[[H]] : i64 to i32
  // CHECK: %[[S:.*]] = arith.addi %[[T]], %[[FOUR]] : i32
  // CHECK: arith.shrsi %[[S]], %[[THREE]] : i32
  %s = arith.constant 35 : i8
  %0 = tosa.apply_scale %v, %m, %s {rounding_mode = SINGLE_ROUND} : (i32, i32, i8) -> i32
  return %0 : i32
}

// -----

// Tables whose shifts are known to be 33 or more: arithmetic of 32 bits but for
// the product.
// CHECK-LABEL: func @tables
func.func @tables(%v: vector<16xi32>, %m: vector<16xi32>, %s: vector<16xi8>) -> vector<16xi32> {
  // PORTABLE: arith.muli %{{.*}} : vector<16xi64>
  // PORTABLE: arith.trunci %{{.*}} : vector<16xi64> to vector<16xi32>
  // X86: arith.muli %{{.*}} : vector<8xi64>
  // X86: arith.muli %{{.*}} : vector<8xi64>
  // X86: vector.shuffle {{.*}} [1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31]
  // CHECK-NOT: i64
  // CHECK: arith.addi %{{.*}} : vector<16xi32>
  // CHECK-NEXT: arith.shrsi %{{.*}} : vector<16xi32>
  // CHECK-NEXT: return
  %0 = tosa.apply_scale %v, %m, %s {rounding_mode = SINGLE_ROUND, compress.min_shift = 33 : i32}
    : (vector<16xi32>, vector<16xi32>, vector<16xi8>) -> vector<16xi32>
  return %0 : vector<16xi32>
}

// -----

// Smaller shifts, small values: shifted left first.
// CHECK-LABEL: func @bounded_tables
func.func @bounded_tables(%v: vector<16xi32>, %m: vector<16xi32>, %s: vector<16xi8>) -> vector<16xi32> {
  // CHECK: arith.maxsi %{{.*}} : vector<16xi32>
  // CHECK: arith.shli %arg0, %{{.*}} : vector<16xi32>
  // X86: vector.shuffle {{.*}} [1, 17,
  // CHECK: arith.shrsi %{{.*}} : vector<16xi32>
  %0 = tosa.apply_scale %v, %m, %s {rounding_mode = SINGLE_ROUND, compress.min_shift = 25 : i32, compress.max_value = 8388607 : i64}
    : (vector<16xi32>, vector<16xi32>, vector<16xi8>) -> vector<16xi32>
  return %0 : vector<16xi32>
}

// -----

// One more, and the left shift would lose a bit: 64 bits per lane.
// CHECK-LABEL: func @too_large
func.func @too_large(%v: vector<16xi32>, %m: vector<16xi32>, %s: vector<16xi8>) -> vector<16xi32> {
  // PORTABLE: arith.shrsi %{{.*}} : vector<16xi64>
  // AVX2-COUNT-2: arith.shrui %{{.*}} : vector<8xi64>
  // AVX2: vector.shuffle {{.*}} [0, 16, 2, 18,
  // AVX2: vector.shuffle {{.*}} [0, 16, 2, 18,
  // AVX2: arith.subi %{{.*}} : vector<16xi32>
  // AVX512: arith.shrsi %{{.*}} : vector<8xi64>
  // AVX512: vector.shuffle {{.*}} [0, 16, 2, 18,
  // AVX512-NEXT: return
  %0 = tosa.apply_scale %v, %m, %s {rounding_mode = SINGLE_ROUND, compress.min_shift = 25 : i32, compress.max_value = 8388608 : i64}
    : (vector<16xi32>, vector<16xi32>, vector<16xi8>) -> vector<16xi32>
  return %0 : vector<16xi32>
}

// -----

// That bytes are small is seen without attributes, and so is a constant shift.
// CHECK-LABEL: func @bytes
func.func @bytes(%b: vector<8xi8>) -> vector<8xi32> {
  // CHECK-DAG: %[[LEFT:.*]] = arith.constant dense<13> : vector<8xi32>
  // CHECK-DAG: %[[ONE:.*]] = arith.constant dense<1> : vector<8xi32>
  // CHECK: arith.shli %{{.*}}, %[[LEFT]] : vector<8xi32>
  // CHECK-NOT: arith.select
  %zp = arith.constant dense<-128> : vector<8xi32>
  %m = arith.constant dense<1234567890> : vector<8xi32>
  %s = arith.constant dense<20> : vector<8xi8>
  %w = arith.extsi %b : vector<8xi8> to vector<8xi32>
  %v = arith.subi %w, %zp : vector<8xi32>
  %0 = tosa.apply_scale %v, %m, %s {rounding_mode = SINGLE_ROUND} : (vector<8xi32>, vector<8xi32>, vector<8xi8>) -> vector<8xi32>
  return %0 : vector<8xi32>
}

// -----

// Double rounding adds the sign, where the shift is large.
// CHECK-LABEL: func @double
func.func @double(%b: vector<8xi8>, %s: vector<8xi8>) -> vector<8xi32> {
  // CHECK: arith.cmpi sgt, %{{.*}} : vector<8xi32>
  // CHECK: arith.select %{{.*}} : vector<8xi1>, vector<8xi32>
  // CHECK: arith.addi %{{.*}} : vector<8xi32>
  // CHECK: arith.shrsi %{{.*}} : vector<8xi32>
  %m = arith.constant dense<1234567890> : vector<8xi32>
  %v = arith.extsi %b : vector<8xi8> to vector<8xi32>
  %0 = tosa.apply_scale %v, %m, %s {rounding_mode = DOUBLE_ROUND, compress.min_shift = 20 : i32} : (vector<8xi32>, vector<8xi32>, vector<8xi8>) -> vector<8xi32>
  return %0 : vector<8xi32>
}

// -----

// Lanes that make no pairs are extended.
// CHECK-LABEL: func @odd_lanes
func.func @odd_lanes(%v: vector<7xi32>, %m: vector<7xi32>, %s: vector<7xi8>) -> vector<7xi32> {
  // CHECK: arith.muli %{{.*}} : vector<7xi64>
  %0 = tosa.apply_scale %v, %m, %s {rounding_mode = SINGLE_ROUND} : (vector<7xi32>, vector<7xi32>, vector<7xi8>) -> vector<7xi32>
  return %0 : vector<7xi32>
}

// -----

// Values of 48 bits are not for this pass.
// CHECK-LABEL: func @wide_value
func.func @wide_value(%v: i48, %m: i32, %s: i8) -> i32 {
  // CHECK: tosa.apply_scale
  %0 = tosa.apply_scale %v, %m, %s {rounding_mode = SINGLE_ROUND} : (i48, i32, i8) -> i32
  return %0 : i32
}
