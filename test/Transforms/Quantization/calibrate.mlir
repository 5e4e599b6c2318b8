// RUN: compress-opt %s --compress-calibrate="data=%S/Inputs/samples.npy" | FileCheck %s
// RUN: compress-opt %s --compress-calibrate="data=%S/Inputs/samples.npy mean=1 std=0.5" | FileCheck %s --check-prefix=NORM
// RUN: compress-opt %s --compress-calibrate="data=%S/Inputs/samples.npy calibration=percentile<50.0>" | FileCheck %s --check-prefix=RULE
// RUN: compress-opt %s --compress-calibrate="data=%S/Inputs/samples.npy calibration={#compress.percentile<50.0, 16>}" | FileCheck %s --check-prefix=ATTR
// RUN: compress-opt %s --compress-calibrate="data=%S/Inputs/samples.npy num-samples=1 seed=1" > %t.1
// RUN: compress-opt %s --compress-calibrate="data=%S/Inputs/samples.npy num-samples=1 seed=1" | diff %t.1 -
// RUN: not diff %t.1 %s
// RUN: compress-opt %s --compress-calibrate="data=%S/Inputs/samples.npy" --remark-policy=all --remarks-filter='.*' --remark-format=emitRemark 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: compress-opt %s --compress-calibrate="data=%S/Inputs/samples.npy" --compress-quantize --compress-lower-to-integer | FileCheck %s --check-prefix=CORE

// REMARK: remark: [Analysis] samples {{.*}}all 4 samples are used, fewer than num-samples=512
// REMARK: remark: [Passed] range {{.*}}'input0': -1.00 to 2.00
// CORE: func.func private @main_integer_core

// Taps on the input, behind the activation function and on the result; a tap
// that is there stays, with its own rule; none behind the reshape.
// CHECK-LABEL: func @main
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  // CHECK: %[[X:.*]] = compress.observe "input0" %{{.*}} : tensor<1x2xf32> by #compress.minmax range [-1.000000e+00, 2.000000e+00]
  // NORM: "input0" {{.*}} range [-4.000000e+00, 2.000000e+00]
  // RULE: "input0" {{.*}} by #compress.percentile<5.000000e+01> range
  // ATTR: "input0" {{.*}} by #compress.percentile<5.000000e+01, 16> range
  %s = tosa.const_shape {values = dense<[2]> : tensor<1xindex>} : () -> !tosa.shape<1>
  %t = tosa.const_shape {values = dense<[1, 2]> : tensor<2xindex>} : () -> !tosa.shape<2>
  // CHECK: tosa.reshape %[[X]]
  // CHECK-NOT: compress.observe
  %r = tosa.reshape %x, %s : (tensor<1x2xf32>, !tosa.shape<1>) -> tensor<2xf32>
  %q = tosa.reshape %r, %t : (tensor<2xf32>, !tosa.shape<2>) -> tensor<1x2xf32>
  %w = compress.parameter "a.weight" = dense<[[1.0, -0.5]]> : tensor<1x2xf32>
  // CHECK: compress.dense "a"
  %y = compress.dense "a" %q, %w : tensor<1x2xf32>, tensor<1x2xf32>
  // CHECK-NEXT: %[[R:.*]] = tosa.clamp
  %c = tosa.clamp %y {min_val = 0.0 : f32, max_val = 3.40282347E+38 : f32} : (tensor<1x1xf32>) -> tensor<1x1xf32>
  // CHECK-NEXT: %[[C:.*]] = compress.observe "mine" %[[R]] : tensor<1x1xf32> by #compress.minmax range [0.000000e+00, 8.750000e-01]
  %o = compress.observe "mine" %c : tensor<1x1xf32> by #compress.minmax range [-5.0, 5.0]
  %v = compress.parameter "b.weight" = dense<2.0> : tensor<1x1xf32>
  // CHECK: %[[B:.*]] = compress.dense "b" %[[C]],
  %z = compress.dense "b" %o, %v : tensor<1x1xf32>, tensor<1x1xf32>
  // CHECK: %[[RESULT:.*]] = compress.observe "b.output" %[[B]] : tensor<1x1xf32> by #compress.minmax range [0.000000e+00, 1.750000e+00]
  // CHECK: return %[[RESULT]]
  return %z : tensor<1x1xf32>
}
