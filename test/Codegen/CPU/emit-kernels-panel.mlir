// RUN: compress-opt %s --split-input-file --compress-emit-kernels="isa=avx2" --canonicalize --cse | FileCheck %s
// RUN: compress-opt %s --split-input-file --compress-emit-kernels="isa=avx2 chunk-cycles=2000" --canonicalize --cse | FileCheck %s --check-prefix=CHUNKS

// Many rows: weights are widened once, then all tiles of rows read words.
// Kernels share the memory. A loop with many sums stays a loop.
// CHECK-LABEL: func @many_rows
// CHECK: %[[PANEL:.*]] = memref.alloca() {alignment = 64 : i64, compress.panel} : memref<640xi16>
// CHECK-NOT: memref.alloca
// The smaller kernel.
// CHECK: scf.for %{{.*}} = %c0 to %c320 step %c16
// CHECK: vector.store %{{.*}}, %[[PANEL]][%{{.*}}] : memref<640xi16>, vector<16xi16>
// The larger one.
// CHECK: scf.for %[[I:.*]] = %c0 to %c640 step %c16
// CHECK-NEXT: %[[BYTES:.*]] = vector.load %{{.*}} : memref<640xi8, {{.*}}>, vector<16xi8>
// CHECK-NEXT: %[[WORDS:.*]] = arith.extsi %[[BYTES]] : vector<16xi8> to vector<16xi16>
// CHECK-NEXT: vector.store %[[WORDS]], %[[PANEL]][%[[I]]] : memref<640xi16>, vector<16xi16>
// CHECK: scf.for %{{.*}} = %c0 to %c120 step %c6
// CHECK: scf.for {{.*}} iter_args
// CHECK-NOT: arith.extsi
// CHECK-COUNT-2: vector.load %[[PANEL]][%{{.*}}] : memref<640xi16>, vector<16xi16>
// CHECK: "llvm.x86.avx2.pmadd.wd"
// CHECK: scf.yield
// CHECK-NEXT: llvm.loop_annotation = #loop_annotation
// Each thread has memory of its own. The other kernel is too small for several.
// CHUNKS-LABEL: func @many_rows
// CHUNKS: memref.alloca() {alignment = 64 : i64, compress.panel} : memref<320xi16>
// CHUNKS: scf.parallel
// CHUNKS: memref.alloca() {alignment = 64 : i64, compress.panel} : memref<640xi16>
func.func @many_rows(%x1: memref<120x20xi16>, %w1: memref<1x2x1x10x8x2xi8>, %y1: memref<120x16xi32>,
                     %x2: memref<120x40xi16>, %w2: memref<1x2x1x20x8x2xi8>, %y2: memref<120x16xi32>) {
  compress.kernel "small" #compress.matmul ins(%x1, %w1 : memref<120x20xi16>, memref<1x2x1x10x8x2xi8>) outs(%y1 : memref<120x16xi32>) {
  ^bb0(%sum: i32):
    compress.yield %sum : i32
  }
  compress.kernel "large" #compress.matmul ins(%x2, %w2 : memref<120x40xi16>, memref<1x2x1x20x8x2xi8>) outs(%y2 : memref<120x16xi32>) {
  ^bb0(%sum: i32):
    compress.yield %sum : i32
  }
  return
}

// -----

// More weights than that: those of two vectors of columns at a time.
// CHECK-LABEL: func @many_weights
// CHECK: %[[PANEL:.*]] = memref.alloca() {alignment = 64 : i64, compress.panel} : memref<32768xi16>
// CHECK: scf.for %[[COLUMNS:.*]] = %c0 to %c4 step %c2
// CHECK: %[[FIRST:.*]] = arith.muli %[[COLUMNS]], %c16384
// CHECK: scf.for %[[I:.*]] = %c0 to %c32768 step %c16
// CHECK-NEXT: %[[INDEX:.*]] = arith.addi %[[FIRST]], %[[I]]
// CHECK-NEXT: vector.load %{{.*}}[%[[INDEX]]] : memref<65536xi8, {{.*}}>, vector<16xi8>
// CHECK-NEXT: arith.extsi
// CHECK-NEXT: vector.store %{{.*}}, %[[PANEL]][%[[I]]]
// CHECK: scf.for %{{.*}} = %c0 to %c120 step %c6
// CHECK: scf.for {{.*}} iter_args
// CHECK-NOT: arith.extsi
// CHECK-COUNT-2: vector.load %[[PANEL]][%{{.*}}] : memref<32768xi16>, vector<16xi16>
// CHECK: "llvm.x86.avx2.pmadd.wd"
func.func @many_weights(%x: memref<120x2048xi16>, %w: memref<1x4x1x1024x8x2xi8>, %y: memref<120x32xi32>) {
  compress.kernel "many" #compress.matmul ins(%x, %w : memref<120x2048xi16>, memref<1x4x1x1024x8x2xi8>) outs(%y : memref<120x32xi32>) {
  ^bb0(%sum: i32):
    compress.yield %sum : i32
  }
  return
}

// -----

// Few rows: each tile widens what it reads.
// CHECK-LABEL: func @few_rows
// CHECK-NOT: memref.alloca
// CHECK: arith.extsi %{{.*}} : vector<16xi8> to vector<16xi16>
// CHECK: "llvm.x86.avx2.pmadd.wd"
func.func @few_rows(%x: memref<24x40xi16>, %w: memref<1x2x1x20x8x2xi8>, %y: memref<24x16xi32>) {
  compress.kernel "few" #compress.matmul ins(%x, %w : memref<24x40xi16>, memref<1x2x1x20x8x2xi8>) outs(%y : memref<24x16xi32>) {
  ^bb0(%sum: i32):
    compress.yield %sum : i32
  }
  return
}

// -----

// Weights that are words already.
// CHECK-LABEL: func @words
// CHECK-NOT: memref.alloca
func.func @words(%x: memref<120x40xi16>, %w: memref<1x2x1x20x8x2xi16>, %y: memref<120x16xi32>) {
  compress.kernel "words" #compress.matmul ins(%x, %w : memref<120x40xi16>, memref<1x2x1x20x8x2xi16>) outs(%y : memref<120x16xi32>) {
  ^bb0(%sum: i32):
    compress.yield %sum : i32
  }
  return
}

// -----

// A panel that would take more than 64 KiB.
// CHECK-LABEL: func @deep
// CHECK-NOT: memref.alloca
func.func @deep(%x: memref<120x9000xi16>, %w: memref<1x2x1x4500x8x2xi8>, %y: memref<120x16xi32>) {
  compress.kernel "deep" #compress.matmul ins(%x, %w : memref<120x9000xi16>, memref<1x2x1x4500x8x2xi8>) outs(%y : memref<120x16xi32>) {
  ^bb0(%sum: i32):
    compress.yield %sum : i32
  }
  return
}
