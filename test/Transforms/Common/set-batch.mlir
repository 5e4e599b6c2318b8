// One function per family of operations: types and shape constants follow the
// batch, and one run at the new size equals runs at the old one.
// RUN: compress-opt %s --split-input-file --compress-set-batch="size=4 check" | FileCheck %s
// From 4 to 3 and back to 4, and a second time to the same size: nothing else changes.
// RUN: compress-opt %s --split-input-file --compress-set-batch=size=4 -o %t.once.mlir
// RUN: compress-opt %t.once.mlir --split-input-file --pass-pipeline='builtin.module(compress-set-batch{size=3 check},compress-set-batch{size=4 check})' -o %t.again.mlir
// RUN: diff %t.once.mlir %t.again.mlir
// RUN: compress-opt %s --split-input-file --compress-set-batch=size=4 --compress-set-batch=size=4 | diff - %t.once.mlir
// RUN: compress-opt %s --split-input-file --compress-set-batch=size=4 --remarks-filter-passed=compress-set-batch -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

// REMARK: [Passed] set-batch | Category:compress-set-batch | Function=elementwise | Remark="batch 1 -> 4: 8 values have another shape"

// A constant that broadcasts keeps its size of 1.
// CHECK-LABEL: func.func @elementwise(
// CHECK-SAME:    tensor<4x2x3xf32>) -> tensor<4x2x3xf32>
// CHECK:         dense<2.000000e+00> : tensor<1x1x3xf32>
// CHECK:         tosa.add {{.*}} : (tensor<4x2x3xf32>, tensor<1x1x3xf32>) -> tensor<4x2x3xf32>
// CHECK:         tosa.select {{.*}} : (tensor<4x2x3xi1>, tensor<4x2x3xf32>, tensor<1x1x3xf32>) -> tensor<4x2x3xf32>
// CHECK:         tosa.mul {{.*}} : (tensor<4x2x3xf32>, tensor<4x2x3xf32>, tensor<1xi8>) -> tensor<4x2x3xf32>
func.func @elementwise(%x: tensor<1x2x3xf32>) -> tensor<1x2x3xf32> {
  %c = "tosa.const"() <{values = dense<2.0> : tensor<1x1x3xf32>}> : () -> tensor<1x1x3xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.add %x, %c : (tensor<1x2x3xf32>, tensor<1x1x3xf32>) -> tensor<1x2x3xf32>
  %1 = tosa.sigmoid %0 : (tensor<1x2x3xf32>) -> tensor<1x2x3xf32>
  %2 = tosa.clamp %1 {min_val = 0.1 : f32, max_val = 0.8 : f32} : (tensor<1x2x3xf32>) -> tensor<1x2x3xf32>
  %3 = tosa.greater %x, %c : (tensor<1x2x3xf32>, tensor<1x1x3xf32>) -> tensor<1x2x3xi1>
  %4 = tosa.select %3, %2, %c : (tensor<1x2x3xi1>, tensor<1x2x3xf32>, tensor<1x1x3xf32>) -> tensor<1x2x3xf32>
  %5 = tosa.mul %4, %2, %shift : (tensor<1x2x3xf32>, tensor<1x2x3xf32>, tensor<1xi8>) -> tensor<1x2x3xf32>
  %6 = tosa.tanh %5 : (tensor<1x2x3xf32>) -> tensor<1x2x3xf32>
  return %6 : tensor<1x2x3xf32>
}

// -----

// CHECK-LABEL: func.func @layers(
// CHECK-SAME:    %[[X:.*]]: tensor<4x8x8x4xf32>) -> (tensor<4x10xf32>, tensor<4x9x8xf32>)
// CHECK:         compress.conv2d "c" {{.*}} : tensor<4x8x8x4xf32>, tensor<8x3x3x2xf32>, tensor<8xf32>
// CHECK:         compress.batch_norm "n" {{.*}} : tensor<4x6x6x8xf32>, tensor<8xf32>
// CHECK:         tosa.max_pool2d {{.*}} -> tensor<4x3x3x8xf32>
// CHECK:         compress.fake_quant {{.*}} : tensor<4x3x3x8xf32>
// CHECK:         tosa.const_shape {values = dense<[4, 72]>
// CHECK:         compress.dense "d" {{.*}} : tensor<4x72xf32>, tensor<10x72xf32>
// CHECK:         tosa.const_shape {values = dense<[4, 9, 8]>
func.func @layers(%x: tensor<1x8x8x4xf32>) -> (tensor<1x10xf32>, tensor<1x9x8xf32>) {
  %w = compress.parameter "c.weight" = dense<0.1> : tensor<8x3x3x2xf32>
  %m = "tosa.const"() <{values = dense<true> : tensor<8x1x1x1xi1>}> : () -> tensor<8x1x1x1xi1>
  %masked = compress.mask %w, %m : tensor<8x3x3x2xf32>, tensor<8x1x1x1xi1>
  %b = compress.parameter "c.bias" = dense<0.5> : tensor<8xf32>
  %0 = compress.conv2d "c" %x, %masked bias %b {groups = 2 : i64} : tensor<1x8x8x4xf32>, tensor<8x3x3x2xf32>, tensor<8xf32>
  %s = compress.parameter "n.scale" = dense<1.5> : tensor<8xf32>
  %1 = compress.batch_norm "n" %0 scale %s offset %b mean %b variance %s {epsilon = 1.0e-5 : f32} : tensor<1x6x6x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>
  %2 = tosa.max_pool2d %1 {kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x6x6x8xf32>) -> tensor<1x3x3x8xf32>
  %3 = compress.fake_quant %2 as !quant.uniform<i8:f32, 0.05:-128> : tensor<1x3x3x8xf32>
  %flat = tosa.const_shape {values = dense<[1, 72]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %4 = tosa.reshape %3, %flat : (tensor<1x3x3x8xf32>, !tosa.shape<2>) -> tensor<1x72xf32>
  %v = compress.parameter "d.weight" = dense<0.2> : tensor<10x72xf32>
  %5 = compress.dense "d" %4, %v : tensor<1x72xf32>, tensor<10x72xf32>
  %rows = tosa.const_shape {values = dense<[1, 9, 8]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %6 = tosa.reshape %4, %rows : (tensor<1x72xf32>, !tosa.shape<3>) -> tensor<1x9x8xf32>
  return %5, %6 : tensor<1x10xf32>, tensor<1x9x8xf32>
}

// -----

// A shape constant that two reshapes share is changed for one of them only if
// the other keeps its shape.
// CHECK-LABEL: func.func @moving(
// CHECK-DAG:     tosa.const_shape {values = dense<[1, 6]>
// CHECK-DAG:     tosa.const_shape {values = dense<[4, 6]>
// CHECK-DAG:     tosa.const_shape {values = dense<[4, 2]>
// CHECK:         tosa.slice {{.*}} -> tensor<4x2xf32>
// CHECK:         tosa.concat {{.*}} : (tensor<4x6xf32>, tensor<4x2xf32>) -> tensor<4x8xf32>
// CHECK:         tosa.pad {{.*}} -> tensor<4x11xf32>
// CHECK:         tosa.tile {{.*}} -> tensor<4x22xf32>
// CHECK:         tosa.reverse {{.*}} -> tensor<4x22xf32>
// CHECK:         tosa.argmax {{.*}} -> tensor<4xi32>
// CHECK:         tosa.reduce_max {{.*}} -> tensor<4x1xf32>
func.func @moving(%x: tensor<1x3x2xf32>) -> (tensor<1x22xf32>, tensor<1xi32>, tensor<1x1xf32>, tensor<2x1x3xf32>) {
  %c = "tosa.const"() <{values = dense<[[[0.5, 1.0, 1.5], [2.0, 2.5, 3.0]]]> : tensor<1x2x3xf32>}> : () -> tensor<1x2x3xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %flat = tosa.const_shape {values = dense<[1, 6]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %0 = tosa.reshape %x, %flat : (tensor<1x3x2xf32>, !tosa.shape<2>) -> tensor<1x6xf32>
  %1 = tosa.reshape %c, %flat : (tensor<1x2x3xf32>, !tosa.shape<2>) -> tensor<1x6xf32>
  %2 = tosa.add %0, %1 : (tensor<1x6xf32>, tensor<1x6xf32>) -> tensor<1x6xf32>
  %start = tosa.const_shape {values = dense<[0, 1]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %size = tosa.const_shape {values = dense<[1, 2]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %3 = tosa.slice %2, %start, %size : (tensor<1x6xf32>, !tosa.shape<2>, !tosa.shape<2>) -> tensor<1x2xf32>
  %4 = tosa.concat %2, %3 {axis = 1 : i32} : (tensor<1x6xf32>, tensor<1x2xf32>) -> tensor<1x8xf32>
  %padding = tosa.const_shape {values = dense<[0, 0, 1, 2]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %5 = tosa.pad %4, %padding, %z : (tensor<1x8xf32>, !tosa.shape<4>, tensor<1xf32>) -> tensor<1x11xf32>
  %twice = tosa.const_shape {values = dense<[1, 2]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %6 = tosa.tile %5, %twice : (tensor<1x11xf32>, !tosa.shape<2>) -> tensor<1x22xf32>
  %7 = tosa.reverse %6 {axis = 1 : i32} : (tensor<1x22xf32>) -> tensor<1x22xf32>
  %8 = tosa.argmax %7 {axis = 1 : i32} : (tensor<1x22xf32>) -> tensor<1xi32>
  %9 = tosa.reduce_max %7 {axis = 1 : i32} : (tensor<1x22xf32>) -> tensor<1x1xf32>
  %10 = tosa.transpose %x {perms = array<i32: 2, 0, 1>} : (tensor<1x3x2xf32>) -> tensor<2x1x3xf32>
  return %7, %8, %9, %10 : tensor<1x22xf32>, tensor<1xi32>, tensor<1x1xf32>, tensor<2x1x3xf32>
}

// -----

// A residual, squeeze and excite, and an average.
// CHECK-LABEL: func.func @residual(
// CHECK:         tosa.avg_pool2d {{.*}} -> tensor<4x1x1x3xf32>
// CHECK:         tosa.mul {{.*}} : (tensor<4x4x4x3xf32>, tensor<4x1x1x3xf32>, tensor<1xi8>) -> tensor<4x4x4x3xf32>
// CHECK:         tosa.add {{.*}} : (tensor<4x4x4x3xf32>, tensor<4x4x4x3xf32>) -> tensor<4x4x4x3xf32>
// CHECK:         tosa.concat {{.*}} -> tensor<4x4x4x6xf32>
func.func @residual(%x: tensor<1x4x4x3xf32>) -> tensor<1x4x4x6xf32> {
  %w = compress.parameter "c.weight" = dense<0.1> : tensor<3x3x3x1xf32>
  %0 = compress.conv2d "c" %x, %w {groups = 3 : i64, pad = array<i64: 1, 1, 1, 1>} : tensor<1x4x4x3xf32>, tensor<3x3x3x1xf32>
  %zp = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %1 = tosa.avg_pool2d %0, %zp, %zp {acc_type = f32, kernel = array<i64: 4, 4>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x3xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x1x3xf32>
  %v = compress.parameter "e.weight" = dense<0.3> : tensor<3x1x1x3xf32>
  %2 = compress.conv2d "e" %1, %v : tensor<1x1x1x3xf32>, tensor<3x1x1x3xf32>
  %3 = tosa.sigmoid %2 : (tensor<1x1x1x3xf32>) -> tensor<1x1x1x3xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %4 = tosa.mul %0, %3, %shift : (tensor<1x4x4x3xf32>, tensor<1x1x1x3xf32>, tensor<1xi8>) -> tensor<1x4x4x3xf32>
  %5 = tosa.add %x, %4 : (tensor<1x4x4x3xf32>, tensor<1x4x4x3xf32>) -> tensor<1x4x4x3xf32>
  %6 = tosa.concat %5, %x {axis = 3 : i32} : (tensor<1x4x4x3xf32>, tensor<1x4x4x3xf32>) -> tensor<1x4x4x6xf32>
  return %6 : tensor<1x4x4x6xf32>
}

// -----

// Attention: the batch goes into the rows of a dense layer, and with the heads
// into the batch of a matmul, and comes out again.
// CHECK-LABEL: func.func @attention(
// CHECK-SAME:    tensor<4x6x8xf32>) -> tensor<4x6x8xf32>
// CHECK:         compress.dense "q" {{.*}} : tensor<24x8xf32>, tensor<8x8xf32>
// CHECK:         dense<[4, 6, 2, 4]>
// CHECK:         tosa.transpose {{.*}} -> tensor<4x2x6x4xf32>
// CHECK:         dense<[8, 6, 4]>
// CHECK:         compress.batch_matmul "scores" {{.*}} : tensor<8x6x4xf32>, tensor<8x4x6xf32>
// CHECK:         tosa.reduce_sum {{.*}} -> tensor<8x6x1xf32>
// CHECK:         compress.batch_matmul "mix" {{.*}} : tensor<8x6x6xf32>, tensor<8x6x4xf32>
// CHECK:         return {{.*}} : tensor<4x6x8xf32>
func.func @attention(%x: tensor<1x6x8xf32>) -> tensor<1x6x8xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %rows = tosa.const_shape {values = dense<[6, 8]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %split = tosa.const_shape {values = dense<[1, 6, 2, 4]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %heads = tosa.const_shape {values = dense<[2, 6, 4]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %w = compress.parameter "q.weight" = dense<0.25> : tensor<8x8xf32>
  %0 = tosa.reshape %x, %rows : (tensor<1x6x8xf32>, !tosa.shape<2>) -> tensor<6x8xf32>
  %1 = compress.dense "q" %0, %w : tensor<6x8xf32>, tensor<8x8xf32>
  %2 = tosa.reshape %1, %split : (tensor<6x8xf32>, !tosa.shape<4>) -> tensor<1x6x2x4xf32>
  %3 = tosa.transpose %2 {perms = array<i32: 0, 2, 1, 3>} : (tensor<1x6x2x4xf32>) -> tensor<1x2x6x4xf32>
  %4 = tosa.reshape %3, %heads : (tensor<1x2x6x4xf32>, !tosa.shape<3>) -> tensor<2x6x4xf32>
  %5 = tosa.transpose %4 {perms = array<i32: 0, 2, 1>} : (tensor<2x6x4xf32>) -> tensor<2x4x6xf32>
  %6 = compress.batch_matmul "scores" %4, %5 : tensor<2x6x4xf32>, tensor<2x4x6xf32>
  %7 = tosa.exp %6 : (tensor<2x6x6xf32>) -> tensor<2x6x6xf32>
  %8 = tosa.reduce_sum %7 {axis = 2 : i32} : (tensor<2x6x6xf32>) -> tensor<2x6x1xf32>
  %9 = tosa.reciprocal %8 : (tensor<2x6x1xf32>) -> tensor<2x6x1xf32>
  %10 = tosa.mul %7, %9, %shift : (tensor<2x6x6xf32>, tensor<2x6x1xf32>, tensor<1xi8>) -> tensor<2x6x6xf32>
  %11 = compress.batch_matmul "mix" %10, %4 : tensor<2x6x6xf32>, tensor<2x6x4xf32>
  %back = tosa.const_shape {values = dense<[1, 2, 6, 4]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %12 = tosa.reshape %11, %back : (tensor<2x6x4xf32>, !tosa.shape<4>) -> tensor<1x2x6x4xf32>
  %13 = tosa.transpose %12 {perms = array<i32: 0, 2, 1, 3>} : (tensor<1x2x6x4xf32>) -> tensor<1x6x2x4xf32>
  %joined = tosa.const_shape {values = dense<[1, 6, 8]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %14 = tosa.reshape %13, %joined : (tensor<1x6x2x4xf32>, !tosa.shape<3>) -> tensor<1x6x8xf32>
  return %14 : tensor<1x6x8xf32>
}

// -----

// A matmul with a constant has no room for a batch in front: the reshape before
// it puts the batch into the rows.
// CHECK-LABEL: func.func @rows(
// CHECK:         tosa.const_shape {values = dense<[1, 4, 3]>
// CHECK:         tosa.matmul
// CHECK-SAME:      (tensor<1x4x3xf32>, tensor<1x3x2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x2xf32>
// CHECK:         return {{.*}} : tensor<4x2xf32>
func.func @rows(%x: tensor<1x3xf32>) -> tensor<1x2xf32> {
  %w = "tosa.const"() <{values = dense<[[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]]> : tensor<1x3x2xf32>}> : () -> tensor<1x3x2xf32>
  %zp = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %s = tosa.const_shape {values = dense<[1, 1, 3]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %0 = tosa.reshape %x, %s : (tensor<1x3xf32>, !tosa.shape<3>) -> tensor<1x1x3xf32>
  %1 = tosa.matmul %0, %w, %zp, %zp : (tensor<1x1x3xf32>, tensor<1x3x2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x2xf32>
  %t = tosa.const_shape {values = dense<[1, 2]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %2 = tosa.reshape %1, %t : (tensor<1x1x2xf32>, !tosa.shape<2>) -> tensor<1x2xf32>
  return %2 : tensor<1x2xf32>
}

// -----

// Two inputs have the batch; a table and a scalar do not.
// CHECK-LABEL: func.func @inputs(
// CHECK-SAME:    %{{.*}}: tensor<4x5x3xf32>, %{{.*}}: tensor<4x2xi32>, %{{.*}}: tensor<7x3xf32>, %{{.*}}: tensor<f32>
// CHECK-SAME:    -> (tensor<4x2x3xf32>, tensor<7x3xf32>)
func.func @inputs(%x: tensor<1x5x3xf32>, %i: tensor<1x2xi32>, %table: tensor<7x3xf32>, %scalar: tensor<f32>) -> (tensor<1x2x3xf32>, tensor<7x3xf32>) {
  %0 = tosa.gather %x, %i : (tensor<1x5x3xf32>, tensor<1x2xi32>) -> tensor<1x2x3xf32>
  %1 = tosa.abs %table : (tensor<7x3xf32>) -> tensor<7x3xf32>
  return %0, %1 : tensor<1x2x3xf32>, tensor<7x3xf32>
}

// -----

// Through the call into an integer core.
// CHECK-LABEL: func.func @main(
// CHECK:         call @core({{.*}}) : (tensor<4x3xi8>) -> tensor<4x2xi8>
// CHECK-LABEL: func.func private @core(
// CHECK-SAME:    tensor<4x3xi8>) -> tensor<4x2xi8>
// CHECK:         tosa.rescale {{.*}} : (tensor<4x2xi32>, tensor<2xi32>, tensor<2xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<4x2xi8>
func.func @main(%x: tensor<1x3xf32>) -> tensor<1x2xf32> {
  %0 = tosa.cast %x : (tensor<1x3xf32>) -> tensor<1x3xi8>
  %1 = call @core(%0) : (tensor<1x3xi8>) -> tensor<1x2xi8>
  %2 = tosa.cast %1 : (tensor<1x2xi8>) -> tensor<1x2xf32>
  return %2 : tensor<1x2xf32>
}
func.func private @core(%x: tensor<1x3xi8>) -> tensor<1x2xi8> {
  %w = compress.parameter "d.weight" = dense<[[1, 2, 3], [-4, 5, -6]]> : tensor<2x3xi8>
  %0 = compress.dense "d" %x, %w : tensor<1x3xi8>, tensor<2x3xi8>
  %m = "tosa.const"() <{values = dense<[1073741824, 1200000000]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %s = "tosa.const"() <{values = dense<[31, 32]> : tensor<2xi8>}> : () -> tensor<2xi8>
  %i = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %o = "tosa.const"() <{values = dense<3> : tensor<1xi8>}> : () -> tensor<1xi8>
  %1 = tosa.rescale %0, %m, %s, %i, %o {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = true, input_unsigned = false, output_unsigned = false} : (tensor<1x2xi32>, tensor<2xi32>, tensor<2xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x2xi8>
  return %1 : tensor<1x2xi8>
}
