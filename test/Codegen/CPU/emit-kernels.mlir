// RUN: compress-opt %s --split-input-file --compress-emit-kernels="isa=avx2" --canonicalize --cse | FileCheck %s --check-prefixes=CHECK,AVX2
// RUN: compress-opt %s --split-input-file --compress-emit-kernels="isa=avx2" --remarks-filter-passed="compress-emit-kernels" --remark-format=emitRemark -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

// Two vectors of columns, the second one of 3; rows that are no multiple of the
// tile's. All of it is loops over the reduction with sums in registers.
// REMARK: fc: 5 rows x 2 vectors of 8, multiply-add of f32
// CHECK-LABEL: func @matmul
// CHECK-SAME: (%[[X:.*]]: memref<5x7xf32>, %[[W:.*]]: memref<1x2x1x7x8x1xf32>, %[[B:.*]]: memref<11xf32>, %[[Y:.*]]: memref<5x11xf32>)
// CHECK-DAG: %[[X1:.*]] = memref.reinterpret_cast %[[X]] to offset: [0], sizes: [35], strides: [1]
// CHECK-DAG: %[[W1:.*]] = memref.reinterpret_cast %[[W]] to offset: [0], sizes: [112], strides: [1]
// CHECK-DAG: %[[Y1:.*]] = memref.reinterpret_cast %[[Y]] to offset: [0], sizes: [55], strides: [1]
// CHECK-DAG: %[[BIAS:.*]] = vector.load %{{.*}} : memref<11xf32, {{.*}}>, vector<8xf32>
// CHECK: %[[SUMS:.*]]:10 = scf.for %{{.*}} iter_args(%{{.*}} = %[[BIAS]]
// CHECK-COUNT-2: vector.load %[[W1]]{{.*}} vector<8xf32>
// CHECK: memref.load %[[X1]]
// CHECK: vector.broadcast %{{.*}} : f32 to vector<8xf32>
// CHECK: arith.mulf %{{.*}} fastmath<contract> : vector<8xf32>
// CHECK: arith.addf %{{.*}} fastmath<contract> : vector<8xf32>
// CHECK: scf.yield
// CHECK: arith.maximumf %[[SUMS]]#0, %{{.*}} : vector<8xf32>
// CHECK: vector.store %{{.*}}, %[[Y1]]{{.*}} vector<8xf32>
// The last three columns: two and one.
// CHECK: vector.store %{{.*}}, %[[Y1]]{{.*}} vector<2xf32>
// CHECK: vector.store %{{.*}}, %[[Y1]]{{.*}} vector<1xf32>
// CHECK-NOT: compress.kernel
func.func @matmul(%x: memref<5x7xf32>, %w: memref<1x2x1x7x8x1xf32>, %b: memref<11xf32>, %y: memref<5x11xf32>) {
  compress.kernel "fc" #compress.matmul ins(%x, %w : memref<5x7xf32>, memref<1x2x1x7x8x1xf32>) bias(%b : memref<11xf32>) outs(%y : memref<5x11xf32>) {
  ^bb0(%sum: f32):
    %zero = arith.constant 0.0 : f32
    %relu = arith.maximumf %sum, %zero : f32
    compress.yield %relu : f32
  }
  return
}

// -----

// Pairs of 16-bit inputs and widened weights; the product sums them up. Operands
// of the epilogue: per column they are loaded once, per entry for every row.
// REMARK: c: 4 rows x 1 vectors of 8, vpmaddwd
// CHECK-LABEL: func @words
// CHECK-SAME: %[[RES:[a-z0-9]*]]: memref<1x1x4x8xi32>, %[[COLUMNS:[a-z0-9]*]]: memref<8xi32>
// AVX2: %[[PAIR:.*]] = vector.load %{{.*}} : memref<{{.*}}xi16, {{.*}}>, vector<2xi16>
// AVX2: vector.bitcast %[[PAIR]] : vector<2xi16> to vector<1xi32>
// AVX2: llvm.call_intrinsic "llvm.x86.avx2.pmadd.wd"(%{{.*}}) : (vector<16xi16>, vector<16xi16>) -> vector<8xi32>
// AVX2: arith.addi %{{.*}} : vector<8xi32>
// AVX2: %[[C:.*]] = vector.load %{{.*}} : memref<8xi32, {{.*}}>, vector<8xi32>
// AVX2: arith.muli %{{.*}}, %[[C]] : vector<8xi32>
// AVX2: arith.trunci %{{.*}} : vector<8xi32> to vector<8xi8>
// AVX2-COUNT-3: arith.muli %{{.*}}, %[[C]] : vector<8xi32>
func.func @words(%x: memref<1x1x4x3xi16>, %w: memref<1x1x1x2x8x2xi8>, %r: memref<1x1x4x8xi32>, %c: memref<8xi32>, %y: memref<1x1x4x8xi8>) {
  compress.kernel "c" #compress.conv<kernel = [1, 1], stride = [1, 1], dilation = [1, 1]> ins(%x, %w : memref<1x1x4x3xi16>, memref<1x1x1x2x8x2xi8>)
      epilogue(%r, %c : memref<1x1x4x8xi32>, memref<8xi32>) outs(%y : memref<1x1x4x8xi8>) {
  ^bb0(%sum: i32, %residual: i32, %column: i32):
    %0 = arith.addi %sum, %residual : i32
    %1 = arith.muli %0, %column : i32
    %2 = arith.trunci %1 : i32 to i8
    compress.yield %2 : i8
  }
  return
}

// -----

// Depthwise: the whole window at once, weights loaded before the row loops. The
// buffer is a part of a larger one.
// REMARK: d: {{[0-9]+}} rows x 1 vectors of 8, multiply-add of f32
// CHECK-LABEL: func @depthwise
// CHECK: memref.extract_strided_metadata
// CHECK-COUNT-2: vector.load %{{.*}} : memref<16xf32, {{.*}}>, vector<8xf32>
// CHECK: arith.mulf %{{.*}} fastmath<contract> : vector<8xf32>
// CHECK-NOT: iter_args
// CHECK: vector.store
func.func @depthwise(%x: memref<1x3x4x8xf32, strided<[160, 40, 8, 1], offset: ?>>, %w: memref<1x2x8xf32>, %y: memref<1x3x3x8xf32>) {
  compress.kernel "d" #compress.depthwise<kernel = [1, 2], stride = [1, 1], dilation = [1, 1]>
      ins(%x, %w : memref<1x3x4x8xf32, strided<[160, 40, 8, 1], offset: ?>>, memref<1x2x8xf32>) outs(%y : memref<1x3x3x8xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

// The reduction over the channels of a pixel ends where the limit says.
// CHECK-LABEL: func @input_limit
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0 : index
// CHECK-DAG: %[[MOST:.*]] = arith.constant 8 : index
// CHECK: %[[N:.*]] = memref.load %{{.*}}[] : memref<i32>
// CHECK: %[[I:.*]] = arith.index_cast %[[N]] : i32 to index
// CHECK: %[[L:.*]] = arith.maxsi %[[I]], %[[ZERO]]
// CHECK: %[[LIMIT:.*]] = arith.minsi %[[L]], %[[MOST]]
// CHECK: scf.for %{{.*}} = %[[ZERO]] to %[[LIMIT]] step
func.func @input_limit(%x: memref<1x6x6x8xf32>, %w: memref<1x2x3x24x8x1xf32>, %n: memref<i32>, %y: memref<1x4x4x16xf32>) {
  compress.kernel "c" #compress.conv<kernel = [3, 3], stride = [1, 1], dilation = [1, 1]> ins(%x, %w : memref<1x6x6x8xf32>, memref<1x2x3x24x8x1xf32>) input_limit(%n : memref<i32>) outs(%y : memref<1x4x4x16xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

// A vector of columns is computed if it begins below the limit; what is behind
// the limit is zero.
// CHECK-LABEL: func @column_limit
// CHECK: %[[LIVE:.*]] = arith.cmpi slt, %{{.*}}, %{{.*}} : index
// CHECK: %[[SUMS:.*]]:{{[0-9]+}} = scf.if %[[LIVE]]
// CHECK: scf.for
// CHECK: } else {
// CHECK-NEXT: scf.yield
// CHECK: %[[MASK:.*]] = vector.create_mask %{{.*}} : vector<8xi1>
// CHECK: %[[ENTRIES:.*]] = arith.select %[[MASK]], %[[SUMS]]#0, %{{.*}}
// CHECK: vector.store %[[ENTRIES]]
func.func @column_limit(%dy: memref<2x6x6x16xf32>, %x: memref<2x8x8x16xf32>, %n: memref<i32>, %y: memref<16x3x3x16xf32>) {
  compress.kernel "c" #compress.conv_weight_grad<kernel = [3, 3], stride = [1, 1], dilation = [1, 1]> ins(%dy, %x : memref<2x6x6x16xf32>, memref<2x8x8x16xf32>) column_limit(%n : memref<i32>) outs(%y : memref<16x3x3x16xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}
