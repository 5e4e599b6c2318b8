// RUN: compress-opt %s --split-input-file --compress-quantize="weight-ranges=learned activation-ranges=learned weight-bits=2" | FileCheck %s --check-prefix=LEARNED
// RUN: compress-opt %s --split-input-file --compress-quantize="weight-ranges=fitted weight-bits=4" | FileCheck %s --check-prefix=FITTED
// RUN: compress-opt %s --split-input-file --compress-quantize="activation-ranges=learned" | FileCheck %s --check-prefix=ACTIVATIONS

// Learned scales of weights start at 2 mean|w| / sqrt(1) over what is not pruned;
// an empty channel takes the largest. Gradients of them are divided by
// sqrt(1 entry on average * 1), those of activations by sqrt(2 entries * 255).
// LEARNED-LABEL: func @layer
// LEARNED:       %[[S0:.*]] = compress.parameter "input0.scale" = dense<1.000000e+00> : tensor<1xf32>
// LEARNED:       %[[X:.*]] = compress.fake_quant %arg0 scale %[[S0]] as !quant.uniform<i8:f32, 1.000000e+00:-128> {gradient_scale = 0.0442807{{[0-9]*}} : f32} : tensor<1x2xf32>, tensor<1xf32>
// LEARNED:       %[[MASKED:.*]] = compress.mask
// LEARNED:       %[[S1:.*]] = compress.parameter "fc.weight.scale" = dense<[8.000000e+00, 1.000000e+01, 1.000000e+01]> : tensor<3xf32>
// LEARNED:       %[[W:.*]] = compress.fake_quant %[[MASKED]] scale %[[S1]] as !quant.uniform<i8<-2:1>:f32:0, {8.000000e+00,1.000000e+01,1.000000e+01}> : tensor<3x2xf32>, tensor<3xf32>
// LEARNED:       compress.dense "fc" %[[X]], %[[W]] bias %{{.*}}
// LEARNED:       %[[S2:.*]] = compress.parameter "fc.output.scale"
// LEARNED:       compress.fake_quant %{{.*}} scale %[[S2]]

// Fitted ones are computed of the masked weight; the bias is left.
// FITTED-LABEL:  func @layer
// FITTED:        compress.fake_quant %arg0 as !quant.uniform<i8:f32, 1.000000e+00:-128>
// FITTED:        %[[B:.*]] = compress.parameter "fc.bias"
// FITTED:        %[[MASKED:.*]] = compress.mask
// FITTED:        %[[S:.*]] = compress.fitted_scale %[[MASKED]] as !quant.uniform<i8<-7:7>:f32:0, {{.*}}> : tensor<3x2xf32> -> tensor<3xf32>
// FITTED:        %[[W:.*]] = compress.fake_quant %[[MASKED]] scale %[[S]] as !quant.uniform<i8<-7:7>:f32:0, {{.*}}> : tensor<3x2xf32>, tensor<3xf32>
// FITTED:        compress.dense "fc" %{{.*}}, %[[W]] bias %[[B]]

// With learned activations alone, the bias is left as well.
// ACTIVATIONS-LABEL: func @layer
// ACTIVATIONS:       %[[B:.*]] = compress.parameter "fc.bias"
// ACTIVATIONS:       %[[W:.*]] = compress.fake_quant %{{.*}} as !quant.uniform<i8<-127:127>:f32:0
// ACTIVATIONS:       compress.dense "fc" %{{.*}}, %[[W]] bias %[[B]]
func.func @layer(%x: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %0 = compress.observe "input0" %x : tensor<1x2xf32> by #compress.minmax range [0.0, 255.0]
  %w = compress.parameter "fc.weight" = dense<[[4.0, 100.0], [3.0, -7.0], [0.0, 0.0]]> : tensor<3x2xf32>
  %b = compress.parameter "fc.bias" = dense<1.0> : tensor<3xf32>
  %m = "tosa.const"() <{values = dense<[[true, false], [true, true], [true, true]]> : tensor<3x2xi1>}> : () -> tensor<3x2xi1>
  %p = compress.mask %w, %m : tensor<3x2xf32>, tensor<3x2xi1>
  %y = compress.dense "fc" %0, %p bias %b : tensor<1x2xf32>, tensor<3x2xf32>, tensor<3xf32>
  %1 = compress.observe "fc.output" %y : tensor<1x3xf32> by #compress.minmax range [-1.0, 1.0]
  return %1 : tensor<1x3xf32>
}

// -----

// Names that are taken, and a weight that two layers share.
// LEARNED-LABEL: func @names
// LEARNED:       compress.parameter "input0.scale_1"
// LEARNED:       compress.parameter "b.weight.scale"
// LEARNED-NEXT:  compress.fake_quant {{.*}} {gradient_scale = 0.707106{{[0-9]*}} : f32}
// LEARNED:       compress.parameter "a.weight.scale"
func.func @names(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %s = compress.parameter "input0.scale" = dense<1.0> : tensor<1x2xf32>
  %0 = compress.observe "input0" %x : tensor<1x2xf32> by #compress.minmax range [0.0, 1.0]
  %w = compress.parameter "weight" = dense<1.0> : tensor<2x2xf32>
  %1 = compress.dense "a" %0, %w : tensor<1x2xf32>, tensor<2x2xf32>
  %2 = compress.observe "a.output" %1 : tensor<1x2xf32> by #compress.minmax range [0.0, 1.0]
  %3 = compress.dense "b" %2, %w : tensor<1x2xf32>, tensor<2x2xf32>
  %4 = compress.observe "b.output" %3 : tensor<1x2xf32> by #compress.minmax range [0.0, 1.0]
  return %4 : tensor<1x2xf32>
}
