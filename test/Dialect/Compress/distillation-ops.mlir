// RUN: compress-opt %s --split-input-file --verify-diagnostics | compress-opt --split-input-file | FileCheck %s

// CHECK-LABEL: @losses
func.func @losses(%s: tensor<4x3xf32>, %t: tensor<4x3xf32>, %l: tensor<4xi32>, %f: tensor<4x2x2x3xf32>, %g: tensor<4x2x2x5xf32>) {
  // CHECK: compress.kl_divergence %{{.*}}, %{{.*}} : tensor<4x3xf32>
  %0 = compress.kl_divergence %s, %t {temperature = 1.0 : f32} : tensor<4x3xf32>
  // CHECK: compress.kl_divergence %{{.*}}, %{{.*}} {temperature = 4.000000e+00 : f32} : tensor<4x3xf32>
  %1 = compress.kl_divergence %s, %t {temperature = 4.0 : f32} : tensor<4x3xf32>
  // CHECK: compress.cosine_distance %{{.*}}, %{{.*}} : tensor<4x2x2x3xf32>
  %2 = compress.cosine_distance %f, %f : tensor<4x2x2x3xf32>
  // CHECK: compress.attention_distance %{{.*}}, %{{.*}} : tensor<4x2x2x3xf32>, tensor<4x2x2x5xf32>
  %3 = compress.attention_distance %f, %g : tensor<4x2x2x3xf32>, tensor<4x2x2x5xf32>
  // CHECK: compress.partial_cross_entropy %{{.*}}, %{{.*}} {label_smoothing = 1.000000e-01 : f32} : tensor<4x3xf32>, tensor<4xi32>
  %4 = compress.partial_cross_entropy %s, %l {label_smoothing = 0.1 : f32} : tensor<4x3xf32>, tensor<4xi32>
  return
}

// -----

func.func @temperature(%s: tensor<4x3xf32>) {
  // expected-error @+1 {{expected a temperature above 0}}
  %0 = compress.kl_divergence %s, %s {temperature = 0.0 : f32} : tensor<4x3xf32>
  return
}

// -----

func.func @classes(%s: tensor<4x0xf32>) {
  // expected-error @+1 {{expected at least one entry, got 'tensor<4x0xf32>'}}
  %0 = compress.kl_divergence %s, %s : tensor<4x0xf32>
  return
}

// -----

func.func @rank(%s: tensor<4xf32>) {
  // expected-error @+1 {{expected operands of rank 2 or more, the batch first, got 'tensor<4xf32>'}}
  %0 = compress.cosine_distance %s, %s : tensor<4xf32>
  return
}

// -----

func.func @empty(%s: tensor<4x0xf32>) {
  // expected-error @+1 {{expected at least one entry}}
  %0 = compress.cosine_distance %s, %s : tensor<4x0xf32>
  return
}

// -----

func.func @images(%s: tensor<4x2x2x3xf32>, %t: tensor<4x2x3x3xf32>) {
  // expected-error @+1 {{expected two images of one size and batch, got 'tensor<4x2x2x3xf32>' and 'tensor<4x2x3x3xf32>'}}
  %0 = compress.attention_distance %s, %t : tensor<4x2x2x3xf32>, tensor<4x2x3x3xf32>
  return
}

// -----

func.func @channels(%s: tensor<4x2x2x3xf32>, %t: tensor<4x2x2x0xf32>) {
  // expected-error @+1 {{expected at least one entry, got 'tensor<4x2x2x0xf32>'}}
  %0 = compress.attention_distance %s, %t : tensor<4x2x2x3xf32>, tensor<4x2x2x0xf32>
  return
}

// -----

func.func @labels(%x: tensor<4x3xf32>, %l: tensor<5xi32>) {
  // expected-error @+1 {{expected one label for each of the 4 rows of scores, got 5}}
  %0 = compress.partial_cross_entropy %x, %l : tensor<4x3xf32>, tensor<5xi32>
  return
}

// -----

func.func @smoothing(%x: tensor<4x3xf32>, %l: tensor<4xi32>) {
  // expected-error @+1 {{expected label_smoothing from 0 to 1}}
  %0 = compress.partial_cross_entropy %x, %l {label_smoothing = 1.5 : f32} : tensor<4x3xf32>, tensor<4xi32>
  return
}
