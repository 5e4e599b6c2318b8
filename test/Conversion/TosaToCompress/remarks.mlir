// RUN: compress-opt %s --convert-tosa-to-compress --remark-policy=all --remarks-filter=convert-tosa-to-compress 2>&1 | FileCheck %s

// What stays TOSA, and why.
// CHECK-DAG: [Missed] {{.*}}"layer 'argument' stays tosa.conv2d: its weight is not constant"
// CHECK-DAG: [Missed] {{.*}}"layer 'bias' stays tosa.conv2d: its bias is not constant"
// CHECK-DAG: [Missed] {{.*}}"layer 'half' stays tosa.conv2d: its element types are not f32, i8 or i16 with an i8 weight"
// CHECK-DAG: [Missed] {{.*}}"layer 'zero_point' stays tosa.conv2d: its zero points are not constant"
// CHECK-DAG: [Missed] {{.*}}"layer 'matmul' stays tosa.matmul: its element types are not f32, i8 or i16"
// CHECK-DAG: [Passed] {{.*}}"layer 'fine' is a conv2d"
// CHECK-DAG: [Missed] {{.*}} stays tosa.transpose_conv2d: there is no layer for this operation"
func.func @main(%x: tensor<1x4x4x1xf32>, %w: tensor<1x1x1x1xf32>, %v: tensor<1xf32>, %h: tensor<1x4x4x1xf16>, %i: tensor<1x4x4x1xi8>, %izp: tensor<1xi8>, %m: tensor<1x2x2xf16>) {
  %k = "tosa.const"() <{values = dense<1.0> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
  %b = "tosa.const"() <{values = dense<1.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %kh = "tosa.const"() <{values = dense<1.0> : tensor<1x1x1x1xf16>}> : () -> tensor<1x1x1x1xf16>
  %zh = "tosa.const"() <{values = dense<0.0> : tensor<1xf16>}> : () -> tensor<1xf16>
  %ki = "tosa.const"() <{values = dense<1> : tensor<1x1x1x1xi8>}> : () -> tensor<1x1x1x1xi8>
  %bi = "tosa.const"() <{values = dense<1> : tensor<1xi32>}> : () -> tensor<1xi32>
  %0 = tosa.conv2d %x, %w, %b, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x1xf32> loc("argument")
  %1 = tosa.conv2d %x, %k, %v, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x1xf32> loc("bias")
  %2 = tosa.conv2d %h, %kh, %zh, %zh, %zh {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x1xf16>, tensor<1x1x1x1xf16>, tensor<1xf16>, tensor<1xf16>, tensor<1xf16>) -> tensor<1x4x4x1xf16> loc("half")
  %3 = tosa.conv2d %i, %ki, %bi, %izp, %izp {acc_type = i32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x1xi8>, tensor<1x1x1x1xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>) -> tensor<1x4x4x1xi32> loc("zero_point")
  %4 = tosa.matmul %m, %m, %zh, %zh : (tensor<1x2x2xf16>, tensor<1x2x2xf16>, tensor<1xf16>, tensor<1xf16>) -> tensor<1x2x2xf16> loc("matmul")
  %5 = tosa.conv2d %x, %k, %b, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x1xf32> loc("fine")
  %6 = tosa.transpose_conv2d %x, %k, %b, %z, %z {acc_type = f32, out_pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x1xf32>
  call @use(%0, %1, %2, %3, %4, %5, %6) : (tensor<1x4x4x1xf32>, tensor<1x4x4x1xf32>, tensor<1x4x4x1xf16>, tensor<1x4x4x1xi32>, tensor<1x2x2xf16>, tensor<1x4x4x1xf32>, tensor<1x4x4x1xf32>) -> ()
  return
}
func.func private @use(tensor<1x4x4x1xf32>, tensor<1x4x4x1xf32>, tensor<1x4x4x1xf16>, tensor<1x4x4x1xi32>, tensor<1x2x2xf16>, tensor<1x4x4x1xf32>, tensor<1x4x4x1xf32>)
