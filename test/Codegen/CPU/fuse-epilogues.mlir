// RUN: compress-opt %s --split-input-file --compress-fuse-epilogues | FileCheck %s

#rows = affine_map<(d0, d1) -> (d0, d1)>

// relu moves into the region; so does what comes after it.
// CHECK-LABEL: func @relu
// CHECK: compress.kernel "fc"
// CHECK-NEXT: ^bb0(%[[SUM:.*]]: f32):
// CHECK-DAG: %[[RELU:.*]] = arith.maximumf %[[SUM]], %{{.*}} : f32
// CHECK-DAG: %[[ABS:.*]] = math.absf %[[RELU]] : f32
// CHECK-NEXT: compress.yield %[[ABS]] : f32
// CHECK-NOT: linalg.generic
func.func @relu(%x: tensor<1x3xf32>, %w: tensor<1x1x1x3x4x1xf32>) -> tensor<1x4xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x4xf32>
  %0 = compress.kernel "fc" #compress.matmul ins(%x, %w : tensor<1x3xf32>, tensor<1x1x1x3x4x1xf32>) outs(%e : tensor<1x4xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  } -> tensor<1x4xf32>
  %1 = linalg.generic {indexing_maps = [#rows, #rows], iterator_types = ["parallel", "parallel"]} ins(%0 : tensor<1x4xf32>) outs(%e : tensor<1x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.maximumf %in, %zero : f32
    linalg.yield %2 : f32
  } -> tensor<1x4xf32>
  %3 = linalg.generic {indexing_maps = [#rows, #rows], iterator_types = ["parallel", "parallel"]} ins(%1 : tensor<1x4xf32>) outs(%e : tensor<1x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %4 = math.absf %in : f32
    linalg.yield %4 : f32
  } -> tensor<1x4xf32>
  return %3 : tensor<1x4xf32>
}

// -----

#image = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#column = affine_map<(d0, d1, d2, d3) -> (0, 0, 0, d3)>
#vector = affine_map<(d0, d1, d2, d3) -> (d3)>

// Rescaling with one multiplier per column, and a clamp. The result is i8, and
// so is `outs` from now on. Operands of shape 1x1x1xC become vectors.
// CHECK-LABEL: func @rescale
// CHECK-SAME: (%[[X:.*]]: tensor<1x2x2x3xi16>, %{{.*}}: tensor<1x2x1x3x4x1xi8>, %[[M:.*]]: tensor<1x1x1x5xi32>, %[[S:.*]]: tensor<5xi8>)
// CHECK: %[[COLUMNS:.*]] = tensor.collapse_shape %[[M]] {{\[\[}}0, 1, 2, 3]] : tensor<1x1x1x5xi32> into tensor<5xi32>
// CHECK: compress.kernel "c"
// CHECK-SAME: epilogue(%[[COLUMNS]], %[[S]] : tensor<5xi32>, tensor<5xi8>) outs(%{{.*}} : tensor<1x2x2x5xi8>)
// CHECK-NEXT: ^bb0(%[[SUM:.*]]: i32, %[[MULTIPLIER:.*]]: i32, %[[SHIFT:.*]]: i8):
// CHECK: %[[SCALED:.*]] = tosa.apply_scale %[[SUM]], %[[MULTIPLIER]], %[[SHIFT]]
// CHECK: %[[LOW:.*]] = arith.maxsi %[[SCALED]]
// CHECK: %[[BYTE:.*]] = arith.trunci %[[LOW]] : i32 to i8
// CHECK: compress.yield %[[BYTE]] : i8
// CHECK: -> tensor<1x2x2x5xi8>
// CHECK-NOT: linalg.generic
func.func @rescale(%x: tensor<1x2x2x3xi16>, %w: tensor<1x2x1x3x4x1xi8>, %m: tensor<1x1x1x5xi32>, %s: tensor<5xi8>) -> tensor<1x2x2x5xi8> {
  %low = arith.constant -128 : i32
  %e = tensor.empty() : tensor<1x2x2x5xi32>
  %f = tensor.empty() : tensor<1x2x2x5xi8>
  %0 = compress.kernel "c" #compress.conv<kernel = [1, 1], stride = [1, 1], dilation = [1, 1]> ins(%x, %w : tensor<1x2x2x3xi16>, tensor<1x2x1x3x4x1xi8>) outs(%e : tensor<1x2x2x5xi32>) {
  ^bb0(%sum: i32):
    compress.yield %sum : i32
  } -> tensor<1x2x2x5xi32>
  %1 = linalg.generic {indexing_maps = [#image, #column, #vector, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%0, %m, %s : tensor<1x2x2x5xi32>, tensor<1x1x1x5xi32>, tensor<5xi8>) outs(%f : tensor<1x2x2x5xi8>) {
  ^bb0(%in: i32, %multiplier: i32, %shift: i8, %out: i8):
    %2 = tosa.apply_scale %in, %multiplier, %shift {rounding_mode = DOUBLE_ROUND} : (i32, i32, i8) -> i32
    %3 = arith.maxsi %2, %low : i32
    %4 = arith.trunci %3 : i32 to i8
    linalg.yield %4 : i8
  } -> tensor<1x2x2x5xi8>
  return %1 : tensor<1x2x2x5xi8>
}

// -----

#rows = affine_map<(d0, d1) -> (d0, d1)>

// A residual addition of two kernels: one of them computes it, after the other
// has written its result. A scalar is captured.
// CHECK-LABEL: func @residual
// CHECK-SAME: %[[S:[a-z0-9]*]]: f32)
// CHECK: %[[B:.*]] = compress.kernel "b"
// CHECK-NEXT: ^bb0(%[[SUM:[a-z0-9]*]]: f32):
// CHECK-NEXT: compress.yield %[[SUM]]
// CHECK: %[[A:.*]] = compress.kernel "a"
// CHECK-SAME: epilogue(%[[B]] : tensor<2x4xf32>)
// CHECK-NEXT: ^bb0(%[[SUM:[a-z0-9]*]]: f32, %[[OTHER:[a-z0-9]*]]: f32):
// CHECK-NEXT: %[[ADDED:.*]] = arith.addf %[[SUM]], %[[OTHER]] : f32
// CHECK-NEXT: %[[SCALED:.*]] = arith.mulf %[[ADDED]], %[[S]] : f32
// CHECK-NEXT: compress.yield %[[SCALED]]
// CHECK: return %[[A]]
func.func @residual(%x: tensor<2x3xf32>, %w: tensor<1x1x1x3x4x1xf32>, %s: f32) -> tensor<2x4xf32> {
  %e = tensor.empty() : tensor<2x4xf32>
  %a = compress.kernel "a" #compress.matmul ins(%x, %w : tensor<2x3xf32>, tensor<1x1x1x3x4x1xf32>) outs(%e : tensor<2x4xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  } -> tensor<2x4xf32>
  %b = compress.kernel "b" #compress.matmul ins(%x, %w : tensor<2x3xf32>, tensor<1x1x1x3x4x1xf32>) outs(%e : tensor<2x4xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  } -> tensor<2x4xf32>
  %0 = linalg.generic {indexing_maps = [#rows, #rows, affine_map<(d0, d1) -> ()>, #rows], iterator_types = ["parallel", "parallel"]} ins(%a, %b, %s : tensor<2x4xf32>, tensor<2x4xf32>, f32) outs(%e : tensor<2x4xf32>) {
  ^bb0(%p: f32, %q: f32, %r: f32, %out: f32):
    %1 = arith.addf %p, %q : f32
    %2 = arith.mulf %1, %r : f32
    linalg.yield %2 : f32
  } -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// -----

#rows = affine_map<(d0, d1) -> (d0, d1)>

// Twice the same value in one operation is one use.
// CHECK-LABEL: func @square
// CHECK: ^bb0(%[[SUM:.*]]: f32):
// CHECK-NEXT: arith.mulf %[[SUM]], %[[SUM]] : f32
func.func @square(%x: tensor<2x3xf32>, %w: tensor<1x1x1x3x4x1xf32>) -> tensor<2x4xf32> {
  %e = tensor.empty() : tensor<2x4xf32>
  %a = compress.kernel "a" #compress.matmul ins(%x, %w : tensor<2x3xf32>, tensor<1x1x1x3x4x1xf32>) outs(%e : tensor<2x4xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  } -> tensor<2x4xf32>
  %0 = linalg.generic {indexing_maps = [#rows, #rows, #rows], iterator_types = ["parallel", "parallel"]} ins(%a, %a : tensor<2x4xf32>, tensor<2x4xf32>) outs(%e : tensor<2x4xf32>) {
  ^bb0(%p: f32, %q: f32, %out: f32):
    %1 = arith.mulf %p, %q : f32
    linalg.yield %1 : f32
  } -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// -----

#rows = affine_map<(d0, d1) -> (d0, d1)>

// Not fused: a result that something else needs too, a transposed one, a
// reduction, an operand that is neither per entry nor per column.
// CHECK-LABEL: func @left
// CHECK-COUNT-4: linalg.generic
func.func @left(%x: tensor<4x3xf32>, %w: tensor<1x1x1x3x4x1xf32>, %r: tensor<4xf32>) -> (tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4xf32>, tensor<4x4xf32>) {
  %e = tensor.empty() : tensor<4x4xf32>
  %v = arith.constant dense<0.0> : tensor<4xf32>
  %a = compress.kernel "two-uses" #compress.matmul ins(%x, %w : tensor<4x3xf32>, tensor<1x1x1x3x4x1xf32>) outs(%e : tensor<4x4xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  } -> tensor<4x4xf32>
  %0 = linalg.generic {indexing_maps = [#rows, #rows], iterator_types = ["parallel", "parallel"]} ins(%a : tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %4 = math.absf %in : f32
    linalg.yield %4 : f32
  } -> tensor<4x4xf32>
  %b = compress.kernel "transposed" #compress.matmul ins(%x, %w : tensor<4x3xf32>, tensor<1x1x1x3x4x1xf32>) outs(%e : tensor<4x4xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  } -> tensor<4x4xf32>
  %1 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d1, d0)>, #rows], iterator_types = ["parallel", "parallel"]} ins(%b : tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %4 = math.absf %in : f32
    linalg.yield %4 : f32
  } -> tensor<4x4xf32>
  %c = compress.kernel "reduced" #compress.matmul ins(%x, %w : tensor<4x3xf32>, tensor<1x1x1x3x4x1xf32>) outs(%e : tensor<4x4xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  } -> tensor<4x4xf32>
  %2 = linalg.generic {indexing_maps = [#rows, affine_map<(d0, d1) -> (d0)>], iterator_types = ["parallel", "reduction"]} ins(%c : tensor<4x4xf32>) outs(%v : tensor<4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %4 = arith.addf %in, %out : f32
    linalg.yield %4 : f32
  } -> tensor<4xf32>
  %d = compress.kernel "per-row" #compress.matmul ins(%x, %w : tensor<4x3xf32>, tensor<1x1x1x3x4x1xf32>) outs(%e : tensor<4x4xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  } -> tensor<4x4xf32>
  %3 = linalg.generic {indexing_maps = [#rows, affine_map<(d0, d1) -> (d0)>, #rows], iterator_types = ["parallel", "parallel"]} ins(%d, %r : tensor<4x4xf32>, tensor<4xf32>) outs(%e : tensor<4x4xf32>) {
  ^bb0(%in: f32, %row: f32, %out: f32):
    %4 = arith.addf %in, %row : f32
    linalg.yield %4 : f32
  } -> tensor<4x4xf32>
  return %a, %0, %1, %2, %3 : tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4xf32>, tensor<4x4xf32>
}

// -----

#rows = affine_map<(d0, d1) -> (d0, d1)>

// Operations that no kernel takes still become one.
// CHECK-LABEL: func @elementwise
// CHECK: linalg.generic
// CHECK: math.absf
// CHECK-NEXT: math.sqrt
// CHECK-NOT: linalg.generic
func.func @elementwise(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %e = tensor.empty() : tensor<2x3xf32>
  %0 = linalg.generic {indexing_maps = [#rows, #rows], iterator_types = ["parallel", "parallel"]} ins(%x : tensor<2x3xf32>) outs(%e : tensor<2x3xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = math.absf %in : f32
    linalg.yield %2 : f32
  } -> tensor<2x3xf32>
  %1 = linalg.generic {indexing_maps = [#rows, #rows], iterator_types = ["parallel", "parallel"]} ins(%0 : tensor<2x3xf32>) outs(%e : tensor<2x3xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = math.sqrt %in : f32
    linalg.yield %2 : f32
  } -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// -----

#rows = affine_map<(d0, d1) -> (d0, d1)>

// A kernel loads vectors, and a vector of i1 does not lie in memory like its
// entries: an operation that reads one stays behind the kernel.
// CHECK-LABEL: func @bits
// CHECK: %[[K:.*]] = compress.kernel
// CHECK-NOT: epilogue
// CHECK: linalg.generic {{.*}} ins(%[[K]], %{{.*}} : tensor<4x4xf32>, tensor<4x4xi1>)
func.func @bits(%x: tensor<4x3xf32>, %w: tensor<1x1x1x3x4x1xf32>, %m: tensor<4x4xi1>) -> tensor<4x4xf32> {
  %e = tensor.empty() : tensor<4x4xf32>
  %zero = arith.constant 0.0 : f32
  %0 = compress.kernel "fc" #compress.matmul ins(%x, %w : tensor<4x3xf32>, tensor<1x1x1x3x4x1xf32>) outs(%e : tensor<4x4xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  } -> tensor<4x4xf32>
  %1 = linalg.generic {indexing_maps = [#rows, #rows, #rows], iterator_types = ["parallel", "parallel"]} ins(%0, %m : tensor<4x4xf32>, tensor<4x4xi1>) outs(%e : tensor<4x4xf32>) {
  ^bb0(%in: f32, %keep: i1, %out: f32):
    %2 = arith.select %keep, %in, %zero : f32
    linalg.yield %2 : f32
  } -> tensor<4x4xf32>
  return %1 : tensor<4x4xf32>
}
