// RUN: compress-opt %s --split-input-file --convert-compress-to-tosa | FileCheck %s

// CHECK-LABEL: func @parameter
func.func @parameter() -> tensor<2xf32> {
  // CHECK: "tosa.const"() <{values = dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>}>
  %0 = compress.parameter "b" = dense<[1.0, 2.0]> : tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// CHECK-LABEL: func @mask
func.func @mask(%w: tensor<2x3xf32>, %m: tensor<2x1xi1>) -> tensor<2x3xf32> {
  // CHECK: %[[ZERO:.+]] = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1x1xf32>}>
  // CHECK: tosa.select %arg1, %arg0, %[[ZERO]]
  %0 = compress.mask %w, %m : tensor<2x3xf32>, tensor<2x1xi1>
  return %0 : tensor<2x3xf32>
}

// -----

// The limits of i8 with zero point -128 are 0 and 255 steps.
// CHECK-LABEL: func @fake_quant
func.func @fake_quant(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  // CHECK: %[[SCALE:.+]] = "tosa.const"() <{values = dense<5.000000e-01> : tensor<1x1xf32>}>
  // CHECK: %[[INVERSE:.+]] = "tosa.const"() <{values = dense<2.000000e+00> : tensor<1x1xf32>}>
  // CHECK: %[[STEPS:.+]] = tosa.mul %arg0, %[[INVERSE]]
  // CHECK: %[[LIMITED:.+]] = tosa.clamp %[[STEPS]] {max_val = 2.550000e+02 : f32, min_val = 0.000000e+00 : f32}
  // CHECK: %[[ROUNDED:.+]] = tosa.cast %[[LIMITED]] : (tensor<1x4xf32>) -> tensor<1x4xi32>
  // CHECK: %[[FLOAT:.+]] = tosa.cast %[[ROUNDED]] : (tensor<1x4xi32>) -> tensor<1x4xf32>
  // CHECK: tosa.mul %[[FLOAT]], %[[SCALE]]
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5:-128> : tensor<1x4xf32>
  return %0 : tensor<1x4xf32>
}

// -----

// CHECK-LABEL: func @fake_quant_per_axis
func.func @fake_quant_per_axis(%w: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // CHECK: dense<{{\[\[}}2.000000e+00], [4.000000e+00]]> : tensor<2x1xf32>
  // CHECK: tosa.clamp {{.*}} {max_val = 1.270000e+02 : f32, min_val = -1.270000e+02 : f32}
  %0 = compress.fake_quant %w as !quant.uniform<i8<-127:127>:f32:0, {0.5, 0.25}> : tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// CHECK-LABEL: func @zero_points_per_axis
func.func @zero_points_per_axis(%w: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // CHECK: %[[LOW:.+]] = "tosa.const"() <{values = dense<{{\[\[}}-1.280000e+02], [-1.180000e+02]]> : tensor<2x1xf32>}>
  // CHECK: %[[HIGH:.+]] = "tosa.const"() <{values = dense<{{\[\[}}1.270000e+02], [1.370000e+02]]> : tensor<2x1xf32>}>
  // CHECK: tosa.maximum %{{.*}}, %[[LOW]]
  // CHECK: tosa.minimum %{{.*}}, %[[HIGH]]
  %0 = compress.fake_quant %w as !quant.uniform<i8:f32:0, {0.5:0, 0.25:-10}> : tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// Scales that are values, not smaller than 2^-100.
// CHECK-LABEL: func @fake_quant_scale
func.func @fake_quant_scale(%w: tensor<2x3xf32>, %s: tensor<2xf32>) -> tensor<2x3xf32> {
  // CHECK: %[[SMALLEST:.+]] = "tosa.const"() <{values = dense<7.88860905E-31> : tensor<1xf32>}>
  // CHECK: %[[SCALE:.+]] = tosa.maximum %arg1, %[[SMALLEST]]
  // CHECK: %[[RECIPROCAL:.+]] = tosa.reciprocal %[[SCALE]]
  // CHECK: %[[S:.+]] = tosa.reshape %[[SCALE]], %{{.*}} -> tensor<2x1xf32>
  // CHECK: %[[INVERSE:.+]] = tosa.reshape %[[RECIPROCAL]], %{{.*}} -> tensor<2x1xf32>
  // CHECK: %[[STEPS:.+]] = tosa.mul %arg0, %[[INVERSE]]
  // CHECK: tosa.clamp %[[STEPS]] {max_val = 1.000000e+00 : f32, min_val = -2.000000e+00 : f32}
  // CHECK: tosa.mul %{{.*}}, %[[S]]
  %0 = compress.fake_quant %w scale %s as !quant.uniform<i8<-2:1>:f32:0, {0.5, 0.25}> : tensor<2x3xf32>, tensor<2xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// CHECK-LABEL: func @fitted_scale
func.func @fitted_scale(%w: tensor<2x3x4xf32>) -> tensor<3xf32> {
  // CHECK-DAG: %[[HIGH:.+]] = "tosa.const"() <{values = dense<2.500000e-01> : tensor<1x3x1xf32>}>
  // CHECK-DAG: %[[LOW:.+]] = "tosa.const"() <{values = dense<-2.500000e-01> : tensor<1x3x1xf32>}>
  // CHECK-DAG: tosa.mul %arg0, %[[HIGH]]
  // CHECK-DAG: tosa.mul %arg0, %[[LOW]]
  // CHECK: tosa.maximum
  // CHECK: tosa.reduce_max %{{.*}} {axis = 2 : i32} : (tensor<2x3x4xf32>) -> tensor<2x3x1xf32>
  // CHECK: tosa.reduce_max %{{.*}} {axis = 0 : i32} : (tensor<2x3x1xf32>) -> tensor<1x3x1xf32>
  // CHECK: tosa.reshape %{{.*}} -> tensor<3xf32>
  // CHECK: tosa.maximum
  %0 = compress.fitted_scale %w as !quant.uniform<i8<-4:4>:f32:1, {1.0, 1.0, 1.0}> : tensor<2x3x4xf32> -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

// Zero is the lowest value of an activation: only the upper end counts.
// CHECK-LABEL: func @fitted_scale_of_tensor
func.func @fitted_scale_of_tensor(%w: tensor<2x3xf32>) -> tensor<1xf32> {
  // CHECK-DAG: "tosa.const"() <{values = dense<{{0.00392[0-9]*}}> : tensor<1x1x1xf32>}>
  // CHECK-DAG: "tosa.const"() <{values = dense<0.000000e+00> : tensor<1x1x1xf32>}>
  %0 = compress.fitted_scale %w as !quant.uniform<i8:f32, 1.0:-128> : tensor<2x3xf32> -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// -----

// CHECK-LABEL: func @observe
func.func @observe(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  // CHECK-NEXT: return %arg0
  %0 = compress.observe "x" %x : tensor<1x4xf32> by #compress.minmax
  return %0 : tensor<1x4xf32>
}

// -----

// CHECK-LABEL: func @batch_norm
func.func @batch_norm(%x: tensor<?x4x2xf32>) -> tensor<?x4x2xf32> {
  // CHECK: %[[VARIANCE:.+]] = "tosa.const"() <{values = dense<5.000000e+00> : tensor<2xf32>}>
  // CHECK: %[[EPSILON:.+]] = "tosa.const"() <{values = dense<5.000000e-01> : tensor<1xf32>}>
  // CHECK: %[[SUM:.+]] = tosa.add %[[VARIANCE]], %[[EPSILON]]
  // CHECK: %[[INVERSE:.+]] = tosa.rsqrt %[[SUM]]
  // CHECK: %[[MEAN:.+]] = "tosa.const"() <{values = dense<4.000000e+00> : tensor<1x1x2xf32>}>
  // CHECK: %[[CENTERED:.+]] = tosa.sub %arg0, %[[MEAN]]
  // CHECK: %[[ROW:.+]] = tosa.reshape %[[INVERSE]]
  // CHECK: %[[NORMAL:.+]] = tosa.mul %[[CENTERED]], %[[ROW]]
  // CHECK: %[[SCALE:.+]] = "tosa.const"() <{values = dense<2.000000e+00> : tensor<1x1x2xf32>}>
  // CHECK: %[[SCALED:.+]] = tosa.mul %[[NORMAL]], %[[SCALE]]
  // CHECK: %[[OFFSET:.+]] = "tosa.const"() <{values = dense<3.000000e+00> : tensor<1x1x2xf32>}>
  // CHECK: tosa.add %[[SCALED]], %[[OFFSET]]
  %s = compress.parameter "bn.scale" = dense<2.0> : tensor<2xf32>
  %o = compress.parameter "bn.offset" = dense<3.0> : tensor<2xf32>
  %m = compress.parameter "bn.mean" = dense<4.0> : tensor<2xf32>
  %v = compress.parameter "bn.variance" = dense<5.0> : tensor<2xf32>
  %0 = compress.batch_norm "bn" %x scale %s offset %o mean %m variance %v {epsilon = 0.5 : f32}
     : tensor<?x4x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  return %0 : tensor<?x4x2xf32>
}

// -----

// CHECK-LABEL: func @leading
func.func @leading(%x: tensor<2x3xf32>, %n: tensor<i32>) -> tensor<2x3xf32> {
  // CHECK-DAG: %[[C:.*]] = "tosa.const"() <{values = dense<{{\[\[}}0, 1, 2]]> : tensor<1x3xi32>}>
  // CHECK-DAG: %[[N:.*]] = tosa.reshape %arg1
  // CHECK: %[[M:.*]] = tosa.greater %[[N]], %[[C]]
  // CHECK: %[[Z:.*]] = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1x1xf32>}>
  // CHECK: tosa.select %[[M]], %arg0, %[[Z]]
  %0 = compress.leading %x, %n : tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}
