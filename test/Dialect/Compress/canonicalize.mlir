// RUN: compress-opt %s --canonicalize --cse --sccp --symbol-dce | FileCheck %s

// Equal parameters stay two, masks and fake_quants of constants stay, and no
// folder looks through them.
// CHECK-LABEL: func @kept
// CHECK-DAG: compress.parameter "a"
// CHECK-DAG: compress.parameter "b"
// CHECK-DAG: %[[P:.*]] = compress.mask
// CHECK-DAG: %[[Q:.*]] = compress.fake_quant %[[P]]
// CHECK: return %{{.*}}, %{{.*}}, %[[Q]]
func.func @kept() -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) {
  %a = compress.parameter "a" = dense<0.0> : tensor<2xf32>
  %b = compress.parameter "b" = dense<0.0> : tensor<2xf32>
  %c = compress.parameter "c" = dense<1.0> : tensor<2xf32>
  %m = "tosa.const"() <{values = dense<true> : tensor<2xi1>}> : () -> tensor<2xi1>
  %p = compress.mask %c, %m : tensor<2xf32>, tensor<2xi1>
  %q = compress.fake_quant %p as !quant.uniform<i8:f32, 1.0> : tensor<2xf32>
  return %a, %b, %q : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
}

// Taps and layers of equal operands are two as well: their names differ.
// CHECK-LABEL: func @named
// CHECK-COUNT-2: compress.dense
// CHECK-COUNT-2: compress.observe
func.func @named(%x: tensor<1x2xf32>, %w: tensor<2x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>) {
  %0 = compress.dense "a" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  %1 = compress.dense "b" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  %2 = compress.observe "a" %0 : tensor<1x2xf32> by #compress.minmax
  %3 = compress.observe "b" %1 : tensor<1x2xf32> by #compress.minmax
  return %2, %3 : tensor<1x2xf32>, tensor<1x2xf32>
}

// What nobody uses disappears.
// CHECK-LABEL: func @unused
// CHECK-NOT: compress.
// CHECK: return
func.func @unused(%x: tensor<1x2xf32>) {
  %a = compress.parameter "a" = dense<0.0> : tensor<2x2xf32>
  %m = "tosa.const"() <{values = dense<true> : tensor<2x2xi1>}> : () -> tensor<2x2xi1>
  %p = compress.mask %a, %m : tensor<2x2xf32>, tensor<2x2xi1>
  %q = compress.fake_quant %p as !quant.uniform<i8:f32, 0.1> : tensor<2x2xf32>
  %0 = compress.dense "a" %x, %q : tensor<1x2xf32>, tensor<2x2xf32>
  %1 = compress.observe "a" %0 : tensor<1x2xf32> by #compress.minmax
  return
}
