// DEFINE: %{distill} = compress-opt %s -o %t.out --compress-distill
// RUN: rm -f %t.out

// RUN: not %{distill} 2>&1 | FileCheck %s --check-prefix=TEACHER
// TEACHER: error: expected teacher=, a file, or teacher-function=, a function of the module
// RUN: not %{distill}="teacher-function=good alpha=1.5" 2>&1 | FileCheck %s --check-prefix=ALPHA
// ALPHA: error: expected alpha from 0 to 1, got 1.5
// RUN: not %{distill}="teacher-function=good teacher-weight=1,2" 2>&1 | FileCheck %s --check-prefix=WEIGHTS
// RUN: not %{distill}="teacher-function=good teacher-weight=-1" 2>&1 | FileCheck %s --check-prefix=WEIGHTS
// RUN: not %{distill}="teacher-function=good teacher-weight=0" 2>&1 | FileCheck %s --check-prefix=WEIGHTS
// WEIGHTS: error: expected a finite teacher-weight= of 0 or more for each of the 1 teachers, not all 0
// RUN: not %{distill}="teacher-function=good student-layer=fc" 2>&1 | FileCheck %s --check-prefix=PAIRS
// PAIRS: error: expected as many layers in student-layer= as in teacher-layer=, got 1 and 0
// RUN: not %{distill}="teacher-function=good feature-loss=hint" 2>&1 | FileCheck %s --check-prefix=FEATURE
// FEATURE: error: feature-loss= and feature-weight= need student-layer= and teacher-layer=
// RUN: not %{distill}="teacher-function=good loss=kl,mse,cosine loss-weight=1,2" 2>&1 | FileCheck %s --check-prefix=COUNT
// COUNT: error: expected one loss= and weight= for all, or one for each of the 3, got 3 and 2
// RUN: not %{distill}="teacher-function=good loss-weight=-1" 2>&1 | FileCheck %s --check-prefix=WEIGHT
// WEIGHT: error: expected finite weights of 0 or more in weight=
// RUN: not %{distill}="teacher-function=good loss=l2" 2>&1 | FileCheck %s --check-prefix=LOSS
// LOSS: error: unknown distillation loss 'l2'; known are kl, mse, cosine, hint, attention
// RUN: not %{distill}="teacher-function=good loss=mse temperature=2" 2>&1 | FileCheck %s --check-prefix=TEMPERATURE
// TEMPERATURE: error: temperature= needs loss=kl
// RUN: not %{distill}="teacher-function=good temperature=0" 2>&1 | FileCheck %s --check-prefix=COLD
// COLD: error: expected a finite temperature above 0, got 0.0
// RUN: not %{distill}="teacher-function=main" 2>&1 | FileCheck %s --check-prefix=ITSELF
// ITSELF: error: @main is the student, and cannot be its own teacher; copy it first with compress-keep-teacher
// RUN: not %{distill}="teacher-function=nobody" 2>&1 | FileCheck %s --check-prefix=NOBODY
// NOBODY: error: there is no function @nobody to be the teacher; keep one with compress-keep-teacher, or name a file with teacher=
// RUN: not %{distill}="teacher=%t.none.mlir" 2>&1 | FileCheck %s --check-prefix=FILE
// FILE: error: teacher '{{.*}}none.mlir' cannot be used: {{.*}}could not open input file
// RUN: echo 'func.func @main(%%x: f32) -> f32 { %%y = emitc.add %%x, %%x : (f32, f32) -> f32 return %%y : f32 }' > %t.emitc.mlir
// RUN: not %{distill}="teacher=%t.emitc.mlir" 2>&1 | FileCheck %s --check-prefix=DIALECT
// DIALECT: error: teacher '{{.*}}emitc.mlir' cannot be used: it has operations of dialect 'emitc'; raise it with convert-tosa-to-compress first
// RUN: echo 'module {}' > %t.empty.mlir
// RUN: not %{distill}="teacher=%t.empty.mlir" 2>&1 | FileCheck %s --check-prefix=EMPTY
// EMPTY: error: teacher '{{.*}}empty.mlir' cannot be used: module has no function
// RUN: not %{distill}="teacher-function=batch" 2>&1 | FileCheck %s --check-prefix=TYPES
// TYPES: error: student @main takes 'tensor<1x4xf32>', teacher @batch takes 'tensor<2x4xf32>'; give them inputs of one type, for the batch size with compress-set-batch
// RUN: not %{distill}="teacher-function=classes" 2>&1 | FileCheck %s --check-prefix=CLASSES
// CLASSES: error: loss #compress.kl_teaching cannot be taken of the outputs of the student and teacher @classes: the student has 3 classes, the teacher 4
// RUN: not %{distill}="teacher-function=classes loss=mse" 2>&1 | FileCheck %s --check-prefix=SHAPES
// SHAPES: error: loss #compress.mse_teaching cannot be taken of the outputs of the student and teacher @classes: the student has tensor<1x3xf32>, the teacher tensor<1x4xf32>
// RUN: not %{distill}="teacher-function=good student-layer=conv teacher-layer=fc" 2>&1 | FileCheck %s --check-prefix=LAYER
// LAYER: error: the student has no layer 'conv'; it has fc
// RUN: not %{distill}="teacher-function=good student-layer=fc teacher-layer=conv" 2>&1 | FileCheck %s --check-prefix=OTHER
// OTHER: error: the teacher has no layer 'conv'; it has fc, hidden, image, teacher.fc, teacher.hidden, teacher.image
// RUN: not %{distill}="teacher-function=good student-layer=fc teacher-layer=image" 2>&1 | FileCheck %s --check-prefix=RANK
// RANK: error: loss #compress.hint_teaching cannot be taken of the pair 'fc' and 'image': the student has tensor<1x3xf32>, the teacher tensor<1x2x2x1xf32>; a projection changes the last dimension alone
// RUN: not %{distill}="teacher-function=good student-layer=fc teacher-layer=hidden projection=false" 2>&1 | FileCheck %s --check-prefix=PROJECTION
// PROJECTION: error: loss #compress.hint_teaching cannot be taken of the pair 'fc' and 'hidden': the student has tensor<1x3xf32>, the teacher tensor<1x5xf32>
// RUN: not %{distill}="teacher-function=good student-layer=fc teacher-layer=hidden feature-loss=cosine" 2>&1 | FileCheck %s --check-prefix=COSINE
// COSINE: error: loss #compress.cosine_teaching cannot be taken of the pair 'fc' and 'hidden': {{.*}}; choose layers that agree
// RUN: not %{distill}="teacher-function=good student-layer=fc teacher-layer=hidden feature-loss=attention" 2>&1 | FileCheck %s --check-prefix=ATTENTION
// ATTENTION: error: loss #compress.attention_teaching cannot be taken of the pair 'fc' and 'hidden': it wants images [N, H, W, C], and the student has
// RUN: not %{distill}="teacher-function=nothing" 2>&1 | FileCheck %s --check-prefix=NOTHING
// NOTHING: error: teacher @nothing must have one block and return its output
// RUN: not %{distill}="teacher-function=good function=nothing" 2>&1 | FileCheck %s --check-prefix=STUDENT
// STUDENT: error: expected student @nothing to have one block and to return its output, a tensor
// RUN: not compress-opt %s --compress-keep-teacher --compress-distill=teacher-function=teacher --compress-keep-teacher --compress-distill=teacher-function=teacher 2>&1 | FileCheck %s --check-prefix=TWICE
// TWICE: error: there is a @main_distillation already; train it with compress-train, or remove it
// RUN: not ls %t.out

func.func @main(%x: tensor<1x4xf32>) -> tensor<1x3xf32> {
  %w = compress.parameter "fc.weight" = dense<0.1> : tensor<3x4xf32>
  %y = compress.dense "fc" %x, %w : tensor<1x4xf32>, tensor<3x4xf32>
  return %y : tensor<1x3xf32>
}

func.func private @good(%x: tensor<1x4xf32>) -> (tensor<1x3xf32>, tensor<1x2x2x1xf32>) {
  %v = compress.parameter "hidden.weight" = dense<0.2> : tensor<5x4xf32>
  %h = compress.dense "hidden" %x, %v : tensor<1x4xf32>, tensor<5x4xf32>
  %w = compress.parameter "fc.weight" = dense<0.2> : tensor<3x5xf32>
  %y = compress.dense "fc" %h, %w : tensor<1x5xf32>, tensor<3x5xf32>
  %s = tosa.const_shape {values = dense<[1, 2, 2, 1]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %i = tosa.reshape %x, %s : (tensor<1x4xf32>, !tosa.shape<4>) -> tensor<1x2x2x1xf32>
  %u = compress.parameter "image.weight" = dense<0.2> : tensor<1x1x1x1xf32>
  %z = compress.conv2d "image" %i, %u : tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>
  return %y, %z : tensor<1x3xf32>, tensor<1x2x2x1xf32>
}

func.func private @batch(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  return %x : tensor<2x4xf32>
}

func.func private @classes(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  return %x : tensor<1x4xf32>
}

func.func private @nothing(%x: tensor<1x4xf32>) {
  return
}
