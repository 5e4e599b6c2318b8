// What else changes with the tensors: scales, layouts, constants, numbers.
// shrink-graphs.test has the networks.
// RUN: compress-opt %s --split-input-file --compress-shrink=check | FileCheck %s
// RUN: compress-opt %s --split-input-file --compress-shrink --remark-policy=all --remarks-filter=compress-shrink -o /dev/null 2>&1 | grep remark: | FileCheck %s --check-prefix=REMARK
// A second time nothing is left to do.
// RUN: compress-opt %s --split-input-file --compress-shrink=round-to=1 -o %t.once.mlir
// RUN: compress-opt %t.once.mlir --split-input-file --compress-shrink=round-to=1 | diff - %t.once.mlir


// The number of channels is a multiple of 8 from 32 on: the last 8 of 10 go.
// REMARK: layer 'fc1': 2 of 10 masked channels stay: the number of channels stays a multiple of 8"
// REMARK: layer 'fc2': 1 of 5 masked channels stay: the number of channels stays a multiple of 2 (round-to 8 is halved until the 5 channels that must stay are twice as many)"
// REMARK: layer 'fc1': 40 -> 32 channels, 80 -> 64 parameters, 80 -> 64 MACs
// REMARK: layer 'fc2': 10 -> 6 channels, 400 -> 192 parameters, 400 -> 192 MACs
// REMARK: layer 'fc3': 30 -> 18 parameters, 30 -> 18 MACs
// CHECK-LABEL: func.func @rounding(
// CHECK:         "fc1.weight" {compress.kept = [array<i64: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31>, array<i64>]}
// CHECK:         "fc2.weight" {compress.kept = [array<i64: 0, 1, 2, 3, 4, 5>, array<i64: 0, 1, {{.*}}>]}
func.func @rounding(%x: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %w = compress.parameter "fc1.weight" = dense<0.5> : tensor<40x2xf32>
  %m = "tosa.const"() <{values = dense<[[true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [true], [false], [false], [false], [false], [false], [false], [false], [false], [false], [false]]> : tensor<40x1xi1>}> : () -> tensor<40x1xi1>
  %p = compress.mask %w, %m : tensor<40x2xf32>, tensor<40x1xi1>
  %0 = compress.dense "fc1" %x, %p : tensor<1x2xf32>, tensor<40x2xf32>
  %w2 = compress.parameter "fc2.weight" = dense<0.5> : tensor<10x40xf32>
  %m2 = "tosa.const"() <{values = dense<[[true], [true], [true], [true], [true], [false], [false], [false], [false], [false]]> : tensor<10x1xi1>}> : () -> tensor<10x1xi1>
  %p2 = compress.mask %w2, %m2 : tensor<10x40xf32>, tensor<10x1xi1>
  %1 = compress.dense "fc2" %0, %p2 : tensor<1x40xf32>, tensor<10x40xf32>
  %w3 = compress.parameter "fc3.weight" = dense<0.5> : tensor<3x10xf32>
  %2 = compress.dense "fc3" %1, %w3 : tensor<1x10xf32>, tensor<3x10xf32>
  return %2 : tensor<1x3xf32>
}

// -----

// Scales per channel, a tap, and a mask of the whole weight's shape.
// CHECK-LABEL: func.func @quantized(
// CHECK:         compress.fake_quant %{{.*}} as !quant.uniform<i8:f32:0, {1.000000e-01,3.000000e-01:5,4.000000e-01}> : tensor<3x2xf32>
// CHECK:         compress.dense "fc1" {{.*}} tensor<3x2xf32>
// CHECK:         compress.fake_quant {{.*}} : tensor<1x3xf32>
// CHECK:         compress.observe "fc1.output" {{.*}} : tensor<1x3xf32>
func.func @quantized(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %w = compress.parameter "fc1.weight" = dense<[[1.0, 0.5], [-0.25, -2.0], [3.0, 4.0], [0.25, 0.75]]> : tensor<4x2xf32>
  %m = "tosa.const"() <{values = dense<[[true, true], [false, false], [true, false], [true, true]]> : tensor<4x2xi1>}> : () -> tensor<4x2xi1>
  %p = compress.mask %w, %m : tensor<4x2xf32>, tensor<4x2xi1>
  %q = compress.fake_quant %p as !quant.uniform<i8:f32:0, {0.1, 0.2, 0.3:5, 0.4}> : tensor<4x2xf32>
  %0 = compress.dense "fc1" %x, %q : tensor<1x2xf32>, tensor<4x2xf32>
  %1 = compress.fake_quant %0 as !quant.uniform<i8:f32, 0.05:-128> : tensor<1x4xf32>
  %2 = compress.observe "fc1.output" %1 : tensor<1x4xf32> by #compress.minmax range [-1.0, 1.0]
  %v = compress.parameter "fc2.weight" = dense<[[1.0, 10.0, -1.0, 2.0]]> : tensor<1x4xf32>
  %3 = compress.dense "fc2" %2, %v : tensor<1x4xf32>, tensor<1x4xf32>
  return %3 : tensor<1x1xf32>
}

// -----

// Learned scales go with their channels; a scale that is fitted to the weight
// keeps them all.
// CHECK-LABEL: func.func @learned(
// CHECK:         compress.parameter "fc1.weight.scale" {{.*}} = dense<[1.000000e-01, 3.000000e-01, 4.000000e-01]> : tensor<3xf32>
// CHECK:         compress.fake_quant %{{.*}} scale %{{.*}} as !quant.uniform<i8<-2:1>:f32:0, {1.000000e+00,3.000000e+00,4.000000e+00}> : tensor<3x2xf32>, tensor<3xf32>
// CHECK:         compress.dense "fc2" {{.*}} tensor<1x3xf32>, tensor<4x3xf32>
// CHECK:         compress.fitted_scale {{.*}} -> tensor<4xf32>
func.func @learned(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %w = compress.parameter "fc1.weight" = dense<[[1.0, 0.5], [-0.25, -2.0], [3.0, 4.0], [0.25, 0.75]]> : tensor<4x2xf32>
  %m = "tosa.const"() <{values = dense<[[true, true], [false, false], [true, false], [true, true]]> : tensor<4x2xi1>}> : () -> tensor<4x2xi1>
  %p = compress.mask %w, %m : tensor<4x2xf32>, tensor<4x2xi1>
  %s = compress.parameter "fc1.weight.scale" = dense<[0.1, 0.2, 0.3, 0.4]> : tensor<4xf32>
  %q = compress.fake_quant %p scale %s as !quant.uniform<i8<-2:1>:f32:0, {1.0, 2.0, 3.0, 4.0}> : tensor<4x2xf32>, tensor<4xf32>
  %0 = compress.dense "fc1" %x, %q : tensor<1x2xf32>, tensor<4x2xf32>
  %u = compress.parameter "fc2.weight" = dense<1.0> : tensor<4x4xf32>
  %1 = compress.dense "fc2" %0, %u : tensor<1x4xf32>, tensor<4x4xf32>
  %v = compress.parameter "fc3.weight" = dense<1.0> : tensor<4x4xf32>
  %n = "tosa.const"() <{values = dense<[[true], [false], [true], [true]]> : tensor<4x1xi1>}> : () -> tensor<4x1xi1>
  %o = compress.mask %v, %n : tensor<4x4xf32>, tensor<4x1xi1>
  %t = compress.fitted_scale %o as !quant.uniform<i8<-1:1>:f32:0, {1.0, 1.0, 1.0, 1.0}> : tensor<4x4xf32> -> tensor<4xf32>
  %r = compress.fake_quant %o scale %t as !quant.uniform<i8<-1:1>:f32:0, {1.0, 1.0, 1.0, 1.0}> : tensor<4x4xf32>, tensor<4xf32>
  %2 = compress.dense "fc3" %1, %r : tensor<1x4xf32>, tensor<4x4xf32>
  %z = compress.parameter "fc4.weight" = dense<1.0> : tensor<1x4xf32>
  %3 = compress.dense "fc4" %2, %z : tensor<1x4xf32>, tensor<1x4xf32>
  return %3 : tensor<1x1xf32>
}

// -----

// A flattened image of 2 channels and 3 positions: a channel is a whole index
// of the imported tensor, a neuron too. What is kept counts from the original.
// CHECK-LABEL: func.func @layout(
// CHECK:         compress.parameter "fc1.weight" layout <shape = [1, 3, 3], view = [1, 3, 3], permutation = [2, 1, 0]> {compress.kept = [array<i64: 10, 30, 40>, array<i64: 1, 3, 5>]}
// CHECK-SAME:      = dense<{{\[\[}}1.000000e+00, 3.000000e+00, 5.000000e+00], [1.300000e+01, 1.500000e+01, 1.700000e+01], [1.900000e+01, 2.100000e+01, 2.300000e+01]]> : tensor<3x3xf32>
func.func @layout(%x: tensor<1x1x3x3xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "conv.weight" = dense<[[[[0.0, 0.0, 0.0]]], [[[1.0, 2.0, 3.0]]]]> : tensor<2x1x1x3xf32>
  %0 = compress.conv2d "conv" %x, %w : tensor<1x1x3x3xf32>, tensor<2x1x1x3xf32>
  %s = tosa.const_shape {values = dense<[1, 6]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %1 = tosa.reshape %0, %s : (tensor<1x1x3x2xf32>, !tosa.shape<2>) -> tensor<1x6xf32>
  %v = compress.parameter "fc1.weight" layout #compress.layout<shape = [1, 6, 4], view = [2, 3, 4], permutation = [2, 1, 0]> {compress.kept = [array<i64: 10, 20, 30, 40>, array<i64>]} = dense<[[0.0, 1.0, 2.0, 3.0, 4.0, 5.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [12.0, 13.0, 14.0, 15.0, 16.0, 17.0], [18.0, 19.0, 20.0, 21.0, 22.0, 23.0]]> : tensor<4x6xf32>
  %2 = compress.dense "fc1" %1, %v : tensor<1x6xf32>, tensor<4x6xf32>
  %u = compress.parameter "fc2.weight" = dense<[[1.0, 2.0, 3.0, 4.0], [4.0, 3.0, 2.0, 1.0]]> : tensor<2x4xf32>
  %3 = compress.dense "fc2" %2, %u : tensor<1x4xf32>, tensor<2x4xf32>
  return %3 : tensor<1x2xf32>
}

// -----

// Position 0 of both channels goes: that is no index of the imported tensor.
// CHECK-LABEL: func.func @no_layout(
// CHECK:         compress.parameter "fc.weight" {compress.kept = [array<i64>, array<i64: 1, 2, 3>]}
func.func @no_layout(%x: tensor<1x3xf32>) -> tensor<1x1xf32> {
  %w = compress.parameter "in.weight" = dense<[[0.0, 0.0, 0.0], [1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]> : tensor<4x3xf32>
  %0 = compress.dense "in" %x, %w : tensor<1x3xf32>, tensor<4x3xf32>
  %v = compress.parameter "fc.weight" layout #compress.layout<shape = [2, 2, 1], view = [2, 2, 1], permutation = [2, 1, 0]> = dense<[[1.0, 2.0, 3.0, 4.0]]> : tensor<1x4xf32>
  %1 = compress.dense "fc" %0, %v : tensor<1x4xf32>, tensor<1x4xf32>
  return %1 : tensor<1x1xf32>
}

// -----

// TOSA as it was imported: the bias of one entry becomes one for each channel.
// CHECK-LABEL: func.func @tosa(
// CHECK:         tosa.conv2d {{.*}} : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x2xf32>
// CHECK:         tosa.depthwise_conv2d {{.*}} : (tensor<1x4x4x2xf32>, tensor<2x2x2x2xf32>, tensor<4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x3x3x4xf32>
// CHECK:         dense<[1.500000e+00, 3.500000e+00]> : tensor<2xf32>
// CHECK:         tosa.conv2d {{.*}} : (tensor<1x3x3x4xf32>, tensor<2x1x1x4xf32>, tensor<2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x3x3x2xf32>
func.func @tosa(%x: tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xf32> {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %w = "tosa.const"() <{values = dense<[[[[1.0, 2.0]]], [[[0.0, 0.0]]], [[[3.0, 4.0]]]]> : tensor<3x1x1x2xf32>}> : () -> tensor<3x1x1x2xf32>
  %0 = tosa.conv2d %x, %w, %z, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x2xf32>, tensor<3x1x1x2xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x3xf32>
  %d = "tosa.const"() <{values = dense<0.25> : tensor<2x2x3x2xf32>}> : () -> tensor<2x2x3x2xf32>
  %b = "tosa.const"() <{values = dense<[0.0, 0.0, 1.0, 0.0, 0.0, 0.0]> : tensor<6xf32>}> : () -> tensor<6xf32>
  %1 = tosa.depthwise_conv2d %0, %d, %b, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x3xf32>, tensor<2x2x3x2xf32>, tensor<6xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x3x3x6xf32>
  %v = "tosa.const"() <{values = dense<[[[[1.0, 2.0, 1.0, 4.0, 5.0, 6.0]]], [[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]]]]> : tensor<2x1x1x6xf32>}> : () -> tensor<2x1x1x6xf32>
  %half = "tosa.const"() <{values = dense<0.5> : tensor<1xf32>}> : () -> tensor<1xf32>
  %2 = tosa.conv2d %1, %v, %half, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x3x3x6xf32>, tensor<2x1x1x6xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x3x3x2xf32>
  return %2 : tensor<1x3x3x2xf32>
}

// -----

// Operations of tensor around the layers.
// CHECK-LABEL: func.func @tensor(
// CHECK:         compress.dense "a" {{.*}} tensor<2x2xf32>
// CHECK:         tosa.add {{.*}} (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
// CHECK:         tensor.extract_slice {{.*}}[0, 0] [1, 2] [1, 1] : tensor<1x2xf32> to tensor<1x2xf32>
// CHECK:         tensor.concat dim(1) {{.*}} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x4xf32>
// CHECK:         tensor.expand_shape {{.*}} output_shape [1, 4, 1] : tensor<1x4xf32> into tensor<1x4x1xf32>
// CHECK:         tensor.collapse_shape {{.*}} : tensor<1x4x1xf32> into tensor<1x4xf32>
// CHECK:         compress.dense "b" {{.*}} tensor<1x4xf32>, tensor<2x4xf32>, tensor<2xf32>
func.func @tensor(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "a.weight" = dense<[[0.0, 0.0], [1.0, 2.0], [0.0, 0.0], [3.0, 4.0]]> : tensor<4x2xf32>
  %0 = compress.dense "a" %x, %w : tensor<1x2xf32>, tensor<4x2xf32>
  %c = "tosa.const"() <{values = dense<[[1.0, 2.0, 3.0, 4.0]]> : tensor<1x4xf32>}> : () -> tensor<1x4xf32>
  %1 = tosa.add %0, %c : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  %2 = tensor.extract_slice %1[0, 1] [1, 3] [1, 1] : tensor<1x4xf32> to tensor<1x3xf32>
  %3 = tensor.concat dim(1) %1, %2 : (tensor<1x4xf32>, tensor<1x3xf32>) -> tensor<1x7xf32>
  %4 = tensor.expand_shape %3 [[0], [1, 2]] output_shape [1, 7, 1] : tensor<1x7xf32> into tensor<1x7x1xf32>
  %5 = tensor.collapse_shape %4 [[0], [1, 2]] : tensor<1x7x1xf32> into tensor<1x7xf32>
  %v = compress.parameter "b.weight" = dense<[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], [7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0]]> : tensor<2x7xf32>
  %6 = compress.dense "b" %5, %v : tensor<1x7xf32>, tensor<2x7xf32>
  return %6 : tensor<1x2xf32>
}

// -----

// A bias that two layers share and only one of them can change, masked where it
// is needed.
// CHECK-LABEL: func.func @shared_bias(
// CHECK-DAG:     %[[OLD:.*]] = compress.parameter "b" = dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>
// CHECK-DAG:     %[[NEW:.*]] = compress.parameter "one.bias" = dense<[1.100000e+01, 2.000000e+01]> : tensor<2xf32>
// CHECK:         compress.dense "one" {{.*}} bias %[[NEW]]
// CHECK:         compress.dense "two" {{.*}} bias %[[OLD]]
func.func @shared_bias(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>) {
  %w = compress.parameter "a.weight" = dense<[[0.0, 0.0], [1.0, 2.0], [3.0, 4.0]]> : tensor<3x2xf32>
  %c = compress.parameter "a.bias" = dense<[10.0, 0.0, 0.0]> : tensor<3xf32>
  %0 = compress.dense "a" %x, %w bias %c : tensor<1x2xf32>, tensor<3x2xf32>, tensor<3xf32>
  %b = compress.parameter "b" = dense<[1.0, 2.0]> : tensor<2xf32>
  %m = "tosa.const"() <{values = dense<[true, false]> : tensor<2xi1>}> : () -> tensor<2xi1>
  %masked = compress.mask %b, %m : tensor<2xf32>, tensor<2xi1>
  %v = compress.parameter "one.weight" = dense<[[1.0, 2.0, 3.0], [2.0, 4.0, 5.0]]> : tensor<2x3xf32>
  %1 = compress.dense "one" %0, %v bias %masked : tensor<1x3xf32>, tensor<2x3xf32>, tensor<2xf32>
  %u = compress.parameter "two.weight" = dense<[[1.0, 2.0], [4.0, 5.0]]> : tensor<2x2xf32>
  %2 = compress.dense "two" %x, %u bias %b : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
  return %1, %2 : tensor<1x2xf32>, tensor<1x2xf32>
}
