// RUN: compress-opt %s --split-input-file --convert-compress-to-tosa --verify-diagnostics

func.func @dynamic_image(%x: tensor<1x?x?x1xf32>, %w: tensor<1x3x3x1xf32>) -> tensor<1x?x?x1xf32> {
  // expected-error @+1 {{'compress.conv2d' op cannot be written as TOSA: the shape of its input is dynamic}}
  %y = compress.conv2d "c" %x, %w : tensor<1x?x?x1xf32>, tensor<1x3x3x1xf32>
  return %y : tensor<1x?x?x1xf32>
}

// -----

func.func @two_dynamic_sizes(%x: tensor<?x?x4xf32>, %w: tensor<5x4xf32>) -> tensor<?x?x5xf32> {
  // expected-error @+1 {{'compress.dense' op cannot be written as TOSA: the shape of its input is dynamic}}
  %y = compress.dense "fc" %x, %w : tensor<?x?x4xf32>, tensor<5x4xf32>
  return %y : tensor<?x?x5xf32>
}

// -----

// One row below three of padding, none of which the only window reaches.
func.func @only_padding(%x: tensor<1x1x7x6xf32>, %w: tensor<2x3x3x6xf32>) -> tensor<1x1x5x2xf32> {
  // expected-error @+1 {{'compress.conv2d' op cannot be written as TOSA: its windows see nothing but padding}}
  %0 = compress.conv2d "c" %x, %w {pad = array<i64: 3, 0, 0, 0>, stride = array<i64: 3, 1>} : tensor<1x1x7x6xf32>, tensor<2x3x3x6xf32>
  return %0 : tensor<1x1x5x2xf32>
}

// -----

func.func @leading(%x: tensor<2x?xf32>, %n: tensor<i32>) -> tensor<2x?xf32> {
  // expected-error @+1 {{cannot be written as TOSA: its number of channels is dynamic}}
  %0 = compress.leading %x, %n : tensor<2x?xf32>
  return %0 : tensor<2x?xf32>
}
