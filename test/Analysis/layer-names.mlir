// RUN: compress-opt %s --compress-list-layers -o /dev/null | FileCheck %s

// A given name, one from a location, made-up ones counted per kind, and a
// suffix where a name is there already.
// CHECK:      conv {{ *}}conv2d
// CHECK-NEXT: stem/conv {{ *}}conv2d
// CHECK-NEXT: conv_1 {{ *}}conv2d
// CHECK-NEXT: inner {{ *}}conv2d
// CHECK-NEXT: callee {{ *}}conv2d
// CHECK-NEXT: conv2d_5 {{ *}}conv2d
// CHECK-NEXT: conv2d_6_1 {{ *}}conv2d
// CHECK-NEXT: conv2d_6 {{ *}}conv2d
// CHECK-NEXT: depthwise_conv2d_0 {{ *}}depthwise_conv2d
// CHECK-NEXT: total
func.func @main(%x: tensor<1x2x2x2xf32>, %w: tensor<2x1x1x2xf32>, %b: tensor<2xf32>, %d: tensor<1x1x2x1xf32>) -> tensor<1x2x2x2xf32> {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %0 = compress.conv2d "conv" %x, %w : tensor<1x2x2x2xf32>, tensor<2x1x1x2xf32>
  %1 = tosa.conv2d %0, %w, %b, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x2x2x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x2x2x2xf32> loc("stem/conv;stem/bias")
  %2 = tosa.conv2d %1, %w, %b, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x2x2x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x2x2x2xf32> loc("conv")
  %3 = tosa.conv2d %2, %w, %b, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x2x2x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x2x2x2xf32> loc(fused["net.py":1:1, "inner"("net.py":2:1)])
  %4 = tosa.conv2d %3, %w, %b, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x2x2x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x2x2x2xf32> loc(callsite("callee" at "caller"))
  %5 = tosa.conv2d %4, %w, %b, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x2x2x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x2x2x2xf32> loc("net.py":3:1)
  %6 = tosa.conv2d %5, %w, %b, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x2x2x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x2x2x2xf32>
  %7 = compress.conv2d "conv2d_6" %6, %w : tensor<1x2x2x2xf32>, tensor<2x1x1x2xf32>
  %8 = tosa.depthwise_conv2d %7, %d, %b, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x2x2x2xf32>, tensor<1x1x2x1xf32>, tensor<2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x2x2x2xf32>
  return %8 : tensor<1x2x2x2xf32>
}
