// RUN: compress-opt %s --compress-bind-parameters | FileCheck %s

// Arguments that others made, without a position, go before their first user;
// what has no value, or another role, stays an argument. A place in the middle
// of the function that is now too late is made good.
// CHECK-LABEL: func @main
// CHECK-SAME: (%[[X:[a-z0-9]+]]: tensor<1x2xf32>, %[[R:[a-z0-9]+]]: tensor<1xf32> {compress.name = "rate", compress.role = #compress.role<learning_rate>},
// CHECK-SAME: %[[P:[a-z0-9]+]]: tensor<1x2xf32> {compress.name = "free", compress.role = #compress.role<parameter>})
// CHECK-NEXT: %[[W:.*]] = compress.parameter "w" = dense<1.000000e+00> : tensor<2x2xf32>
// CHECK-NEXT: %[[K:.*]] = "tosa.const"() <{values = dense<true> : tensor<2x2xi1>}>
// CHECK-NEXT: %[[M:.*]] = compress.mask %[[W]], %[[K]]
// CHECK-NEXT: compress.dense "a" %[[X]], %[[M]]
// CHECK-NEXT: %[[B:.*]] = compress.parameter "b" frozen = dense<2.000000e+00> : tensor<1x2xf32>
// CHECK-NEXT: tosa.add %{{.*}}, %[[B]]
func.func @main(%x: tensor<1x2xf32>,
    %b: tensor<1x2xf32> {compress.frozen, compress.name = "b", compress.role = #compress.role<parameter>, compress.value = dense<2.0> : tensor<1x2xf32>},
    %w: tensor<2x2xf32> {compress.name = "w", compress.position = 7 : i64, compress.role = #compress.role<parameter>, compress.value = dense<1.0> : tensor<2x2xf32>},
    %r: tensor<1xf32> {compress.name = "rate", compress.role = #compress.role<learning_rate>},
    %k: tensor<2x2xi1> {compress.name = "w.mask", compress.role = #compress.role<mask>, compress.value = dense<true> : tensor<2x2xi1>},
    %p: tensor<1x2xf32> {compress.name = "free", compress.role = #compress.role<parameter>}) -> tensor<1x2xf32> {
  %m = compress.mask %w, %k : tensor<2x2xf32>, tensor<2x2xi1>
  %0 = compress.dense "a" %x, %m : tensor<1x2xf32>, tensor<2x2xf32>
  %1 = tosa.add %0, %b : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %2 = tosa.add %1, %p : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %2 : tensor<1x2xf32>
}
