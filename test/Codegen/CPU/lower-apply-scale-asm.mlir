// How many instructions the pass's code becomes: LLVM must see 32-bit products
// (vpmuldq, smull), and hoist everything that only depends on the tables.
// DEFINE: %{isa} =
// DEFINE: %{target} =
// DEFINE: %{lower} = compress-opt %s --compress-lower-apply-scale="isa=%{isa}" --canonicalize --cse --convert-scf-to-cf \
// DEFINE:   --convert-vector-to-llvm --finalize-memref-to-llvm --convert-func-to-llvm="use-bare-ptr-memref-call-conv=1" \
// DEFINE:   --convert-arith-to-llvm --convert-cf-to-llvm --reconcile-unrealized-casts | mlir-translate --mlir-to-llvmir | \
// DEFINE:   %llvm_prefix/bin/opt -O3 --disable-loop-unrolling %{target} -S | %llvm_prefix/bin/llc -O3 %{target} -o -
// REDEFINE: %{isa} = avx512
// REDEFINE: %{target} = -mtriple=x86_64 -mcpu=x86-64-v4 -mattr=-prefer-256-bit
// RUN: %{lower} | FileCheck %s --check-prefix=AVX512
// REDEFINE: %{isa} = avx2
// REDEFINE: %{target} = -mtriple=x86_64 -mcpu=x86-64-v3
// RUN: %{lower} | FileCheck %s --check-prefix=AVX2
// REDEFINE: %{isa} = portable
// REDEFINE: %{target} = -mtriple=aarch64
// RUN: %{lower} | FileCheck %s --check-prefix=AARCH64

// AVX512: [[LOOP:\.LBB[0-9_]+]]:
// AVX512: vmovdqu64
// AVX512-NEXT: vpsrlq $32
// AVX512-NEXT: vpmuldq
// AVX512-NEXT: vpmuldq
// AVX512-NEXT: vpermt2d
// AVX512-NEXT: vpaddd
// AVX512-NEXT: vpsravd
// AVX512-NEXT: vmovdqu64
// AVX512: j{{b|ne}} [[LOOP]]

// AVX2: [[LOOP:\.LBB[0-9_]+]]:
// AVX2-COUNT-4: vpmuldq
// AVX2-NOT: vpmul
// AVX2: j{{b|ne}} [[LOOP]]

// AARCH64: [[LOOP:\.LBB[0-9_]+]]:
// AARCH64-COUNT-4: smull{{ }}
// AARCH64: sshl
// AARCH64: b.ne [[LOOP]]
func.func @scale(%x: memref<1000x16xi32> {llvm.noalias}, %y: memref<1000x16xi32> {llvm.noalias},
                 %multipliers: memref<16xi32> {llvm.noalias}, %shifts: memref<16xi8> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c1000 = arith.constant 1000 : index
  scf.for %i = %c0 to %c1000 step %c1 {
    %v = vector.load %x[%i, %c0] : memref<1000x16xi32>, vector<16xi32>
    %m = vector.load %multipliers[%c0] : memref<16xi32>, vector<16xi32>
    %s = vector.load %shifts[%c0] : memref<16xi8>, vector<16xi8>
    %r = tosa.apply_scale %v, %m, %s {rounding_mode = SINGLE_ROUND, compress.min_shift = 33 : i32}
      : (vector<16xi32>, vector<16xi32>, vector<16xi8>) -> vector<16xi32>
    vector.store %r, %y[%i, %c0] : memref<1000x16xi32>, vector<16xi32>
  }
  return
}
