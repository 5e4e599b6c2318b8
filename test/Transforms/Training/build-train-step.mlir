// RUN: compress-opt %s --compress-build-train-step="optimizer=sgd<momentum=0.5>" --split-input-file | FileCheck %s --check-prefixes=CHECK,SGD
// RUN: compress-opt %s --compress-build-train-step="optimizer=adam" --split-input-file | FileCheck %s --check-prefixes=CHECK,ADAM
// RUN: compress-opt %s --compress-build-train-step="optimizer=sgd gradients=clip-norm l1=0.5 l1-parameters=w" --split-input-file | FileCheck %s --check-prefix=RULES
// RUN: compress-opt %s --compress-build-train-step="loss=mse optimizer=sgd" --split-input-file | FileCheck %s --check-prefix=MSE

// RUN: compress-opt %s --compress-build-train-step="optimizer=sgd criterion=taylor" --split-input-file | FileCheck %s --check-prefix=SUMS
// RUN: compress-opt %s --compress-build-train-step="optimizer=sgd update-pruned" --split-input-file | FileCheck %s --check-prefix=DENSE

// The function stays as it is; the step takes and returns the state by name.

// CHECK-LABEL: func.func @main(
// CHECK-NOT: labels
// CHECK: return
// CHECK-LABEL: func.func @train_step(
// CHECK-SAME: %[[X:.*]]: tensor<4x3xf32> {compress.role = #compress.role<data>},
// CHECK-SAME: %[[W:.*]]: tensor<2x3xf32> {compress.name = "w", compress.role = #compress.role<parameter>},
// CHECK-SAME: %[[B:.*]]: tensor<2xf32> {compress.frozen, compress.name = "b", compress.role = #compress.role<parameter>},
// CHECK-SAME: %[[M:.*]]: tensor<2x3xi1> {compress.name = "w.mask", compress.role = #compress.role<mask>},
// CHECK-SAME: %[[L:.*]]: tensor<4xi32> {compress.name = "labels", compress.role = #compress.role<labels>},
// SGD-SAME: %[[V:.*]]: tensor<2x3xf32> {compress.name = "w.momentum", compress.role = #compress.role<slot>},
// ADAM-SAME: %{{.*}}: tensor<2x3xf32> {compress.name = "w.mean", compress.role = #compress.role<slot>},
// ADAM-SAME: %{{.*}}: tensor<2x3xf32> {compress.name = "w.variance", compress.role = #compress.role<slot>},
// CHECK-SAME: %[[RATE:.*]]: tensor<f32> {compress.name = "learning_rate", compress.role = #compress.role<learning_rate>},
// CHECK-SAME: %[[STEP:.*]]: tensor<i32> {compress.name = "step", compress.role = #compress.role<step>})
// CHECK-SAME: -> (tensor<2x3xf32> {compress.name = "w", compress.role = #compress.role<parameter>},
// SGD-SAME: tensor<2x3xf32> {compress.name = "w.momentum", compress.role = #compress.role<slot>},
// ADAM-SAME: tensor<2x3xf32> {compress.name = "w.mean", compress.role = #compress.role<slot>},
// ADAM-SAME: tensor<2x3xf32> {compress.name = "w.variance", compress.role = #compress.role<slot>},
// CHECK-SAME: tensor<f32> {compress.name = "loss", compress.role = #compress.role<loss>},
// CHECK-SAME: tensor<i32> {compress.name = "correct", compress.role = #compress.role<metric>})

// CHECK: %[[MASKED:.*]] = compress.mask %[[W]], %[[M]]
// CHECK: %[[Y:.*]] = compress.dense "fc" %[[X]], %[[MASKED]] bias %[[B]]
// CHECK: %[[LOSS:.*]] = compress.cross_entropy %[[Y]], %[[L]]
// CHECK: tosa.argmax %[[Y]]
// The gradient has no part where the mask is false.
// CHECK: %[[DW:.*]] = tosa.select %[[M]]
// SGD: %[[R:.*]] = tensor.extract %[[RATE]][]
// SGD: %[[NEWV:.*]] = linalg.generic {{.*}} ins(%[[V]], %[[DW]]
// SGD: %[[NEWW:.*]] = linalg.generic {{.*}} ins(%[[W]], %[[NEWV]]
// SGD: return %[[NEWW]], %[[NEWV]], %[[LOSS]], %{{.*}}
// ADAM: tensor.extract %[[STEP]][]
// ADAM: math.powf {{.*}} : f64
// ADAM: math.sqrt

// RULES-LABEL: func.func @train_step(
// RULES-SAME: %[[W:[a-z0-9]*]]: tensor<2x3xf32> {compress.name = "w",
// RULES-SAME: %[[M:[a-z0-9]*]]: tensor<2x3xi1>
// RULES: %[[DW:.*]] = tosa.select %[[M]]
// The penalty comes first, then the rule.
// RULES: linalg.generic {{.*}} ins(%[[DW]], %[[W]]
// RULES: arith.select
// RULES: linalg.generic {{.*}} iterator_types = ["reduction", "reduction"]
// RULES: math.sqrt
// RULES: arith.minimumf

// MSE-LABEL: func.func @train_step(
// MSE-SAME: %[[T:[a-z0-9]*]]: tensor<4x2xf32> {compress.name = "labels", compress.role = #compress.role<labels>}
// MSE-SAME: -> (tensor<2x3xf32> {{{[^}]*}}}, tensor<f32> {compress.name = "loss", compress.role = #compress.role<loss>})
// MSE: compress.mse %{{.*}}, %[[T]]

// What the criterion adds up is one more slot, of gradients from before the mask;
// the update takes those from behind it.
// SUMS-LABEL: func.func @train_step(
// SUMS-SAME: %[[W:[a-z0-9]*]]: tensor<2x3xf32> {compress.name = "w",
// SUMS-SAME: %[[M:[a-z0-9]*]]: tensor<2x3xi1>
// SUMS-SAME: %[[S:[a-z0-9]*]]: tensor<2x3xf32> {compress.name = "w.importance", compress.role = #compress.role<slot>}
// SUMS-SAME: -> (tensor<2x3xf32> {compress.name = "w",
// SUMS-SAME: tensor<2x3xf32> {compress.name = "w.importance", compress.role = #compress.role<slot>},
// SUMS: %[[DP:.*]] = compress.dense "fc.weight_gradient"
// SUMS: %[[DW:.*]] = tosa.select %[[M]], %[[DP]]
// SUMS: %[[NEWS:.*]] = linalg.generic {{.*}} ins(%[[S]], %[[W]], %[[DP]]
// SUMS: linalg.generic {{.*}} ins(%[[W]], %[[DW]]
// SUMS: return %{{.*}}, %[[NEWS]], %{{.*}}, %{{.*}} :

// DENSE-LABEL: func.func @train_step(
// DENSE-SAME: %[[W:[a-z0-9]*]]: tensor<2x3xf32> {compress.name = "w",
// DENSE: %[[DP:.*]] = compress.dense "fc.weight_gradient"
// DENSE: linalg.generic {{.*}} ins(%[[W]], %[[DP]]

func.func @main(%x: tensor<4x3xf32>,
                %w: tensor<2x3xf32> {compress.name = "w", compress.role = #compress.role<parameter>},
                %b: tensor<2xf32> {compress.frozen, compress.name = "b", compress.role = #compress.role<parameter>},
                %m: tensor<2x3xi1> {compress.name = "w.mask", compress.role = #compress.role<mask>}) -> tensor<4x2xf32> {
  %p = compress.mask %w, %m : tensor<2x3xf32>, tensor<2x3xi1>
  %y = compress.dense "fc" %x, %p bias %b : tensor<4x3xf32>, tensor<2x3xf32>, tensor<2xf32>
  return %y : tensor<4x2xf32>
}

// -----

// New statistics come after the slots.

// CHECK-LABEL: func.func @train_step(
// CHECK-SAME: -> (tensor<3xf32> {compress.name = "w", compress.role = #compress.role<parameter>},
// CHECK-SAME: tensor<3xf32> {compress.name = "mean", compress.role = #compress.role<statistic>}, tensor<f32> {compress.name = "loss"

func.func @main(%x: tensor<4x3xf32>,
                %w: tensor<3xf32> {compress.name = "w", compress.role = #compress.role<parameter>},
                %m: tensor<3xf32> {compress.name = "mean", compress.role = #compress.role<statistic>})
    -> (tensor<4x3xf32>, tensor<3xf32> {compress.name = "mean", compress.role = #compress.role<statistic>}) {
  %s = tosa.const_shape {values = dense<[1, 3]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %r = tosa.reshape %w, %s : (tensor<3xf32>, !tosa.shape<2>) -> tensor<1x3xf32>
  %y = tosa.add %x, %r : (tensor<4x3xf32>, tensor<1x3xf32>) -> tensor<4x3xf32>
  return %y, %m : tensor<4x3xf32>, tensor<3xf32>
}
