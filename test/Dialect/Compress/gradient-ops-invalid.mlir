// RUN: compress-opt %s --split-input-file --verify-diagnostics

func.func @name(%dy: tensor<1x2x2x3xf32>, %w: tensor<3x1x1x4xf32>) {
  // expected-error @+1 {{'compress.conv2d_input_grad' op expected a name that is not empty}}
  %0 = compress.conv2d_input_grad "" %dy, %w : tensor<1x2x2x3xf32>, tensor<3x1x1x4xf32> -> tensor<1x2x2x4xf32>
  return
}

// -----

func.func @weight_rank(%dy: tensor<1x2x2x3xf32>, %w: tensor<3x4xf32>) {
  // expected-error @+1 {{expected a weight of rank 4 and static shape, got 'tensor<3x4xf32>'}}
  %0 = compress.conv2d_input_grad "c" %dy, %w : tensor<1x2x2x3xf32>, tensor<3x4xf32> -> tensor<1x2x2x4xf32>
  return
}

// -----

func.func @dynamic_weight(%dy: tensor<1x2x2x3xf32>, %x: tensor<1x2x2x4xf32>) {
  // expected-error @+1 {{expected a weight of rank 4 and static shape, got 'tensor<3x?x1x4xf32>'}}
  %0 = compress.conv2d_weight_grad "c" %dy, %x : tensor<1x2x2x3xf32>, tensor<1x2x2x4xf32> -> tensor<3x?x1x4xf32>
  return
}

// -----

func.func @pad(%dy: tensor<1x2x2x3xf32>, %w: tensor<3x1x1x4xf32>) {
  // expected-error @+1 {{expected pad to be four numbers >= 0: top, bottom, left, right}}
  %0 = compress.conv2d_input_grad "c" %dy, %w {pad = array<i64: 0, -1, 0, 0>} : tensor<1x2x2x3xf32>, tensor<3x1x1x4xf32> -> tensor<1x2x2x4xf32>
  return
}

// -----

func.func @stride(%dy: tensor<1x2x2x3xf32>) {
  // expected-error @+1 {{expected kernel, stride and dilation to be two numbers > 0: height, width}}
  %0 = compress.avg_pool2d_grad %dy {kernel = array<i64: 2, 2>, stride = array<i64: 2>, pad = array<i64: 0, 0, 0, 0>} : tensor<1x2x2x3xf32> -> tensor<1x4x4x3xf32>
  return
}

// -----

func.func @batch(%dy: tensor<1x2x2x3xf32>, %x: tensor<2x2x2x4xf32>) {
  // expected-error @+1 {{expected NHWC images of one batch size, got 'tensor<1x2x2x3xf32>' and 'tensor<2x2x2x4xf32>'}}
  %0 = compress.conv2d_weight_grad "c" %dy, %x : tensor<1x2x2x3xf32>, tensor<2x2x2x4xf32> -> tensor<3x1x1x4xf32>
  return
}

// -----

func.func @rows(%dy: tensor<1x3x2x3xf32>, %w: tensor<3x3x3x4xf32>) {
  // expected-error @+1 {{expected the gradient to have 2 rows of pixels, as many as the window has places on 'tensor<1x4x4x4xf32>', got 3}}
  %0 = compress.conv2d_input_grad "c" %dy, %w : tensor<1x3x2x3xf32>, tensor<3x3x3x4xf32> -> tensor<1x4x4x4xf32>
  return
}

// -----

// The window is larger than the image.
func.func @columns(%dy: tensor<1x2x1x3xf32>, %w: tensor<3x3x3x4xf32>) {
  // expected-error @+1 {{expected the gradient to have 0 columns of pixels, as many as the window has places on 'tensor<1x4x2x4xf32>', got 1}}
  %0 = compress.conv2d_input_grad "c" %dy, %w : tensor<1x2x1x3xf32>, tensor<3x3x3x4xf32> -> tensor<1x4x2x4xf32>
  return
}

// -----

func.func @groups(%dy: tensor<1x2x2x3xf32>, %w: tensor<3x1x1x4xf32>) {
  // expected-error @+1 {{expected groups to divide the 3 output channels of the weight, got 2}}
  %0 = compress.conv2d_input_grad "c" %dy, %w {groups = 2 : i64} : tensor<1x2x2x3xf32>, tensor<3x1x1x4xf32> -> tensor<1x2x2x8xf32>
  return
}

// -----

func.func @channels(%dy: tensor<1x2x2x3xf32>, %x: tensor<1x2x2x4xf32>) {
  // expected-error @+1 {{expected 3 channels of the gradient and 3 x 4 of the image, got 3 and 4}}
  %0 = compress.conv2d_weight_grad "c" %dy, %x {groups = 3 : i64} : tensor<1x2x2x3xf32>, tensor<1x2x2x4xf32> -> tensor<3x1x1x4xf32>
  return
}

// -----

func.func @max_pool_type(%dy: tensor<1x2x2x3xf32>, %x: tensor<1x4x4x3xf32>) {
  // expected-error @+1 {{expected a result of the type of the input, 'tensor<1x4x4x3xf32>', got 'tensor<1x4x5x3xf32>'}}
  %0 = compress.max_pool2d_grad %dy, %x {kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>} : tensor<1x2x2x3xf32>, tensor<1x4x4x3xf32> -> tensor<1x4x5x3xf32>
  return
}

// -----

func.func @pool_channels(%dy: tensor<1x2x2x3xf32>) {
  // expected-error @+1 {{expected 4 channels of the gradient, as many as 'tensor<1x4x4x4xf32>' has, got 3}}
  %0 = compress.avg_pool2d_grad %dy {kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>} : tensor<1x2x2x3xf32> -> tensor<1x4x4x4xf32>
  return
}

// -----

func.func @pool_pad(%dy: tensor<1x3x3x3xf32>) {
  // expected-error @+1 {{expected pad to be smaller than the kernel, or a window would see no pixel}}
  %0 = compress.avg_pool2d_grad %dy {kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>, pad = array<i64: 2, 0, 0, 0>} : tensor<1x3x3x3xf32> -> tensor<1x4x6x3xf32>
  return
}

// -----

func.func @integers(%dy: tensor<1x2x2x3xi8>) {
  // expected-error @+1 {{operand #0 must be ranked tensor of 32-bit float values}}
  %0 = compress.avg_pool2d_grad %dy {kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>} : tensor<1x2x2x3xi8> -> tensor<1x4x4x3xf32>
  return
}
