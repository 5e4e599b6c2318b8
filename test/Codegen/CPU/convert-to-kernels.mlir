// RUN: compress-opt %s --split-input-file --compress-convert-to-kernels="isa=avx2" --canonicalize | FileCheck %s --check-prefixes=CHECK,AVX2
// RUN: compress-opt %s --split-input-file --compress-convert-to-kernels --canonicalize | FileCheck %s --check-prefixes=CHECK,PORTABLE
// RUN: compress-opt %s --split-input-file --compress-convert-to-kernels="isa=avx512" --canonicalize | FileCheck %s --check-prefixes=CHECK,AVX512
// RUN: compress-opt %s --split-input-file --compress-convert-to-kernels="isa=avx-vnni" --canonicalize | FileCheck %s --check-prefixes=CHECK,BYTES,AVXVNNI
// RUN: compress-opt %s --split-input-file --compress-convert-to-kernels="isa=avx512-vnni" --canonicalize | FileCheck %s --check-prefixes=CHECK,BYTES,AVX512VNNI

// f32: packed weights, the bias as initial sum. Without padding no copy.
// CHECK-LABEL: func @conv
// CHECK-SAME: (%[[X:.*]]: tensor<1x5x6x3xf32>)
// CHECK-DAG: %[[BIAS:.*]] = arith.constant dense<2.000000e+00> : tensor<5xf32>
// AVX2-DAG: %[[W:.*]] = arith.constant dense_resource<c.packed> : tensor<1x1x3x9x8x1xf32>
// PORTABLE-DAG: %[[W:.*]] = arith.constant dense_resource<c.packed> : tensor<1x2x3x9x4x1xf32>
// AVX512-DAG: %[[W:.*]] = arith.constant dense_resource<c.packed> : tensor<1x1x3x9x16x1xf32>
// AVXVNNI-DAG: %[[W:.*]] = arith.constant dense_resource<c.packed> : tensor<1x1x3x9x8x1xf32>
// AVX512VNNI-DAG: %[[W:.*]] = arith.constant dense_resource<c.packed> : tensor<1x1x3x9x16x1xf32>
// CHECK-DAG: %[[E:.*]] = tensor.empty() : tensor<1x3x4x5xf32>
// CHECK: %[[Y:.*]] = compress.kernel "c" #compress.conv<kernel = [3, 3], stride = [1, 1], dilation = [1, 1]>
// CHECK-SAME: ins(%[[X]], %[[W]] : tensor<1x5x6x3xf32>, {{.*}}) bias(%[[BIAS]] : tensor<5xf32>) outs(%[[E]] : tensor<1x3x4x5xf32>)
// CHECK-NEXT: ^bb0(%[[SUM:.*]]: f32):
// CHECK-NEXT: compress.yield %[[SUM]] : f32
// CHECK: return %[[Y]]
func.func @conv(%x: tensor<1x5x6x3xf32>) -> tensor<1x3x4x5xf32> {
  %w = compress.parameter "c.weight" = dense<1.0> : tensor<5x3x3x3xf32>
  %b = compress.parameter "c.bias" = dense<2.0> : tensor<5xf32>
  %y = compress.conv2d "c" %x, %w bias %b : tensor<1x5x6x3xf32>, tensor<5x3x3x3xf32>, tensor<5xf32>
  return %y : tensor<1x3x4x5xf32>
}

// -----

// i8: widened, in pairs, or as unsigned bytes in fours. With zero point -3 and
// 27 weights of 2, the bias is 7 + 3 * 54; and 128 * 54 less for bytes.
// CHECK-LABEL: func @int8
// PORTABLE-DAG: arith.constant dense<169> : tensor<5xi32>
// PORTABLE-DAG: dense_resource<c.packed> : tensor<1x2x3x9x4x1xi8>
// AVX2-DAG: arith.constant dense<169> : tensor<5xi32>
// AVX2-DAG: dense_resource<c.packed> : tensor<1x1x3x5x8x2xi8>
// AVX512-DAG: arith.constant dense<169> : tensor<5xi32>
// AVX512-DAG: dense_resource<c.packed> : tensor<1x1x3x5x16x2xi8>
// BYTES-DAG: arith.constant dense<-6743> : tensor<5xi32>
// AVXVNNI-DAG: dense_resource<c.packed> : tensor<1x1x3x3x8x4xi8>
// AVX512VNNI-DAG: dense_resource<c.packed> : tensor<1x1x3x3x16x4xi8>
// PORTABLE: arith.extsi %{{.*}} : i8 to i16
// AVX2: arith.extsi %{{.*}} : i8 to i16
// AVX512: arith.extsi %{{.*}} : i8 to i16
// BYTES: arith.xori %{{.*}}, %c-128_i8 : i8
// AVX2: compress.kernel "c" #compress.conv{{.*}} ins(%{{.*}} : tensor<1x5x6x3xi16>, {{.*}} outs(%{{.*}} : tensor<1x3x4x5xi32>)
// BYTES: compress.kernel "c" #compress.conv{{.*}} ins(%{{.*}} : tensor<1x5x6x3xi8>, {{.*}} outs(%{{.*}} : tensor<1x3x4x5xi32>)
func.func @int8(%x: tensor<1x5x6x3xi8>) -> tensor<1x3x4x5xi32> {
  %w = compress.parameter "c.weight" = dense<2> : tensor<5x3x3x3xi8>
  %b = compress.parameter "c.bias" = dense<7> : tensor<5xi32>
  %y = compress.conv2d "c" %x, %w bias %b {input_zp = -3 : i32} : tensor<1x5x6x3xi8>, tensor<5x3x3x3xi8>, tensor<5xi32>
  return %y : tensor<1x3x4x5xi32>
}

// -----

// -120 - 100 does not fit in a byte: words on every instruction set.
// CHECK-LABEL: func @wide_weights
// CHECK-DAG: arith.constant dense<880> : tensor<1xi32>
// PORTABLE-DAG: arith.constant dense<{{.*}}> : tensor<1x1x1x4x4x1xi16>
// AVX2-DAG: arith.constant dense<{{.*}}> : tensor<1x1x1x2x8x2xi16>
// AVXVNNI-DAG: arith.constant dense<{{.*}}> : tensor<1x1x1x2x8x2xi16>
// AVX512VNNI-DAG: arith.constant dense<{{.*}}> : tensor<1x1x1x2x16x2xi16>
// CHECK: arith.extsi %{{.*}} : i8 to i16
// CHECK: compress.kernel "fc" #compress.matmul ins(%{{.*}} : tensor<1x4xi16>
func.func @wide_weights(%x: tensor<1x4xi8>) -> tensor<1x1xi32> {
  %w = compress.parameter "fc.weight" = dense<-120> : tensor<1x4xi8>
  %y = compress.dense "fc" %x, %w {input_zp = 1 : i32, weight_zp = 100 : i32} : tensor<1x4xi8>, tensor<1x4xi8>
  return %y : tensor<1x1xi32>
}

// -----

// Padding is a border of a buffer that is made where the function begins, and
// that the input is written into. The border holds the zero point as the kernel
// reads it.
// CHECK-LABEL: func @padded
// CHECK-SAME: (%[[X:.*]]: tensor<1x5x6x3xi8>)
// AVX2-DAG: %[[ZP:.*]] = arith.constant -3 : i16
// BYTES-DAG: %[[ZP:.*]] = arith.constant 125 : i8
// AVX2: %[[PAD:.*]] = bufferization.alloc_tensor() : tensor<1x6x8x3xi16>
// AVX2: %[[IN:.*]] = tensor.insert_slice %{{.*}} into %[[PAD]][0, 1, 0, 0] [1, 5, 6, 3] [1, 1, 1, 1] : tensor<1x5x6x3xi16> into tensor<1x6x8x3xi16>
// AVX2: %[[TOP:.*]] = tensor.extract_slice %[[IN]][0, 0, 0, 0] [1, 1, 8, 3] [1, 1, 1, 1]
// AVX2: %[[FILL:.*]] = linalg.fill ins(%[[ZP]] : i16) outs(%[[TOP]]
// AVX2: %[[IN2:.*]] = tensor.insert_slice %[[FILL]] into %[[IN]][0, 0, 0, 0] [1, 1, 8, 3] [1, 1, 1, 1]
// AVX2: %[[RIGHT:.*]] = tensor.extract_slice %[[IN2]][0, 0, 6, 0] [1, 6, 2, 3] [1, 1, 1, 1]
// AVX2: linalg.fill ins(%[[ZP]] : i16) outs(%[[RIGHT]]
// AVX2: tensor.insert_slice %{{.*}} into %[[IN2]][0, 0, 6, 0] [1, 6, 2, 3] [1, 1, 1, 1]
// BYTES: linalg.fill ins(%[[ZP]] : i8)
// CHECK: compress.kernel "c"
func.func @padded(%x: tensor<1x5x6x3xi8>) -> tensor<1x4x6x5xi32> {
  %w = compress.parameter "c.weight" = dense<2> : tensor<5x3x3x3xi8>
  %y = compress.conv2d "c" %x, %w {pad = array<i64: 1, 0, 0, 2>, input_zp = -3 : i32} : tensor<1x5x6x3xi8>, tensor<5x3x3x3xi8>
  return %y : tensor<1x4x6x5xi32>
}

// -----

// A run is a row of the window, or with dilation in width one pixel of it.
// CHECK-LABEL: func @dilated
// AVX2: tensor<1x1x9x4x8x1xf32>
// CHECK: #compress.conv<kernel = [3, 3], stride = [2, 1], dilation = [1, 2]>
func.func @dilated(%x: tensor<1x7x9x4xf32>) -> tensor<1x3x5x5xf32> {
  %w = compress.parameter "c.weight" = dense<1.0> : tensor<5x3x3x4xf32>
  %y = compress.conv2d "c" %x, %w {stride = array<i64: 2, 1>, dilation = array<i64: 1, 2>} : tensor<1x7x9x4xf32>, tensor<5x3x3x4xf32>
  return %y : tensor<1x3x5x5xf32>
}

// -----

// Two groups of two channels in and three out.
// CHECK-LABEL: func @grouped
// AVX2: tensor<2x1x9x2x8x1xf32>
// CHECK: compress.kernel "c" #compress.conv
func.func @grouped(%x: tensor<1x7x9x4xf32>) -> tensor<1x5x7x6xf32> {
  %w = compress.parameter "c.weight" = dense<1.0> : tensor<6x3x3x2xf32>
  %y = compress.conv2d "c" %x, %w {groups = 2 : i64} : tensor<1x7x9x4xf32>, tensor<6x3x3x2xf32>
  return %y : tensor<1x5x7x6xf32>
}

// -----

// Depthwise weights have the channels last.
// CHECK-LABEL: func @depthwise
// CHECK-DAG: dense<{{\[\[\[}}1.000000e+00, 3.000000e+00], [2.000000e+00, 4.000000e+00]]]> : tensor<1x2x2xf32>
// CHECK: compress.kernel "d" #compress.depthwise<kernel = [1, 2], stride = [1, 1], dilation = [1, 1]>
func.func @depthwise(%x: tensor<1x7x9x2xf32>) -> tensor<1x7x8x2xf32> {
  %w = compress.parameter "d.weight" = dense<[[[[1.0], [2.0]]], [[[3.0], [4.0]]]]> : tensor<2x1x2x1xf32>
  %y = compress.conv2d "d" %x, %w {groups = 2 : i64} : tensor<1x7x9x2xf32>, tensor<2x1x2x1xf32>
  return %y : tensor<1x7x8x2xf32>
}

// -----

// What a mask removes is packed as zeros; columns that fill no vector, too.
// CHECK-LABEL: func @masked
// PORTABLE: arith.constant dense<{{\[+}}1.000000e+00], [0.000000e+00], [0.000000e+00], [0.000000e+00]], {{\[+}}0.000000e+00], [4.000000e+00], [0.000000e+00], [0.000000e+00]]]]]]> : tensor<1x1x1x2x4x1xf32>
func.func @masked(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "fc.weight" = dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %m = "tosa.const"() <{values = dense<[[true, false], [false, true]]> : tensor<2x2xi1>}> : () -> tensor<2x2xi1>
  %p = compress.mask %w, %m : tensor<2x2xf32>, tensor<2x2xi1>
  %y = compress.dense "fc" %x, %p : tensor<1x2xf32>, tensor<2x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// f32 weights that are arguments are packed when the function runs.
// CHECK-LABEL: func @arguments
// CHECK-SAME: (%[[X:.*]]: tensor<3x2x9xf32>, %[[W:.*]]: tensor<5x9xf32>, %[[B:.*]]: tensor<5xf32>)
// AVX2: %[[PADDED:.*]] = tensor.pad %{{.*}} low[0, 0, 0, 0] high[0, 3, 0, 0]
// AVX2: %[[PACKED:.*]] = linalg.transpose ins(%{{.*}} : tensor<1x1x8x1x9x1xf32>) outs(%{{.*}} : tensor<1x1x1x9x8x1xf32>)
// AVX2: compress.kernel "fc" #compress.matmul ins(%[[X]], %[[PACKED]] : tensor<3x2x9xf32>, tensor<1x1x1x9x8x1xf32>) bias(%[[B]] : tensor<5xf32>)
func.func @arguments(%x: tensor<3x2x9xf32>, %w: tensor<5x9xf32>, %b: tensor<5xf32>) -> tensor<3x2x5xf32> {
  %y = compress.dense "fc" %x, %w bias %b : tensor<3x2x9xf32>, tensor<5x9xf32>, tensor<5xf32>
  return %y : tensor<3x2x5xf32>
}

// -----

// CHECK-LABEL: func @depthwise_argument
// CHECK: linalg.transpose ins(%{{.*}} : tensor<4x3x3xf32>) outs(%{{.*}} : tensor<3x3x4xf32>) permutation = [1, 2, 0]
// CHECK: compress.kernel "d" #compress.depthwise
func.func @depthwise_argument(%x: tensor<1x5x5x4xf32>, %w: tensor<4x3x3x1xf32>) -> tensor<1x3x3x4xf32> {
  %y = compress.conv2d "d" %x, %w {groups = 4 : i64} : tensor<1x5x5x4xf32>, tensor<4x3x3x1xf32>
  return %y : tensor<1x3x3x4xf32>
}

// -----

// Both operands are activations: zero points are subtracted in 16 bits, and
// vpdpbusd cannot be used.
// CHECK-LABEL: func @batch_matmul
// CHECK: arith.extsi %{{.*}} : i8 to i16
// CHECK-NEXT: arith.subi %{{.*}}, %{{.*}} : i16
// PORTABLE: compress.kernel "m" #compress.matmul ins(%{{.*}} : tensor<2x3x5xi16>, tensor<2x2x1x5x4x1xi16>)
// AVX2: compress.kernel "m" #compress.matmul ins(%{{.*}} : tensor<2x3x5xi16>, tensor<2x1x1x3x8x2xi16>)
// AVX512: compress.kernel "m" #compress.matmul ins(%{{.*}} : tensor<2x3x5xi16>, tensor<2x1x1x3x16x2xi16>)
// AVX512VNNI: compress.kernel "m" #compress.matmul ins(%{{.*}} : tensor<2x3x5xi16>, tensor<2x1x1x3x16x2xi16>)
func.func @batch_matmul(%a: tensor<2x3x5xi8>, %b: tensor<2x5x7xi8>) -> tensor<2x3x7xi32> {
  %y = compress.batch_matmul "m" %a, %b {a_zp = -128 : i32, b_zp = 5 : i32} : tensor<2x3x5xi8>, tensor<2x5x7xi8>
  return %y : tensor<2x3x7xi32>
}

// -----

// Left alone: 16-bit activations, integer weights and biases that are not
// constant, several results per channel, dynamic sizes.
// CHECK-LABEL: func @left
// CHECK-NOT: compress.kernel
// CHECK: compress.dense "wide"
// CHECK: compress.dense "argument"
// CHECK: compress.dense "bias"
// CHECK: compress.conv2d "multiplier"
// CHECK: compress.dense "dynamic"
// CHECK: compress.batch_matmul "wide_matmul"
// CHECK-NOT: compress.kernel
func.func @left(%x: tensor<1x4xi16>, %y: tensor<1x4xi8>, %w: tensor<4x4xi8>, %b: tensor<4xi32>, %z: tensor<1x5x5x2xf32>, %d: tensor<?x4xf32>, %m: tensor<1x4x4xi16>)
    -> (tensor<1x4xi48>, tensor<1x4xi32>, tensor<1x4xi32>, tensor<1x5x5x4xf32>, tensor<?x4xf32>, tensor<1x4x4xi48>) {
  %wi = compress.parameter "wi" = dense<1> : tensor<4x4xi8>
  %wf = compress.parameter "wf" = dense<1.0> : tensor<4x1x1x1xf32>
  %wd = compress.parameter "wd" = dense<1.0> : tensor<4x4xf32>
  %0 = compress.dense "wide" %x, %wi : tensor<1x4xi16>, tensor<4x4xi8>
  %1 = compress.dense "argument" %y, %w : tensor<1x4xi8>, tensor<4x4xi8>
  %2 = compress.dense "bias" %y, %wi bias %b : tensor<1x4xi8>, tensor<4x4xi8>, tensor<4xi32>
  %3 = compress.conv2d "multiplier" %z, %wf {groups = 2 : i64} : tensor<1x5x5x2xf32>, tensor<4x1x1x1xf32>
  %4 = compress.dense "dynamic" %d, %wd : tensor<?x4xf32>, tensor<4x4xf32>
  %5 = compress.batch_matmul "wide_matmul" %m, %m : tensor<1x4x4xi16>, tensor<1x4x4xi16>
  return %0, %1, %2, %3, %4, %5 : tensor<1x4xi48>, tensor<1x4xi32>, tensor<1x4xi32>, tensor<1x5x5x4xf32>, tensor<?x4xf32>, tensor<1x4x4xi48>
}

// -----

// A kernel reads as many channels as are in use, of what was not cut yet.
// CHECK-LABEL: func @leading
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<1x4x4x8xf32>, %{{[a-z0-9]+}}: tensor<5x1x1x8xf32>, %[[N:[a-z0-9]+]]: tensor<i32>
// CHECK-NOT: compress.leading
// CHECK: compress.kernel "c" {{.*}} ins(%[[X]], %{{.*}}) input_limit(%[[N]] : tensor<i32>) outs(
func.func @leading(%x: tensor<1x4x4x8xf32>, %w: tensor<5x1x1x8xf32>, %n: tensor<i32>) -> tensor<1x4x4x5xf32> {
  %l = compress.leading %x, %n : tensor<1x4x4x8xf32>
  %y = compress.conv2d "c" %l, %w : tensor<1x4x4x8xf32>, tensor<5x1x1x8xf32>
  return %y : tensor<1x4x4x5xf32>
}

// -----

// With groups it stays a mask.
// CHECK-LABEL: func @leading_groups
// CHECK: %[[L:.*]] = compress.leading
// CHECK: compress.kernel "c" {{.*}} ins(%[[L]], %{{.*}}) outs(
func.func @leading_groups(%x: tensor<1x4x4x8xf32>, %w: tensor<4x1x1x4xf32>, %n: tensor<i32>) -> tensor<1x4x4x4xf32> {
  %l = compress.leading %x, %n : tensor<1x4x4x8xf32>
  %y = compress.conv2d "c" %l, %w {groups = 2 : i64} : tensor<1x4x4x8xf32>, tensor<4x1x1x4xf32>
  return %y : tensor<1x4x4x4xf32>
}
