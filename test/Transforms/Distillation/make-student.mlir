// RUN: compress-opt %s --compress-make-student="width=0.5" | FileCheck %s --check-prefix=WIDTH
// RUN: compress-opt %s --compress-make-student="width=0.55 round-to=8 function=wide" | FileCheck %s --check-prefix=ROUND
// RUN: compress-opt %s --compress-make-student="depth=0.5" --remarks-filter=compress-make-student -o %t.mlir 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: FileCheck %s --check-prefix=DEPTH < %t.mlir
// RUN: compress-opt %s --compress-keep-teacher --compress-make-student="width=0.5 depth=0.1" --compress-distill="teacher-function=teacher student-layer=stem teacher-layer=stem" --compress-verify | FileCheck %s --check-prefix=BOTH
// RUN: compress-opt %s --compress-make-student="width=0.5 seed=1" -o %t.a.mlir
// RUN: compress-opt %s --compress-make-student="width=0.5 seed=1" -o %t.b.mlir
// RUN: compress-opt %s --compress-make-student="width=0.5 seed=2" -o %t.c.mlir
// RUN: cmp %t.a.mlir %t.b.mlir
// RUN: not cmp %t.a.mlir %t.c.mlir

// Half of the channels, the same ones on both sides of the sum; as many classes.
// WIDTH: compress.conv2d "stem" {{.*}}tensor<3x3x3x1xf32>
// WIDTH: compress.conv2d "block.a" {{.*}}tensor<3x3x3x3xf32>
// WIDTH: compress.conv2d "plain" {{.*}}tensor<3x1x1x3xf32>
// WIDTH: compress.dense "fc" {{.*}} : tensor<1x48xf32>, tensor<3x48xf32>
// WIDTH-NOT: compress.mask
// WIDTH: return

// A multiple of eight.
// ROUND-LABEL: func.func private @wide(
// ROUND: compress.dense "fc1" {{.*}}tensor<40x3xf32>
// ROUND: compress.dense "fc2" {{.*}}tensor<2x40xf32>

// Of the block and the layer behind it, one stays.
// REMARK: 'plain' is left out
// REMARK-NOT: left out
// DEPTH: compress.conv2d "block.a"
// DEPTH-NOT: compress.conv2d "plain"
// DEPTH: compress.dense "fc"

// BOTH-LABEL: func.func @main(
// BOTH: compress.conv2d "stem" {{.*}}tensor<3x3x3x1xf32>
// BOTH-LABEL: func.func private @main_distillation(
// BOTH: compress.conv2d "teacher.stem" {{.*}}tensor<6x3x3x1xf32>
// BOTH: compress.conv2d "projection.stem" {{.*}}tensor<6x1x1x3xf32>

func.func @main(%x: tensor<1x4x4x1xf32>) -> tensor<1x3xf32> {
  %w1 = compress.parameter "stem.weight" = dense<0.25> : tensor<6x3x3x1xf32>
  %y1 = compress.conv2d "stem" %x, %w1 {pad = array<i64: 1, 1, 1, 1>} : tensor<1x4x4x1xf32>, tensor<6x3x3x1xf32>
  %w2 = compress.parameter "block.a.weight" = dense<0.5> : tensor<6x3x3x6xf32>
  %y2 = compress.conv2d "block.a" %y1, %w2 {pad = array<i64: 1, 1, 1, 1>} : tensor<1x4x4x6xf32>, tensor<6x3x3x6xf32>
  %r2 = tosa.clamp %y2 {min_val = 0.0 : f32, max_val = 3.40282347E+38 : f32} : (tensor<1x4x4x6xf32>) -> tensor<1x4x4x6xf32>
  %s2 = tosa.add %r2, %y1 : (tensor<1x4x4x6xf32>, tensor<1x4x4x6xf32>) -> tensor<1x4x4x6xf32>
  %w3 = compress.parameter "plain.weight" = dense<0.5> : tensor<6x1x1x6xf32>
  %y3 = compress.conv2d "plain" %s2, %w3 : tensor<1x4x4x6xf32>, tensor<6x1x1x6xf32>
  %r3 = tosa.clamp %y3 {min_val = 0.0 : f32, max_val = 3.40282347E+38 : f32} : (tensor<1x4x4x6xf32>) -> tensor<1x4x4x6xf32>
  %s = tosa.const_shape {values = dense<[1, 96]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %f = tosa.reshape %r3, %s : (tensor<1x4x4x6xf32>, !tosa.shape<2>) -> tensor<1x96xf32>
  %w4 = compress.parameter "fc.weight" = dense<0.1> : tensor<3x96xf32>
  %y4 = compress.dense "fc" %f, %w4 : tensor<1x96xf32>, tensor<3x96xf32>
  return %y4 : tensor<1x3xf32>
}

func.func private @wide(%x: tensor<1x3xf32>) -> tensor<1x2xf32> {
  %w1 = compress.parameter "fc1.weight" = dense<0.1> : tensor<64x3xf32>
  %y1 = compress.dense "fc1" %x, %w1 : tensor<1x3xf32>, tensor<64x3xf32>
  %w2 = compress.parameter "fc2.weight" = dense<0.1> : tensor<2x64xf32>
  %y2 = compress.dense "fc2" %y1, %w2 : tensor<1x64xf32>, tensor<2x64xf32>
  return %y2 : tensor<1x2xf32>
}
