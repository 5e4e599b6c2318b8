// RUN: compress-opt %s --split-input-file --compress-prune=sparsity=0.5 | FileCheck %s --check-prefix=HALF
// RUN: compress-opt %s --split-input-file --compress-prune="sparsity=0.5 scope=global" | FileCheck %s --check-prefix=GLOBAL
// RUN: compress-opt %s --split-input-file --compress-prune=threshold=0.5 | FileCheck %s --check-prefix=UPTO
// RUN: compress-opt %s --split-input-file --compress-prune=sparsity=0.5 \
// RUN:   --remark-policy=all --remarks-filter=compress-prune -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

// Locally each layer loses half of its own; globally the small layer loses all.
// HALF-LABEL: func @scopes
// GLOBAL-LABEL: func @scopes
// UPTO-LABEL: func @scopes
func.func @scopes(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  // HALF: %[[A:.*]] = compress.parameter "a.weight"
  // HALF-NEXT: %[[MA:.*]] = "tosa.const"() <{values = dense<{{\[\[}}true, false], [false, true]]> : tensor<2x2xi1>}>
  // HALF-NEXT: %[[PA:.*]] = compress.mask %[[A]], %[[MA]]
  // HALF: compress.dense "a" %{{.*}}, %[[PA]]
  // HALF: values = dense<{{\[\[}}false, true], [true, false]]>
  // GLOBAL: values = dense<true>
  // GLOBAL: values = dense<false>
  // UPTO: values = dense<{{\[\[}}true, false], [true, true]]>
  // UPTO: values = dense<false>
  %a = compress.parameter "a.weight" = dense<[[3.0, 0.5], [-0.6, -2.0]]> : tensor<2x2xf32>
  %0 = compress.dense "a" %x, %a : tensor<1x2xf32>, tensor<2x2xf32>
  %b = compress.parameter "b.weight" = dense<[[0.01, 0.4], [-0.3, 0.2]]> : tensor<2x2xf32>
  // REMARK-DAG: remark: [Passed] pruned | Category:compress-prune | Remark="parameter 'b.weight': pruned 2 of 4 weights, 2 kept"
  %1 = compress.dense "b" %0, %b : tensor<1x2xf32>, tensor<2x2xf32>
  return %1 : tensor<1x2xf32>
}

// -----

// Of equal scores the lowest index goes first; 2.5 of 5 rounds to the even 2.
// HALF-LABEL: func @ties
// HALF: values = dense<{{\[\[}}false], [false], [true], [true], [true]]>
func.func @ties(%x: tensor<1x1xf32>) -> tensor<1x5xf32> {
  %a = compress.parameter "a.weight" = dense<[[1.0], [-1.0], [1.0], [1.0], [-1.0]]> : tensor<5x1xf32>
  %0 = compress.dense "a" %x, %a : tensor<1x1xf32>, tensor<5x1xf32>
  return %0 : tensor<1x5xf32>
}

// -----

// A weight pruned before: the broadcast mask keeps what it removed, and half of
// the four entries that are left go. The mask stays one operation.
// HALF-LABEL: func @again
// HALF: %[[W:.*]] = compress.parameter
// HALF-NEXT: %[[M:.*]] = "tosa.const"() <{values = dense<{{\[\[}}false, false], [true, false], [false, true]]>
// HALF-NEXT: compress.mask %[[W]], %[[M]] : tensor<3x2xf32>, tensor<3x2xi1>
// HALF-NEXT: compress.dense
func.func @again(%x: tensor<1x2xf32>) -> tensor<1x3xf32> {
  %a = compress.parameter "a.weight" = dense<[[0.1, 0.1], [9.0, 1.0], [2.0, 3.0]]> : tensor<3x2xf32>
  %m = "tosa.const"() <{values = dense<[[false], [true], [true]]> : tensor<3x1xi1>}> : () -> tensor<3x1xi1>
  %p = compress.mask %a, %m : tensor<3x2xf32>, tensor<3x1xi1>
  // REMARK-DAG: "parameter 'a.weight': pruned 2 of 6 weights, 2 kept"
  %0 = compress.dense "a" %x, %p : tensor<1x2xf32>, tensor<3x2xf32>
  return %0 : tensor<1x3xf32>
}

// -----

// A scale that follows the weight follows what the mask leaves.
// HALF-LABEL: func @fitted
// HALF: %[[P:.*]] = compress.mask
// HALF: %[[S:.*]] = compress.fitted_scale %[[P]]
// HALF: compress.fake_quant %[[P]] scale %[[S]]
func.func @fitted(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "fc.weight" = dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %s = compress.fitted_scale %w as !quant.uniform<i8<-7:7>:f32:0, {1.0, 1.0}> : tensor<2x2xf32> -> tensor<2xf32>
  %q = compress.fake_quant %w scale %s as !quant.uniform<i8<-7:7>:f32:0, {1.0, 1.0}> : tensor<2x2xf32>, tensor<2xf32>
  %0 = compress.dense "fc" %x, %q : tensor<1x2xf32>, tensor<2x2xf32>
  return %0 : tensor<1x2xf32>
}

// -----

// A shared parameter gets one mask, which all its layers read; one of them
// through a fake_quant, which stays behind the mask. Other users are left alone.
// HALF-LABEL: func @shared
// HALF: %[[W:.*]] = compress.parameter
// HALF: %[[P:.*]] = compress.mask %[[W]]
// HALF-NOT: compress.mask
// HALF: %[[Q:.*]] = compress.fake_quant %[[P]]
// HALF: %[[Y:.*]] = compress.dense "a" %{{.*}}, %[[P]]
// HALF: compress.dense "b" %[[Y]], %[[Q]]
// HALF: return %{{.*}}, %[[W]]
func.func @shared(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<2x2xf32>) {
  %a = compress.parameter "a.weight" = dense<[[3.0, 0.5], [-0.6, -2.0]]> : tensor<2x2xf32>
  %q = compress.fake_quant %a as !quant.uniform<i8:f32, 0.1> : tensor<2x2xf32>
  %0 = compress.dense "a" %x, %a : tensor<1x2xf32>, tensor<2x2xf32>
  %1 = compress.dense "b" %0, %q : tensor<1x2xf32>, tensor<2x2xf32>
  return %1, %a : tensor<1x2xf32>, tensor<2x2xf32>
}

// -----

// TOSA convolutions with plain constants are pruned just so; the depthwise one
// too. A weight that is an argument, an integer, or has a mask that is an
// argument, is left alone.
// HALF-LABEL: func @tosa
// HALF: %[[W:.*]] = "tosa.const"() <{values = dense<{{\[\[\[\[}}1.0{{.*}}]]]]> : tensor<1x1x1x2xf32>
// HALF-NEXT: %[[M:.*]] = "tosa.const"() <{values = dense<{{\[\[\[\[}}false, true]]]]> : tensor<1x1x1x2xi1>
// HALF-NEXT: %[[P:.*]] = compress.mask %[[W]], %[[M]]
// HALF: tosa.conv2d %{{.*}}, %[[P]],
func.func @tosa(%x: tensor<1x4x4x2xf32>, %arg: tensor<2x2xf32>, %state: tensor<2x2xi1>, %v: tensor<1x2xf32>, %i: tensor<1x2xi8>)
    -> (tensor<1x4x4x1xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xi32>) {
  %w = "tosa.const"() <{values = dense<[[[[1.0, 2.0]]]]> : tensor<1x1x1x2xf32>}> : () -> tensor<1x1x1x2xf32>
  %b = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  // REMARK-DAG: "parameter 'conv2d_0.weight': pruned 1 of 2 weights, 1 kept"
  %0 = tosa.conv2d %x, %w, %b, %b, %b {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}
     : (tensor<1x4x4x2xf32>, tensor<1x1x1x2xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x1xf32>
  // REMARK-DAG: remark: [Missed] skipped | Category:compress-prune | Remark="layer 'arg' is not pruned: its weight is not constant"
  %1 = compress.dense "arg" %v, %arg : tensor<1x2xf32>, tensor<2x2xf32>
  %a = compress.parameter "a.weight" = dense<1.0> : tensor<2x2xf32>
  %p = compress.mask %a, %state : tensor<2x2xf32>, tensor<2x2xi1>
  // REMARK-DAG: "layer 'state' is not pruned: its mask is not constant"
  %2 = compress.dense "state" %v, %p : tensor<1x2xf32>, tensor<2x2xf32>
  %c = compress.parameter "c.weight" = dense<1> : tensor<2x2xi8>
  // REMARK-DAG: "layer 'integer' is not pruned: its weight is not f32"
  %3 = compress.dense "integer" %i, %c : tensor<1x2xi8>, tensor<2x2xi8>
  return %0, %1, %2, %3 : tensor<1x4x4x1xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xi32>
}

// -----

// Weights without entries, and arguments of unknown rank.
// HALF-LABEL: func @odd
// HALF-NOT: compress.mask
func.func @odd(%v: tensor<1x0xf32>, %x: tensor<1x4x4x2xf32>, %u: tensor<*xf32>, %b: tensor<1xf32>) -> (tensor<1x2xf32>, tensor<1x4x4x1xf32>) {
  %w = compress.parameter "w" = dense<> : tensor<2x0xf32>
  // REMARK-DAG: "layer 'empty' is not pruned: its weight has no entries"
  %0 = compress.dense "empty" %v, %w : tensor<1x0xf32>, tensor<2x0xf32>
  // REMARK-DAG: "layer 'conv2d_0' is not pruned: its weight is not constant"
  %1 = tosa.conv2d %x, %u, %b, %b, %b {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}
     : (tensor<1x4x4x2xf32>, tensor<*xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x1xf32>
  return %0, %1 : tensor<1x2xf32>, tensor<1x4x4x1xf32>
}
