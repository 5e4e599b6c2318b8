// RUN: compress-opt %s --split-input-file --verify-diagnostics | compress-opt --split-input-file | FileCheck %s

// CHECK-LABEL: @losses
func.func @losses(%x: tensor<4x3xf32>, %l: tensor<4xi32>, %t: tensor<4x3xf32>) {
  // CHECK: compress.cross_entropy %{{.*}}, %{{.*}} : tensor<4x3xf32>, tensor<4xi32>
  %0 = compress.cross_entropy %x, %l : tensor<4x3xf32>, tensor<4xi32>
  // CHECK: compress.cross_entropy %{{.*}}, %{{.*}} {label_smoothing = 1.000000e-01 : f32} : tensor<4x3xf32>, tensor<4xi32>
  %1 = compress.cross_entropy %x, %l {label_smoothing = 0.1 : f32} : tensor<4x3xf32>, tensor<4xi32>
  // CHECK: compress.mse %{{.*}}, %{{.*}} : tensor<4x3xf32>
  %2 = compress.mse %x, %t : tensor<4x3xf32>
  return
}

// -----

func.func @labels(%x: tensor<4x3xf32>, %l: tensor<5xi32>) {
  // expected-error @+1 {{expected one label for each of the 4 rows of scores, got 5}}
  %0 = compress.cross_entropy %x, %l : tensor<4x3xf32>, tensor<5xi32>
  return
}

// -----

func.func @classes(%x: tensor<4x0xf32>, %l: tensor<4xi32>) {
  // expected-error @+1 {{expected at least one row and one class}}
  %0 = compress.cross_entropy %x, %l : tensor<4x0xf32>, tensor<4xi32>
  return
}

// -----

func.func @smoothing(%x: tensor<4x3xf32>, %l: tensor<4xi32>) {
  // expected-error @+1 {{expected label_smoothing from 0 to 1}}
  %0 = compress.cross_entropy %x, %l {label_smoothing = 1.5 : f32} : tensor<4x3xf32>, tensor<4xi32>
  return
}

// -----

func.func @entries(%x: tensor<4x0xf32>) {
  // expected-error @+1 {{expected at least one entry}}
  %0 = compress.mse %x, %x : tensor<4x0xf32>
  return
}
