// RUN: compress-opt %s --compress-lift-parameters | FileCheck %s
// RUN: compress-opt %s --compress-lift-parameters="masks" | FileCheck %s --check-prefix=MASKS
// RUN: compress-opt %s --compress-lift-parameters="keep-frozen frozen=a.weight" | FileCheck %s --check-prefix=KEEP
// RUN: compress-opt %s --compress-lift-parameters="trainable={a\\..*}" | FileCheck %s --check-prefix=TRAINABLE
// RUN: compress-opt %s --compress-lift-parameters="function=shared masks" | FileCheck %s --check-prefix=SHARED

// What is lifted can be bound again, to the same text.
// RUN: compress-opt %s -o %t.before
// RUN: compress-opt %s --compress-lift-parameters --compress-bind-parameters -o %t.after && cmp %t.before %t.after
// RUN: compress-opt %s --compress-lift-parameters=masks --compress-bind-parameters -o %t.after && cmp %t.before %t.after
// RUN: compress-opt %s --compress-lift-parameters=keep-frozen --compress-bind-parameters -o %t.after && cmp %t.before %t.after

// CHECK-LABEL: func @main
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<4x2xf32>,
// CHECK-SAME: %[[W:[a-z0-9]+]]: tensor<2x2xf32> {compress.layout = #compress.layout<shape = [2, 2], view = [2, 2], permutation = [1, 0]>, compress.name = "a.weight", compress.position = 0 : i64, compress.role = #compress.role<parameter>, compress.value = dense<{{[^>]*}}> : tensor<2x2xf32>},
// CHECK-SAME: %[[M:[a-z0-9]+]]: tensor<2xf32> {compress.frozen, compress.name = "bn.mean", compress.position = 5 : i64, compress.role = #compress.role<statistic>,
// CHECK-SAME: %[[V:[a-z0-9]+]]: tensor<2xf32> {compress.frozen, compress.name = "bn.variance"
// CHECK-SAME: %[[S:[a-z0-9]+]]: tensor<2xf32> {compress.name = "bn.scale"
// CHECK-SAME: %[[O:[a-z0-9]+]]: tensor<2xf32> {compress.name = "bn.offset"
// CHECK-SAME: {compress.frozen, compress.name = "c.weight"
// CHECK-SAME: {compress.name = "unused"
// CHECK-NOT: compress.parameter
// CHECK: %[[CONST:.*]] = "tosa.const"
// CHECK: %[[P:.*]] = compress.mask %[[W]], %[[CONST]]
// CHECK: compress.dense "a" %[[X]], %[[P]]
// CHECK: compress.dense "b" %{{.*}}, %[[P]]
// CHECK: compress.batch_norm "bn" %{{.*}} scale %[[S]] offset %[[O]] mean %[[M]] variance %[[V]]

// MASKS: compress.name = "a.weight.mask", compress.position = 1 : i64, compress.role = #compress.role<mask>, compress.value = dense<{{.*}}> : tensor<2x2xi1>
// MASKS-NOT: tosa.const"
// MASKS: return

// Statistics are lifted even so.
// KEEP: func @main
// KEEP-NOT: a.weight
// KEEP-SAME: compress.name = "bn.mean"
// KEEP-SAME: compress.name = "bn.variance"
// KEEP: compress.parameter "a.weight"
// KEEP: compress.parameter "c.weight" frozen

// TRAINABLE: func @main
// TRAINABLE-NOT: compress.frozen
// TRAINABLE-SAME: compress.name = "a.weight"
// TRAINABLE-SAME: compress.frozen, compress.name = "bn.scale"
// TRAINABLE-SAME: compress.frozen, compress.name = "unused"
func.func @main(%x: tensor<4x2xf32>) -> tensor<4x2xf32> {
  %w = compress.parameter "a.weight" layout #compress.layout<shape = [2, 2], view = [2, 2], permutation = [1, 0]>
     = dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %k = "tosa.const"() <{values = dense<[[true, false], [true, true]]> : tensor<2x2xi1>}> : () -> tensor<2x2xi1>
  %p = compress.mask %w, %k : tensor<2x2xf32>, tensor<2x2xi1>
  // Shared by two layers.
  %0 = compress.dense "a" %x, %p : tensor<4x2xf32>, tensor<2x2xf32>
  %1 = compress.dense "b" %0, %p : tensor<4x2xf32>, tensor<2x2xf32>
  %m = compress.parameter "bn.mean" frozen = dense<0.5> : tensor<2xf32>
  %v = compress.parameter "bn.variance" frozen = dense<1.5> : tensor<2xf32>
  %s = compress.parameter "bn.scale" = dense<1.0> : tensor<2xf32>
  %o = compress.parameter "bn.offset" = dense<0.0> : tensor<2xf32>
  %2 = compress.batch_norm "bn" %1 scale %s offset %o mean %m variance %v {epsilon = 1.0e-5 : f32}
     : tensor<4x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  %c = compress.parameter "c.weight" frozen = dense<[[1.0, 0.0], [0.0, 1.0]]> : tensor<2x2xf32>
  %q = compress.fake_quant %c as !quant.uniform<i8<-127:127>:f32, 0.1> : tensor<2x2xf32>
  %3 = compress.dense "c" %2, %q : tensor<4x2xf32>, tensor<2x2xf32>
  %u = compress.parameter "unused" = dense<1.0> : tensor<f32>
  return %3 : tensor<4x2xf32>
}

// Equal masks, merged by CSE, will differ soon.
// SHARED: func @shared
// SHARED-SAME: compress.name = "b.mask"
// SHARED-SAME: compress.name = "a.mask"
// SHARED-NOT: tosa.const"
// SHARED: return
func.func @shared() -> (tensor<1xf32>, tensor<1xf32>) {
  %a = compress.parameter "a" = dense<1.0> : tensor<1xf32>
  %b = compress.parameter "b" = dense<1.0> : tensor<1xf32>
  %k = "tosa.const"() <{values = dense<true> : tensor<1xi1>}> : () -> tensor<1xi1>
  %p = compress.mask %a, %k : tensor<1xf32>, tensor<1xi1>
  %q = compress.mask %b, %k : tensor<1xf32>, tensor<1xi1>
  return %p, %q : tensor<1xf32>, tensor<1xf32>
}
