// RUN: compress-opt %s --split-input-file --compress-lower-to-integer | FileCheck %s
// RUN: compress-opt %s --split-input-file --compress-lower-to-integer --compress-verify="contract=integer" -o /dev/null
// RUN: compress-opt %s --split-input-file --compress-lower-to-integer --verify-roundtrip -o /dev/null

// What is float before and after stays; mask and fake_quant of the weights are
// applied; layout and names stay. Rounding comes before the zero point.
// CHECK-LABEL: func.func @main(
// CHECK-SAME: %[[X:.*]]: tensor<2x1xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>)
func.func @main(%x: tensor<2x1xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>) {
  // CHECK: %[[HEAD:.*]] = tosa.abs %[[X]]
  %h = tosa.abs %x : (tensor<2x1xf32>) -> tensor<2x1xf32>
  // CHECK: %[[INVERSE:.*]] = "tosa.const"() <{values = dense<4.000000e+00> : tensor<1x1xf32>}>
  // CHECK: %[[SCALED:.*]] = tosa.mul %[[HEAD]], %[[INVERSE]]
  // CHECK: %[[ROUNDED:.*]] = tosa.cast %[[SCALED]] : (tensor<2x1xf32>) -> tensor<2x1xi16>
  // CHECK: %[[ZP:.*]] = "tosa.const"() <{values = dense<-128> : tensor<1xi8>}>
  // CHECK: %[[Q:.*]] = tosa.rescale %[[ROUNDED]], %{{.*}}, %{{.*}}, %{{.*}}, %[[ZP]]
  // CHECK: %[[R:.*]] = call @main_integer_core(%[[Q]]) : (tensor<2x1xi8>) -> tensor<1x2xi8>
  // CHECK: %[[F:.*]] = tosa.cast %[[R]] : (tensor<1x2xi8>) -> tensor<1x2xf32>
  // CHECK: %[[CENTRED:.*]] = tosa.sub %[[F]], %{{.*}}
  // CHECK: %[[Y:.*]] = tosa.mul %[[CENTRED]], %{{.*}}
  // CHECK: %[[E:.*]] = tosa.exp %[[Y]]
  // CHECK: return %[[E]], %[[Y]]
  %q = compress.fake_quant %h as !quant.uniform<i8:f32, 0.25:-128> : tensor<2x1xf32>
  %s = tosa.const_shape {values = dense<[1, 2]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %r = tosa.reshape %q, %s : (tensor<2x1xf32>, !tosa.shape<2>) -> tensor<1x2xf32>
  %w = compress.parameter "fc.weight" frozen layout <shape = [2, 2], view = [2, 2], permutation = [1, 0]> = dense<[[1.0, -0.5], [0.3, 9.0]]> : tensor<2x2xf32>
  %m = "tosa.const"() <{values = dense<[[true, true], [false, true]]> : tensor<2x2xi1>}> : () -> tensor<2x2xi1>
  %p = compress.mask %w, %m : tensor<2x2xf32>, tensor<2x2xi1>
  %k = compress.fake_quant %p as !quant.uniform<i8<-127:127>:f32:0, {0.25, 0.0625}> : tensor<2x2xf32>
  %b = compress.parameter "fc.bias" = dense<[1.0, 1.0]> : tensor<2xf32>
  %c = compress.fake_quant %b as !quant.uniform<i32:f32:0, {0.0625, 0.015625}> : tensor<2xf32>
  %y = compress.dense "fc" %r, %k bias %c : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
  %o = compress.fake_quant %y as !quant.uniform<i8:f32, 0.5:3> : tensor<1x2xf32>
  %e = tosa.exp %o : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %e, %o : tensor<1x2xf32>, tensor<1x2xf32>
}
// CHECK-LABEL: func.func private @main_integer_core(
// CHECK-NOT: f32
// CHECK: %[[IN:.*]] = tosa.reshape
// CHECK: %[[W:.*]] = compress.parameter "fc.weight" frozen layout <shape = [2, 2], view = [2, 2], permutation = [1, 0]> = dense<{{\[\[}}4, -2], [0, 127]]> : tensor<2x2xi8>
// CHECK: %[[B:.*]] = compress.parameter "fc.bias" = dense<[16, 64]> : tensor<2xi32>
// CHECK: %[[ACC:.*]] = compress.dense "fc" %[[IN]], %[[W]] bias %[[B]] {input_zp = -128 : i32}
// 0.25 * 0.25 / 0.5 = 2^30 * 2^-33; 0.25 * 0.0625 / 0.5 = 2^30 * 2^-35
// CHECK: %[[M:.*]] = "tosa.const"() <{values = dense<1073741824> : tensor<2xi32>}>
// CHECK: %[[S:.*]] = "tosa.const"() <{values = dense<[33, 35]> : tensor<2xi8>}>
// CHECK: %[[IZP:.*]] = "tosa.const"() <{values = dense<0> : tensor<1xi32>}>
// CHECK: %[[OZP:.*]] = "tosa.const"() <{values = dense<3> : tensor<1xi8>}>
// CHECK: %[[OUT:.*]] = tosa.rescale %[[ACC]], %[[M]], %[[S]], %[[IZP]], %[[OZP]] {{.*}}per_channel = true, rounding_mode = SINGLE_ROUND, scale32 = true
// CHECK: return %[[OUT]]

// -----

// Two inputs; the head of the second comes after the tail of the first in the
// text. Equal rounding of one value is done once.
// CHECK-LABEL: func.func @two_inputs
func.func @two_inputs(%x: tensor<1x2xf32>, %z: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>) {
  // CHECK: tosa.abs
  // CHECK: %[[R:.*]]:2 = call @two_inputs_integer_core(%{{.*}}, %{{.*}}) : (tensor<1x2xi8>, tensor<1x2xi8>) -> (tensor<1x2xi8>, tensor<1x2xi8>)
  // CHECK: tosa.exp
  // CHECK: return
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.25> : tensor<1x2xf32>
  %1 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.25> : tensor<1x2xf32>
  %a = tosa.add %0, %1 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %2 = compress.fake_quant %a as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>
  %e = tosa.exp %2 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %h = tosa.abs %z : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %3 = compress.fake_quant %h as !quant.uniform<i8:f32, 0.25> : tensor<1x2xf32>
  %b = tosa.add %2, %3 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %4 = compress.fake_quant %b as !quant.uniform<i8:f32, 0.5> : tensor<1x2xf32>
  return %e, %4 : tensor<1x2xf32>, tensor<1x2xf32>
}

// -----

// A parameter that two layers share, with different scales, becomes two.
// CHECK-LABEL: func.func private @shared_integer_core
func.func @shared(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.25> : tensor<1x1xf32>
  %w = compress.parameter "w" = dense<1.0> : tensor<1x1xf32>
  %1 = compress.fake_quant %w as !quant.uniform<i8:f32, 0.5> : tensor<1x1xf32>
  %2 = compress.fake_quant %w as !quant.uniform<i8:f32, 0.25> : tensor<1x1xf32>
  // CHECK: compress.parameter "w" = dense<2> : tensor<1x1xi8>
  %3 = compress.dense "a" %0, %1 : tensor<1x1xf32>, tensor<1x1xf32>
  %4 = compress.fake_quant %3 as !quant.uniform<i8:f32, 0.5> : tensor<1x1xf32>
  // CHECK: compress.parameter "w_1" = dense<4> : tensor<1x1xi8>
  %5 = compress.dense "b" %4, %2 : tensor<1x1xf32>, tensor<1x1xf32>
  %6 = compress.fake_quant %5 as !quant.uniform<i8:f32, 0.5> : tensor<1x1xf32>
  return %6 : tensor<1x1xf32>
}
