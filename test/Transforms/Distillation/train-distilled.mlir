// REQUIRES: numpy
// Data: 64 samples of two classes that a line separates.
// RUN: %python %S/../Training/Inputs/make_line.py %t
// DEFINE: %{data} = data=%t.x.npy batch-size=16 learning-rate=0.05
// DEFINE: %{labels} = labels=%t.labels.npy
// DEFINE: %{labels_flag} = --labels %t.labels.npy
// RUN: rm -f %t.cache %t.other %t.out

// The step: no gradient of anything that the teacher computes, and nothing of it among what is updated.
// RUN: compress-opt %s --compress-distill="teacher-function=teacher student-layer=fc teacher-layer=hidden" -o %t.graph.mlir
// RUN: compress-opt %t.graph.mlir --compress-lift-parameters="function=main_distillation keep-frozen" --compress-build-train-step="function=main_distillation optimizer=sgd" | FileCheck %s --check-prefix=STEP
// STEP-LABEL: func.func private @train_step(
// STEP-SAME: %[[X:[a-z0-9]*]]: tensor<1x2xf32> {compress.role = #compress.role<data>}
// STEP-NOT: teacher
// STEP-SAME: -> (tensor<2x2xf32> {compress.name = "fc.weight",
// STEP-SAME: tensor<2xf32> {compress.name = "fc.bias",
// STEP-SAME: tensor<3x2xf32> {compress.name = "projection.fc.weight",
// STEP-SAME: tensor<3xf32> {compress.name = "projection.fc.bias",
// STEP-SAME: tensor<f32> {compress.name = "loss",
// STEP-SAME: tensor<i32> {compress.name = "correct", compress.role = #compress.role<metric>},
// STEP-SAME: tensor<i32> {compress.name = "agreed", compress.role = #compress.role<metric>})
// STEP: %[[V:.*]] = compress.parameter "teacher.hidden.weight" frozen
// STEP: %[[H:.*]] = compress.dense "teacher.hidden" %[[X]], %[[V]]
// STEP: %[[W:.*]] = compress.parameter "teacher.fc.weight" frozen
// STEP: %[[T:.*]] = compress.dense "teacher.fc" %[[H]], %[[W]]
// STEP-NOT: %[[V]]{{[,: )]}}
// STEP-NOT: %[[W]]{{[,: )]}}
// STEP: compress.cross_entropy
// STEP: compress.kl_divergence %{{.*}}, %[[T]] {temperature = 2.000000e+00 : f32}
// STEP: compress.mse %{{.*}}, %[[H]]
// STEP-NOT: %[[V]]{{[,: )]}}
// STEP-NOT: %[[W]]{{[,: )]}}
// STEP: return

// After the training there is the student alone; its values come from the graph.
// RUN: compress-opt %t.graph.mlir --compress-train="%{data} %{labels} epochs=20 validation=0.25 log=%t.jsonl curve=%t.svg" --remarks-filter="compress-train" -o %t.mlir 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: FileCheck %s --implicit-check-not=teacher --implicit-check-not=projection --implicit-check-not=distillation < %t.mlir
// RUN: FileCheck %s --check-prefix=LOG < %t.jsonl
// RUN: FileCheck %s --check-prefix=CURVE < %t.svg
// RUN: compress-run %t.mlir --data %t.x.npy %{labels_flag} | FileCheck %s --check-prefix=ACCURACY

// REMARK: epoch 20: loss 0.{{[0-9]+}}, accuracy {{.*}} %, validation accuracy {{.*}} %, agreement {{.*}} %, validation agreement {{.*}} %
// CHECK: func.func @main(%{{.*}}: tensor<1x2xf32>) -> tensor<1x2xf32>
// CHECK: compress.parameter "fc.weight" = dense
// CHECK-NOT: dense<{{\[\[}}1.000000e+00
// CHECK: compress.dense "fc"
// LOG: "agreement":{{.*}},"validation_agreement":
// CURVE: agreement
// ACCURACY: accuracy: {{0\.9|1\.0}}

// Without labels the teacher alone decides. It ends when they agree.
// RUN: compress-opt %s --compress-distill="teacher-function=teacher alpha=1" --compress-train="%{data} epochs=500 target-agreement=0.9" --remarks-filter="compress-train" 2>&1 -o %t.mlir | FileCheck %s --check-prefix=AGREE
// AGREE: epoch {{[1-9][0-9]?}}: loss {{[0-9.]+}}, agreement {{(9[0-9]|100)\.[0-9]+}} %
// RUN: compress-run %t.mlir --data %t.x.npy %{labels_flag} | FileCheck %s --check-prefix=ACCURACY
// RUN: compress-opt %s --compress-distill="teacher-function=teacher" --compress-train="%{data} %{labels} epochs=500 validation=0.25 target-accuracy=0.9" --remarks-filter="compress-train" 2>&1 -o %t.mlir | FileCheck %s --check-prefix=TARGET
// TARGET: epoch {{[1-9][0-9]?}}: loss {{.*}} validation accuracy {{(9[0-9]|100)\.[0-9]+}} %

// What the teacher says, from a file: the same training, bit for bit, once it is there.
// RUN: compress-opt %t.graph.mlir --compress-train="%{data} %{labels} epochs=3 validation=0.25 teacher-cache=%t.cache" -o %t.a.mlir
// RUN: compress-opt %t.graph.mlir --compress-train="%{data} %{labels} epochs=3 validation=0.25 teacher-cache=%t.cache" -o %t.b.mlir
// RUN: compress-opt %t.graph.mlir --compress-train="%{data} %{labels} epochs=3 validation=0.25" -o %t.c.mlir
// RUN: cmp %t.a.mlir %t.b.mlir
// RUN: compress-opt %t.a.mlir --compress-check-equivalence="reference=%t.c.mlir runs=8 tolerance=1e-5" -o /dev/null
// One file for batches of any size and for any seed.
// RUN: compress-opt %t.graph.mlir --compress-train="data=%t.x.npy batch-size=24 %{labels} seed=7 teacher-cache=%t.cache" -o /dev/null
// And a training that stopped goes on.
// RUN: rm -f %t.ckpt
// RUN: compress-opt %t.graph.mlir --compress-train="%{data} %{labels} epochs=3 validation=0.25 teacher-cache=%t.cache checkpoint=%t.ckpt" -o %t.d.mlir
// RUN: compress-opt %t.graph.mlir --compress-train="%{data} %{labels} epochs=3 validation=0.25 teacher-cache=%t.cache checkpoint=%t.ckpt resume" -o %t.e.mlir
// RUN: cmp %t.a.mlir %t.d.mlir
// RUN: cmp %t.a.mlir %t.e.mlir

// Samples without labels beside others: the accuracy is that of the others.
// RUN: compress-opt %t.graph.mlir --compress-train="%{data} %{labels} unlabelled=%t.x.npy epochs=20 validation=0.25" --remarks-filter="compress-train" -o %t.mlir 2>&1 | FileCheck %s --check-prefix=UNLABELLED
// UNLABELLED: epoch 20: {{.*}} accuracy {{(9[0-9]|100)\.[0-9]+}} %, validation accuracy {{(9[0-9]|100)\.[0-9]+}} %

// Masks stay, and a student that was quantized in simulation learns too.
// RUN: compress-opt %s --compress-prune=sparsity=0.25 --compress-calibrate=data=%t.x.npy --compress-quantize --compress-distill="teacher-function=teacher alpha=1" --compress-train="%{data} epochs=5" --compress-verify=contract=compressed | FileCheck %s --check-prefix=MASK
// MASK: compress.mask
// MASK: compress.fake_quant
// MASK-NOT: teacher

// A quantized teacher: in integers, with a core of its own.
// RUN: compress-opt %S/Inputs/line_teacher.mlir --compress-calibrate=data=%t.x.npy --compress-quantize --compress-lower-to-integer -o %t.teacher.mlir
// RUN: compress-opt %s --compress-distill="teacher=%t.teacher.mlir alpha=1" -o %t.int.mlir
// RUN: FileCheck %s --check-prefix=INTEGER --implicit-check-not="integer_core" < %t.int.mlir
// INTEGER-LABEL: func.func private @main_distillation(
// INTEGER: compress.parameter "teacher.hidden.weight" frozen {compress.teacher} = dense<{{.*}}> : tensor<3x2xi8>
// RUN: compress-opt %t.int.mlir --compress-train="%{data} epochs=20" --remarks-filter="compress-train" -o /dev/null 2>&1 | FileCheck %s --check-prefix=ECHO
// ECHO: agreement {{(9[0-9]|100)\.[0-9]+}} %

func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5], [0.5, 1.0]]> : tensor<2x2xf32>
  %b = compress.parameter "fc.bias" = dense<0.0> : tensor<2xf32>
  %y = compress.dense "fc" %x, %w bias %b : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
  return %y : tensor<1x2xf32>
}

// It knows the line.
func.func private @teacher(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %v = compress.parameter "hidden.weight" = dense<[[1.0, 2.0], [0.1, 0.2], [0.0, 1.0]]> : tensor<3x2xf32>
  %h = compress.dense "hidden" %x, %v : tensor<1x2xf32>, tensor<3x2xf32>
  %w = compress.parameter "fc.weight" = dense<[[-2.0, 0.0, 0.0], [2.0, 0.5, 0.0]]> : tensor<2x3xf32>
  %y = compress.dense "fc" %h, %w : tensor<1x3xf32>, tensor<2x3xf32>
  return %y : tensor<1x2xf32>
}
