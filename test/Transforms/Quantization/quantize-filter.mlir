// RUN: compress-opt %s --compress-quantize="exclude=b" --remark-policy=all --remarks-filter='.*' --remark-format=emitRemark 2>&1 | FileCheck %s
// RUN: compress-opt %s --compress-quantize="include=a|b" | FileCheck %s --check-prefix=INCLUDE

// Taps that only serve the excluded layer go.
// CHECK: remark: [Missed] excluded {{.*}}layer 'b' stays float: excluded
// CHECK-LABEL: func @main
// INCLUDE-LABEL: func @main
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  // CHECK: compress.fake_quant
  // INCLUDE: compress.fake_quant
  %0 = compress.observe "input0" %x : tensor<1x2xf32> by #compress.minmax range [-1.0, 1.0]
  %wa = compress.parameter "a.weight" = dense<1.0> : tensor<2x2xf32>
  // CHECK: %[[WA:.*]] = compress.fake_quant
  // CHECK: %[[A:.*]] = compress.dense "a" %{{.*}}, %[[WA]]
  %a = compress.dense "a" %0, %wa : tensor<1x2xf32>, tensor<2x2xf32>
  // CHECK: %[[Q:.*]] = compress.fake_quant %[[A]]
  %1 = compress.observe "a.output" %a : tensor<1x2xf32> by #compress.minmax range [-1.0, 1.0]
  // CHECK: %[[WB:.*]] = compress.parameter "b.weight"
  %wb = compress.parameter "b.weight" = dense<1.0> : tensor<2x2xf32>
  // CHECK: %[[B:.*]] = compress.dense "b" %[[Q]], %[[WB]]
  // INCLUDE: compress.dense "b"
  %b = compress.dense "b" %1, %wb : tensor<1x2xf32>, tensor<2x2xf32>
  // CHECK-NEXT: return %[[B]]
  // INCLUDE-NEXT: compress.fake_quant
  %2 = compress.observe "b.output" %b : tensor<1x2xf32> by #compress.minmax range [-1.0, 1.0]
  return %2 : tensor<1x2xf32>
}
