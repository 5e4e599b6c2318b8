// RUN: compress-opt %s --split-input-file --compress-lower-to-integer | FileCheck %s
// RUN: compress-opt %s --split-input-file --compress-lower-to-integer --compress-verify="contract=integer" -o /dev/null

// Operations that move or select values work on i8 as they are; padding is the
// zero point.
// CHECK-LABEL: func.func private @moving_integer_core
func.func @moving(%x: tensor<1x2x2x4xf32>) -> tensor<1x4xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5:7> : tensor<1x2x2x4xf32>
  %p = tosa.const_shape {values = dense<[0, 0, 1, 1, 1, 1, 0, 0]> : tensor<8xindex>} : () -> !tosa.shape<8>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  // CHECK: %[[ZERO:.*]] = "tosa.const"() <{values = dense<7> : tensor<1xi8>}>
  // CHECK: tosa.pad %{{.*}}, %{{.*}}, %[[ZERO]] : {{.*}} -> tensor<1x4x4x4xi8>
  %1 = tosa.pad %0, %p, %z : (tensor<1x2x2x4xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x4x4x4xf32>
  // CHECK: tosa.transpose {{.*}} -> tensor<1x4x4x4xi8>
  %2 = tosa.transpose %1 {perms = array<i32: 0, 2, 1, 3>} : (tensor<1x4x4x4xf32>) -> tensor<1x4x4x4xf32>
  // CHECK: tosa.reverse {{.*}} -> tensor<1x4x4x4xi8>
  %3 = tosa.reverse %2 {axis = 1 : i32} : (tensor<1x4x4x4xf32>) -> tensor<1x4x4x4xf32>
  // CHECK: tosa.max_pool2d {{.*}} -> tensor<1x2x2x4xi8>
  %4 = tosa.max_pool2d %3 {kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x4x4x4xf32>) -> tensor<1x2x2x4xf32>
  %s = tosa.const_shape {values = dense<[0, 0, 0, 0]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %t = tosa.const_shape {values = dense<[1, 1, 2, 4]> : tensor<4xindex>} : () -> !tosa.shape<4>
  // CHECK: tosa.slice {{.*}} -> tensor<1x1x2x4xi8>
  %5 = tosa.slice %4, %s, %t : (tensor<1x2x2x4xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<1x1x2x4xf32>
  // CHECK: tosa.reduce_max {{.*}} -> tensor<1x1x1x4xi8>
  %6 = tosa.reduce_max %5 {axis = 2 : i32} : (tensor<1x1x2x4xf32>) -> tensor<1x1x1x4xf32>
  %u = tosa.const_shape {values = dense<[1, 4]> : tensor<2xindex>} : () -> !tosa.shape<2>
  // CHECK: %[[R:.*]] = tosa.reshape {{.*}} -> tensor<1x4xi8>
  %7 = tosa.reshape %6, %u : (tensor<1x1x1x4xf32>, !tosa.shape<2>) -> tensor<1x4xf32>
  // CHECK: return %[[R]]
  return %7 : tensor<1x4xf32>
}

// -----

// The mean keeps the scale of its input and is then rescaled.
// CHECK-LABEL: func.func private @average_integer_core
func.func @average(%x: tensor<1x2x2x1xf32>) -> tensor<1x1x1x1xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5:7> : tensor<1x2x2x1xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  // CHECK: %[[ZP:.*]] = "tosa.const"() <{values = dense<7> : tensor<1xi8>}>
  // CHECK: %[[MEAN:.*]] = tosa.avg_pool2d %{{.*}}, %[[ZP]], %[[ZP]] {acc_type = i32
  %1 = tosa.avg_pool2d %0, %z, %z {acc_type = f32, kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x2x2x1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x1x1xf32>
  // CHECK: tosa.rescale %[[MEAN]]
  %2 = compress.fake_quant %1 as !quant.uniform<i8:f32, 0.25:1> : tensor<1x1x1x1xf32>
  return %2 : tensor<1x1x1x1xf32>
}

// -----

// Operands of a concatenation take the result's type; the first has it.
// CHECK-LABEL: func.func private @concat_integer_core
// CHECK-SAME: (%[[A:.*]]: tensor<1x1xi8>, %[[B:.*]]: tensor<1x1xi8>)
func.func @concat(%a: tensor<1x1xf32>, %b: tensor<1x1xf32>) -> tensor<1x2xf32> {
  %0 = compress.fake_quant %a as !quant.uniform<i8:f32, 0.5:7> : tensor<1x1xf32>
  %1 = compress.fake_quant %b as !quant.uniform<i8:f32, 0.25:5> : tensor<1x1xf32>
  // CHECK: %[[C:.*]] = tosa.rescale %[[B]]
  // CHECK: tosa.concat %[[A]], %[[C]] {axis = 1 : i32}
  %2 = tosa.concat %0, %1 {axis = 1 : i32} : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x2xf32>
  %3 = compress.fake_quant %2 as !quant.uniform<i8:f32, 0.5:7> : tensor<1x2xf32>
  return %3 : tensor<1x2xf32>
}

// -----

// Sums: both operands become i32 with 20 bits of headroom under twice the
// larger scale. 0.5 / (2 * 0.5) * 2^20 = 2^30 * 2^-11, and half of it.
// CHECK-LABEL: func.func private @sum_integer_core
func.func @sum(%a: tensor<1x2xf32>, %b: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = compress.fake_quant %a as !quant.uniform<i8:f32, 0.5:7> : tensor<1x2xf32>
  %1 = compress.fake_quant %b as !quant.uniform<i8:f32, 0.25:5> : tensor<1x2xf32>
  // CHECK: dense<1073741824>
  // CHECK: dense<11>
  // CHECK: %[[A:.*]] = tosa.rescale {{.*}} -> tensor<1x2xi32>
  // CHECK: dense<12>
  // CHECK: %[[B:.*]] = tosa.rescale {{.*}} -> tensor<1x2xi32>
  // CHECK: %[[S:.*]] = tosa.add %[[A]], %[[B]] : (tensor<1x2xi32>, tensor<1x2xi32>) -> tensor<1x2xi32>
  // CHECK: tosa.rescale %[[S]]
  %2 = tosa.add %0, %1 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %3 = compress.fake_quant %2 as !quant.uniform<i8:f32, 1.0> : tensor<1x2xf32>
  // CHECK: tosa.sub {{.*}} -> tensor<1x2xi32>
  %4 = tosa.sub %3, %1 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %5 = compress.fake_quant %4 as !quant.uniform<i8:f32, 1.0> : tensor<1x2xf32>
  return %5 : tensor<1x2xf32>
}

// -----

// Products and sums over a dimension are exact in i32; a constant operand is
// quantized where it is.
// CHECK-LABEL: func.func private @product_integer_core
func.func @product(%a: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %0 = compress.fake_quant %a as !quant.uniform<i8:f32, 0.5:7> : tensor<1x2xf32>
  %c = "tosa.const"() <{values = dense<[[1.0, -2.0]]> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
  %1 = compress.fake_quant %c as !quant.uniform<i8:f32, 0.25:5> : tensor<1x2xf32>
  %s = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  // CHECK: "tosa.const"() <{values = dense<{{\[\[}}9, -3]]> : tensor<1x2xi8>}>
  // CHECK: tosa.mul {{.*}} : (tensor<1x2xi32>, tensor<1x2xi32>, tensor<1xi8>) -> tensor<1x2xi32>
  %2 = tosa.mul %0, %1, %s : (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xi8>) -> tensor<1x2xf32>
  %3 = compress.fake_quant %2 as !quant.uniform<i8:f32, 1.0> : tensor<1x2xf32>
  // CHECK: tosa.reduce_sum {{.*}} -> tensor<1x1xi32>
  %4 = tosa.reduce_sum %3 {axis = 1 : i32} : (tensor<1x2xf32>) -> tensor<1x1xf32>
  %5 = compress.fake_quant %4 as !quant.uniform<i8:f32, 2.0> : tensor<1x1xf32>
  return %5 : tensor<1x1xf32>
}

// -----

// sigmoid(q / 32) in 256ths, as a table.
// CHECK-LABEL: func.func private @table_integer_core
func.func @table(%a: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = compress.fake_quant %a as !quant.uniform<i8:f32, 0.03125> : tensor<1x2xf32>
  // CHECK: %[[T:.*]] = "tosa.const"() <{values = dense<"0x{{.*}}"> : tensor<256xi8>}>
  // CHECK: tosa.table %{{.*}}, %[[T]] : (tensor<1x2xi8>, tensor<256xi8>) -> tensor<1x2xi8>
  %1 = tosa.sigmoid %0 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %2 = compress.fake_quant %1 as !quant.uniform<i8:f32, 0.00390625:-128> : tensor<1x2xf32>
  // CHECK: tosa.table
  %3 = tosa.tanh %2 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %4 = compress.fake_quant %3 as !quant.uniform<i8:f32, 0.0078125> : tensor<1x2xf32>
  return %4 : tensor<1x2xf32>
}
