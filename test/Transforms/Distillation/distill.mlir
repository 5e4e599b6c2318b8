// RUN: compress-opt %s --compress-distill="teacher=%S/Inputs/teacher.mlir temperature=4 alpha=0.75" | FileCheck %s
// RUN: compress-opt %s --compress-distill="teacher=%S/Inputs/teacher.mlir student-layer=conv teacher-layer=conv" | FileCheck %s --check-prefix=HINT
// RUN: compress-opt %s --compress-distill="teacher=%S/Inputs/teacher.mlir alpha=1 loss=mse,cosine loss-weight=1,0.5 student-layer=stem,conv teacher-layer=stem,conv feature-loss=mse,attention feature-weight=2,3" | FileCheck %s --check-prefix=SUM
// RUN: compress-opt %s --compress-distill="teacher={%S/Inputs/teacher.mlir} teacher-function=small teacher-weight=3,1 student-layer=conv teacher-layer=teacher0.conv feature-loss=attention" --remarks-filter=compress-distill 2>&1 | FileCheck %s --check-prefix=TWO

// What is printed parses again, to the same.
// RUN: compress-opt %s --dump-pass-pipeline --compress-distill="teacher={%S/Inputs/teacher.mlir} loss={kl<temperature = 3.0>},mse alpha=0.1 student-layer=conv teacher-layer=conv" 2>&1 >/dev/null | FileCheck %s --check-prefix=PIPELINE
// PIPELINE: alpha=0.1{{[0-9]*}}
// PIPELINE-SAME: loss={{.*}}kl<temperature = 3.0>{{.*}},mse

// The student stays as it is.
// CHECK-LABEL: func.func @main(
// CHECK-NOT: teacher
// CHECK: return %{{.*}} : tensor<1x3xf32>

// CHECK-LABEL: func.func private @main_distillation(
// CHECK-SAME: -> (tensor<1x3xf32>, tensor<1x3xf32>)
// CHECK-SAME: #compress.distillation<student = "main", hard = 0.25, answers = 1, terms = [#compress.distillation_term<loss = #compress.kl_teaching<temperature = 4>, weight = 0.75, student = 0, teacher = 1>]>
// CHECK: %[[SW:.*]] = compress.parameter "stem.weight" frozen
// CHECK: %[[STEM:.*]] = compress.conv2d "stem" %arg0, %[[SW]]
// CHECK: %[[S:.*]] = compress.dense "fc"
// The stem is frozen in the student and equal in the teacher: computed once.
// CHECK-NOT: "teacher.stem
// CHECK: %[[TW:.*]] = compress.parameter "teacher.conv.weight" frozen {compress.teacher} = dense_resource<
// CHECK: compress.conv2d "teacher.conv" %[[STEM]], %[[TW]] bias
// The batch norm after it was folded, the other one keeps its statistics, as constants.
// CHECK-NOT: "teacher.norm
// CHECK: compress.parameter "teacher.last.scale" frozen
// CHECK-NOT: "teacher.last.mean"
// CHECK: %[[MEAN:.*]] = "tosa.const"() <{values = dense<5.000000e-01> : tensor<80xf32>}>
// CHECK: compress.batch_norm "teacher.last" %{{.*}} mean %[[MEAN]]
// CHECK: %[[T:.*]] = compress.dense "teacher.fc"
// CHECK: return %[[S]], %[[T]]

// Four channels of the student become five.
// HINT-LABEL: func.func private @main_distillation(
// HINT-SAME: -> (tensor<1x3xf32>, tensor<1x3xf32>, tensor<1x4x4x5xf32>, tensor<1x4x4x5xf32>)
// HINT-SAME: #compress.distillation_term<loss = #compress.hint_teaching, student = 2, teacher = 3>
// HINT: %[[OWN:.*]] = compress.conv2d "conv"
// HINT: %[[OTHER:.*]] = compress.conv2d "teacher.conv"
// HINT: %[[W:.*]] = compress.parameter "projection.conv.weight" = dense{{.*}} : tensor<5x1x1x4xf32>
// HINT: %[[B:.*]] = compress.parameter "projection.conv.bias" = dense{{.*}} : tensor<5xf32>
// HINT: %[[P:.*]] = compress.conv2d "projection.conv" %[[OWN]], %[[W]] bias %[[B]]
// HINT: return %{{.*}}, %{{.*}}, %[[P]], %[[OTHER]]

// SUM-LABEL: func.func private @main_distillation(
// SUM-SAME: hard = 0, answers = 1, terms = [
// SUM-SAME: <loss = #compress.mse_teaching, student = 0, teacher = 1>,
// SUM-SAME: <loss = #compress.cosine_teaching, weight = 0.5, student = 0, teacher = 1>,
// SUM-SAME: <loss = #compress.mse_teaching, weight = 2, student = 2, teacher = 2>,
// SUM-SAME: <loss = #compress.attention_teaching, weight = 3, student = 3, teacher = 4>]
// SUM-NOT: projection

// Files come first; the function that taught is gone.
// TWO: remark: {{.*}}@main_distillation: 3 losses, 2 teachers, 2 operations shared with the student
// TWO-NOT: func.func private @small(
// TWO: weight = 0.375, student = 0, teacher = 1>
// TWO-SAME: weight = 0.125, student = 0, teacher = 2>
// TWO-SAME: #compress.attention_teaching
// TWO: compress.conv2d "teacher0.conv"
// TWO: compress.dense "teacher1.fc"

func.func @main(%x: tensor<1x4x4x1xf32>) -> tensor<1x3xf32> {
  %w1 = compress.parameter "stem.weight" frozen = dense<0.25> : tensor<2x3x3x1xf32>
  %y1 = compress.conv2d "stem" %x, %w1 {pad = array<i64: 1, 1, 1, 1>} : tensor<1x4x4x1xf32>, tensor<2x3x3x1xf32>
  %w2 = compress.parameter "conv.weight" = dense<0.5> : tensor<4x3x3x2xf32>
  %y2 = compress.conv2d "conv" %y1, %w2 {pad = array<i64: 1, 1, 1, 1>} : tensor<1x4x4x2xf32>, tensor<4x3x3x2xf32>
  %s = tosa.const_shape {values = dense<[1, 64]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %f = tosa.reshape %y2, %s : (tensor<1x4x4x4xf32>, !tosa.shape<2>) -> tensor<1x64xf32>
  %w3 = compress.parameter "fc.weight" = dense<0.1> : tensor<3x64xf32>
  %y3 = compress.dense "fc" %f, %w3 : tensor<1x64xf32>, tensor<3x64xf32>
  return %y3 : tensor<1x3xf32>
}

func.func private @small(%x: tensor<1x4x4x1xf32>) -> tensor<1x3xf32> {
  %s = tosa.const_shape {values = dense<[1, 16]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %f = tosa.reshape %x, %s : (tensor<1x4x4x1xf32>, !tosa.shape<2>) -> tensor<1x16xf32>
  %w = compress.parameter "fc.weight" = dense<0.2> : tensor<3x16xf32>
  %y = compress.dense "fc" %f, %w : tensor<1x16xf32>, tensor<3x16xf32>
  return %y : tensor<1x3xf32>
}
