// RUN: compress-opt %s --split-input-file --compress-prune="sparsity=0.5 pattern=filter" --remark-policy=all --remarks-filter=compress-prune 2>%t.remarks | FileCheck %s --check-prefix=FILTER
// RUN: FileCheck %s --check-prefix=REMARK --input-file=%t.remarks
// RUN: compress-opt %s --split-input-file --compress-prune="sparsity=0.5 pattern=filter prune-bias=false" | FileCheck %s --check-prefix=WEIGHT
// RUN: compress-opt %s --split-input-file --compress-prune="sparsity=0.5 pattern=channel" | FileCheck %s --check-prefix=CHANNEL
// RUN: compress-opt %s --split-input-file --compress-prune="sparsity=0.5 pattern=per-neuron" | FileCheck %s --check-prefix=NEURON
// RUN: compress-opt %s --split-input-file --compress-prune="sparsity=0.5 pattern=per-connection" | FileCheck %s --check-prefix=CONNECTION
// What is masked can be made real, and run.
// RUN: compress-opt %s --split-input-file --pass-pipeline="builtin.module(compress-prune{sparsity=0.5 pattern=filter},compress-apply-masks)" | FileCheck %s --check-prefix=APPLIED

// Norms 4, 1, 3, 2 by rows; 4.875, 5.125 by columns. The mask has one entry for each
// filter; the bias goes with it, unless it shall stay.
// FILTER-LABEL: func @dense
// FILTER: values = dense<{{\[\[}}true], [false], [true], [false]]> : tensor<4x1xi1>
// FILTER: compress.mask %{{.*}} : tensor<4x2xf32>, tensor<4x1xi1>
// FILTER: %[[B:.*]] = compress.parameter "fc.bias"
// FILTER: %[[M:.*]] = "tosa.const"() <{values = dense<[true, false, true, false]> : tensor<4xi1>}>
// FILTER: %[[P:.*]] = compress.mask %[[B]], %[[M]] : tensor<4xf32>, tensor<4xi1>
// FILTER: compress.dense "fc" %{{.*}}, %{{.*}} bias %[[P]]
// WEIGHT-LABEL: func @dense
// WEIGHT: tensor<4x1xi1>
// WEIGHT-NOT: tensor<4xi1>
// WEIGHT: return
// CHANNEL-LABEL: func @dense
// CHANNEL: values = dense<{{\[\[}}false, true]]> : tensor<1x2xi1>
// CHANNEL-NOT: tensor<4xi1>
// CHANNEL: return
// NEURON-LABEL: func @dense
// NEURON: values = dense<{{\[\[}}true, false], [false, true], [false, true], [true, false]]>
// CONNECTION-LABEL: func @dense
// CONNECTION: values = dense<{{\[\[}}true, true], [false, false], [false, true], [true, false]]>
// APPLIED-LABEL: func @dense
// APPLIED: compress.parameter "fc.weight" = dense<{{\[\[}}3.0{{.*}}], [0.0{{.*}}, 0.0{{.*}}], [-5.0{{.*}}], [0.0{{.*}}, 0.0{{.*}}]]>
// APPLIED: compress.parameter "fc.bias" = dense<[1.0{{.*}}, 0.0{{.*}}, 3.0{{.*}}, 0.0{{.*}}]>
// APPLIED-NOT: compress.mask
// REMARK: "parameter 'fc.weight': pruned 4 of 8 weights, 4 kept; 2 of 4 filters removed"
func.func @dense(%x: tensor<1x2xf32>) -> tensor<1x4xf32> {
  %w = compress.parameter "fc.weight" = dense<[[3.0, 1.0], [0.25, -0.75], [-0.5, 2.5], [1.125, -0.875]]> : tensor<4x2xf32>
  %b = compress.parameter "fc.bias" = dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %0 = compress.dense "fc" %x, %w bias %b : tensor<1x2xf32>, tensor<4x2xf32>, tensor<4xf32>
  return %0 : tensor<1x4xf32>
}

// -----

// Filters that are gone count no more: of the three left, half of 1.5, so two,
// go. What is left of a filter in part is masked as before.
// FILTER-LABEL: func @again
// FILTER: values = dense<{{\[\[}}false, false], [false, false], [true, false], [false, false]]> : tensor<4x2xi1>
// FILTER: values = dense<[false, false, true, false]> : tensor<4xi1>
// FILTER: compress.mask
// FILTER-NOT: compress.mask
func.func @again(%x: tensor<1x2xf32>) -> tensor<1x4xf32> {
  %w = compress.parameter "again.weight" = dense<[[3.0, 1.0], [2.0, 7.0], [3.0, 8.0], [1.125, -0.875]]> : tensor<4x2xf32>
  %m = "tosa.const"() <{values = dense<[[false, false], [true, false], [true, false], [true, true]]> : tensor<4x2xi1>}> : () -> tensor<4x2xi1>
  %p = compress.mask %w, %m : tensor<4x2xf32>, tensor<4x2xi1>
  %b = compress.parameter "again.bias" = dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %n = "tosa.const"() <{values = dense<[false, true, true, true]> : tensor<4xi1>}> : () -> tensor<4xi1>
  %q = compress.mask %b, %n : tensor<4xf32>, tensor<4xi1>
  %0 = compress.dense "again" %x, %p bias %q : tensor<1x2xf32>, tensor<4x2xf32>, tensor<4xf32>
  return %0 : tensor<1x4xf32>
}

// -----

// Two groups of two filters, one input channel each in the weight, two in the
// layer. A filter is an output channel; removing input channel 0 empties both
// filters of the first group.
// FILTER-LABEL: func @grouped
// FILTER: values = dense<{{\[\[\[\[}}false]]], {{\[\[\[}}true]]], {{\[\[\[}}false]]], {{\[\[\[}}true]]]]> : tensor<4x1x1x1xi1>
// CHANNEL-LABEL: func @grouped
// CHANNEL: values = dense<{{\[\[\[\[}}false]]], {{\[\[\[}}false]]], {{\[\[\[}}true]]], {{\[\[\[}}true]]]]> : tensor<4x1x1x1xi1>
// CONNECTION-LABEL: func @grouped
// CONNECTION: values = dense<{{\[\[\[\[}}false]]], {{\[\[\[}}true]]], {{\[\[\[}}false]]], {{\[\[\[}}true]]]]>
func.func @grouped(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x4x4xf32> {
  %w = compress.parameter "grouped.weight" = dense<[[[[1.0]]], [[[4.0]]], [[[3.0]]], [[[5.0]]]]> : tensor<4x1x1x1xf32>
  %0 = compress.conv2d "grouped" %x, %w {groups = 2 : i64} : tensor<1x4x4x2xf32>, tensor<4x1x1x1xf32>
  return %0 : tensor<1x4x4x4xf32>
}

// -----

// TOSA's depthwise weight is [1, 2, 2, 2]: filter c * 2 + m. Sums over the kernel:
// 6, 8 for channel 0; 9, 4 for channel 1.
// FILTER-LABEL: func @tosa_depthwise
// FILTER: values = dense<{{\[\[\[\[}}false, true], [true, false]]]]> : tensor<1x1x2x2xi1>
// FILTER: compress.mask %{{.*}} : tensor<1x2x2x2xf32>, tensor<1x1x2x2xi1>
// FILTER: values = dense<[false, true, true, false]> : tensor<4xi1>
// CHANNEL-LABEL: func @tosa_depthwise
// CHANNEL: values = dense<{{\[\[\[\[}}true], [false]]]]> : tensor<1x1x2x1xi1>
func.func @tosa_depthwise(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x3x4xf32> {
  %w = "tosa.const"() <{values = dense<[[[[1.0, 2.0], [7.0, 1.0]], [[5.0, 6.0], [2.0, 3.0]]]]> : tensor<1x2x2x2xf32>}> : () -> tensor<1x2x2x2xf32>
  %b = "tosa.const"() <{values = dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>}> : () -> tensor<4xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %0 = tosa.depthwise_conv2d %x, %w, %b, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}
     : (tensor<1x4x4x2xf32>, tensor<1x2x2x2xf32>, tensor<4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x3x4xf32>
  return %0 : tensor<1x4x3x4xf32>
}

// -----

// Layers that share weight and bias: one mask of each.
// FILTER-LABEL: func @shared
// FILTER-COUNT-2: compress.mask
// FILTER-NOT: compress.mask
// FILTER: compress.dense "a" %{{.*}}, %[[W:.*]] bias %[[B:.*]] :
// FILTER: compress.dense "b" %{{.*}}, %[[W]] bias %[[B]] :
func.func @shared(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "shared.weight" = dense<[[3.0, 1.0], [0.25, -0.75]]> : tensor<2x2xf32>
  %b = compress.parameter "shared.bias" = dense<[1.0, 2.0]> : tensor<2xf32>
  %0 = compress.dense "a" %x, %w bias %b : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
  %1 = compress.dense "b" %0, %w bias %b : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
  return %1 : tensor<1x2xf32>
}

// -----

// A bias that other layers read, or is an argument, or has one entry for all,
// stays; a rounded one gets its mask before the rounding.
// FILTER-LABEL: func @biases
// FILTER: compress.dense "c" %{{.*}}, %{{.*}} bias %[[B:.*]] :
// FILTER: compress.dense "d" %{{.*}}, %{{.*}} bias %[[B]] :
// FILTER: compress.dense "e" %{{.*}}, %{{.*}} bias %arg1 :
// FILTER: %[[P:.*]] = compress.mask %{{.*}} : tensor<2xf32>, tensor<2xi1>
// FILTER: %[[Q:.*]] = compress.fake_quant %[[P]]
// FILTER: compress.dense "f" %{{.*}}, %{{.*}} bias %[[Q]] :
// REMARK: remark: [Missed] bias | Category:compress-prune | Remark="bias of layer 'c' keeps the entries of pruned filters: it has other uses"
// REMARK: "bias of layer 'd' keeps the entries of pruned filters: it has other uses"
// REMARK: "bias of layer 'e' keeps the entries of pruned filters: it is not constant f32"
// REMARK: "bias of layer 'conv2d_0' keeps the entries of pruned filters: it has no entry for each of them"
func.func @biases(%x: tensor<1x2xf32>, %arg: tensor<2xf32>, %i: tensor<1x4x4x1xf32>) -> (tensor<1x2xf32>, tensor<1x4x4x2xf32>) {
  %c = compress.parameter "c.weight" = dense<[[3.0, 1.0], [0.25, -0.75]]> : tensor<2x2xf32>
  %d = compress.parameter "d.weight" = dense<[[3.0, 1.0], [0.25, -0.75]]> : tensor<2x2xf32>
  %e = compress.parameter "e.weight" = dense<[[3.0, 1.0], [0.25, -0.75]]> : tensor<2x2xf32>
  %f = compress.parameter "f.weight" = dense<[[3.0, 1.0], [0.25, -0.75]]> : tensor<2x2xf32>
  %b = compress.parameter "both.bias" = dense<[1.0, 2.0]> : tensor<2xf32>
  %0 = compress.dense "c" %x, %c bias %b : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
  %1 = compress.dense "d" %0, %d bias %b : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
  %2 = compress.dense "e" %1, %e bias %arg : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
  %r = compress.parameter "f.bias" = dense<[1.0, 2.0]> : tensor<2xf32>
  %q = compress.fake_quant %r as !quant.uniform<i32:f32, 0.1> : tensor<2xf32>
  %3 = compress.dense "f" %2, %f bias %q : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
  %w = "tosa.const"() <{values = dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>}> : () -> tensor<2x1x1x1xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %4 = tosa.conv2d %i, %w, %z, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>}
     : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x2xf32>
  return %3, %4 : tensor<1x2xf32>, tensor<1x4x4x2xf32>
}
