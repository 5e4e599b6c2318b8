// RUN: compress-opt %s --compress-lower-to-integer=boundary=integer | FileCheck %s
// RUN: compress-opt %s --compress-lower-to-integer=boundary=integer --compress-verify="contract=integer" -o /dev/null

// The example of the documentation.
// CHECK: func.func @main(%[[X:.*]]: tensor<1x2xi8> {compress.qtype = !quant.uniform<i8:f32, 5.000000e-01:-3>, test.mine}) -> (tensor<1x1xi8> {compress.qtype = !quant.uniform<i8:f32, 1.000000e+00>})
func.func @main(%x: tensor<1x2xf32> {test.mine}) -> tensor<1x1xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5:-3> : tensor<1x2xf32>
  // CHECK: %[[W:.*]] = compress.parameter "fc.weight" = dense<{{\[\[}}4, -2]]> : tensor<1x2xi8>
  %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5]]> : tensor<1x2xf32>
  %1 = compress.fake_quant %w as !quant.uniform<i8<-127:127>:f32:0, {0.25}> : tensor<1x2xf32>
  // CHECK: %[[Y:.*]] = compress.dense "fc" %[[X]], %[[W]] {input_zp = -3 : i32}
  %y = compress.dense "fc" %0, %1 : tensor<1x2xf32>, tensor<1x2xf32>
  // CHECK: dense<1073741824> : tensor<1xi32>
  // CHECK: dense<33> : tensor<1xi8>
  // CHECK: %[[R:.*]] = tosa.rescale %[[Y]]{{.*}}per_channel = false
  // CHECK: return %[[R]]
  %2 = compress.fake_quant %y as !quant.uniform<i8:f32, 1.0> : tensor<1x1xf32>
  return %2 : tensor<1x1xf32>
}
