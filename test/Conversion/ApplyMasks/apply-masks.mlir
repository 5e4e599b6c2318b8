// RUN: compress-opt %s --compress-apply-masks | FileCheck %s

// Name, layout and the frozen flag stay; the mask constant goes; a broadcast
// mask covers whole rows; -0.0 is +0.0 where masked only.
// CHECK-LABEL: func @parameters
// CHECK: %[[A:.*]] = compress.parameter "a" frozen layout <shape = [2, 2], view = [2, 2], permutation = [1, 0]> = dense<{{\[\[}}1.000000e+00, 0.000000e+00], [0.000000e+00, -0.000000e+00]]> : tensor<2x2xf32>
// CHECK-NEXT: %[[B:.*]] = compress.parameter "b" = dense<{{\[\[}}5.000000e+00, 6.000000e+00], [0.000000e+00, 0.000000e+00]]>
// CHECK-NEXT: %[[Q:.*]] = compress.fake_quant %[[B]]
// CHECK-NEXT: return %[[A]], %[[Q]]
func.func @parameters() -> (tensor<2x2xf32>, tensor<2x2xf32>) {
  %a = compress.parameter "a" frozen layout <shape = [2, 2], view = [2, 2], permutation = [1, 0]> = dense<[[1.0, 2.0], [-3.0, -0.0]]> : tensor<2x2xf32>
  %m = "tosa.const"() <{values = dense<[[true, false], [false, true]]> : tensor<2x2xi1>}> : () -> tensor<2x2xi1>
  %p = compress.mask %a, %m : tensor<2x2xf32>, tensor<2x2xi1>
  %b = compress.parameter "b" = dense<[[5.0, 6.0], [7.0, 8.0]]> : tensor<2x2xf32>
  %n = "tosa.const"() <{values = dense<[[true], [false]]> : tensor<2x1xi1>}> : () -> tensor<2x1xi1>
  %q = compress.mask %b, %n : tensor<2x2xf32>, tensor<2x1xi1>
  %f = compress.fake_quant %q as !quant.uniform<i8:f32, 0.1> : tensor<2x2xf32>
  return %p, %f : tensor<2x2xf32>, tensor<2x2xf32>
}

// A plain constant, which something else still reads.
// CHECK-LABEL: func @constant
// CHECK-DAG: %[[OLD:.*]] = "tosa.const"() <{values = dense<[1.000000e+00, 2.000000e+00]>
// CHECK-DAG: %[[NEW:.*]] = "tosa.const"() <{values = dense<[0.000000e+00, 2.000000e+00]>
// CHECK: return %[[NEW]], %[[OLD]]
func.func @constant() -> (tensor<2xf32>, tensor<2xf32>) {
  %a = "tosa.const"() <{values = dense<[1.0, 2.0]> : tensor<2xf32>}> : () -> tensor<2xf32>
  %m = "tosa.const"() <{values = dense<[false, true]> : tensor<2xi1>}> : () -> tensor<2xi1>
  %p = compress.mask %a, %m : tensor<2xf32>, tensor<2xi1>
  return %p, %a : tensor<2xf32>, tensor<2xf32>
}
