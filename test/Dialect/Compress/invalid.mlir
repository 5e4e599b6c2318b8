// RUN: compress-opt %s --split-input-file --verify-diagnostics

// Parameters.

func.func @name() {
  // expected-error @+1 {{'compress.parameter' op expected a name that is not empty}}
  %a = compress.parameter "" = dense<0.0> : tensor<2xf32>
  return
}

// -----

func.func @layout_size() {
  // expected-error @+1 {{expected the layout's shape to have as many elements as the value, 'tensor<2xf32>'}}
  %a = compress.parameter "a" layout <shape = [3], view = [3], permutation = [0]> = dense<0.0> : tensor<2xf32>
  return
}

// -----

func.func @element_type() {
  // expected-error @+1 {{result #0 must be statically shaped tensor of}}
  %a = compress.parameter "a" = dense<0.0> : tensor<2xf64>
  return
}

// -----

func.func @unranked_value() {
  // expected-error @+1 {{result #0 must be statically shaped tensor of}}
  %a = compress.parameter "a" = dense<0.0> : vector<2xf32>
  return
}

// -----

// Masks.

func.func @mask_shape(%w: tensor<2x3xf32>, %m: tensor<2x2xi1>) {
  // expected-error @+1 {{'compress.mask' op expected mask shape to match weight shape, each dimension equal or 1, got 'tensor<2x2xi1>' for 'tensor<2x3xf32>'}}
  %p = compress.mask %w, %m : tensor<2x3xf32>, tensor<2x2xi1>
  return
}

// -----

func.func @mask_rank(%w: tensor<2x3xf32>, %m: tensor<2xi1>) {
  // expected-error @+1 {{expected mask shape to match weight shape}}
  %p = compress.mask %w, %m : tensor<2x3xf32>, tensor<2xi1>
  return
}

// -----

func.func @mask_of_mask(%w: tensor<2xf32>, %m: tensor<2xi1>) {
  %p = compress.mask %w, %m : tensor<2xf32>, tensor<2xi1>
  // expected-error @+1 {{expected the mask to come straight after the parameter, got the result of compress.mask}}
  %q = compress.mask %p, %m : tensor<2xf32>, tensor<2xi1>
  return
}

// -----

func.func @mask_of_quantized(%w: tensor<2xf32>, %m: tensor<2xi1>) {
  %p = compress.fake_quant %w as !quant.uniform<i8:f32, 0.1> : tensor<2xf32>
  // expected-error @+1 {{expected the mask to come straight after the parameter, got the result of compress.fake_quant}}
  %q = compress.mask %p, %m : tensor<2xf32>, tensor<2xi1>
  return
}

// -----

func.func @mask_type(%w: tensor<2xf32>, %m: tensor<2xi8>) {
  // expected-error @+1 {{operand #1 must be statically shaped tensor of 1-bit signless integer values}}
  %p = compress.mask %w, %m : tensor<2xf32>, tensor<2xi8>
  return
}

// -----

// Simulated quantization.

func.func @expressed(%x: tensor<2xf32>) {
  // expected-error @+1 {{'compress.fake_quant' op expected a quantized type that expresses f32, got '!quant.uniform<i8:f16, 1.000000e-01>'}}
  %q = compress.fake_quant %x as !quant.uniform<i8:f16, 0.1> : tensor<2xf32>
  return
}

// -----

func.func @storage(%x: tensor<2xf32>) {
  // expected-error @+1 {{expected signed storage, got '!quant.uniform<u8:f32, 1.000000e-01>'}}
  %q = compress.fake_quant %x as !quant.uniform<u8:f32, 0.1> : tensor<2xf32>
  return
}

// -----

func.func @twice(%x: tensor<2xf32>) {
  %q = compress.fake_quant %x as !quant.uniform<i8:f32, 0.1> : tensor<2xf32>
  // expected-error @+1 {{expected a value that is not quantized already}}
  %p = compress.fake_quant %q as !quant.uniform<i8:f32, 0.1> : tensor<2xf32>
  return
}

// -----

func.func @axis(%x: tensor<2xf32>) {
  // expected-error @+1 {{expected a quantized dimension below the rank of 'tensor<2xf32>', got 1}}
  %q = compress.fake_quant %x as !quant.uniform<i8:f32:1, {0.1, 0.2}> : tensor<2xf32>
  return
}

// -----

func.func @scales(%x: tensor<3xf32>) {
  // expected-error @+1 {{expected one scale per entry of dimension 0 of 'tensor<3xf32>', got 2}}
  %q = compress.fake_quant %x as !quant.uniform<i8:f32:0, {0.1, 0.2}> : tensor<3xf32>
  return
}

// -----

func.func @number_of_scales(%x: tensor<2x3xf32>, %s: tensor<3xf32>) {
  // expected-error @+1 {{expected scales of type tensor<2xf32>, as many as its quantized type has, got 'tensor<3xf32>'}}
  %q = compress.fake_quant %x scale %s as !quant.uniform<i8:f32:0, {0.1, 0.2}> : tensor<2x3xf32>, tensor<3xf32>
  return
}

// -----

func.func @one_scale(%x: tensor<2x3xf32>, %s: tensor<2xf32>) {
  // expected-error @+1 {{expected scales of type tensor<1xf32>, as many as its quantized type has, got 'tensor<2xf32>'}}
  %q = compress.fake_quant %x scale %s as !quant.uniform<i8:f32, 0.1> : tensor<2x3xf32>, tensor<2xf32>
  return
}

// -----

func.func @gradient_scale(%x: tensor<2x3xf32>) {
  // expected-error @+1 {{expected no gradient_scale without a scale operand}}
  %q = compress.fake_quant %x as !quant.uniform<i8:f32, 0.1> {gradient_scale = 0.5 : f32} : tensor<2x3xf32>
  return
}

// -----

func.func @fitted_storage(%x: tensor<2x3xf32>) {
  // expected-error @+1 {{'compress.fitted_scale' op expected signed storage, got '!quant.uniform<u8:f32, 1.000000e-01>'}}
  %s = compress.fitted_scale %x as !quant.uniform<u8:f32, 0.1> : tensor<2x3xf32> -> tensor<1xf32>
  return
}

// -----

func.func @fitted_axis(%x: tensor<2x3xf32>) {
  // expected-error @+1 {{'compress.fitted_scale' op expected one scale per entry of dimension 1 of 'tensor<2x3xf32>', got 2}}
  %s = compress.fitted_scale %x as !quant.uniform<i8:f32:1, {0.1, 0.2}> : tensor<2x3xf32> -> tensor<2xf32>
  return
}

// -----

func.func @fitted_result(%x: tensor<2x3xf32>) {
  // expected-error @+1 {{'compress.fitted_scale' op expected scales of type tensor<2xf32>, as many as its quantized type has, got 'tensor<1xf32>'}}
  %s = compress.fitted_scale %x as !quant.uniform<i8:f32:0, {0.1, 0.2}> : tensor<2x3xf32> -> tensor<1xf32>
  return
}

// -----

func.func @qtype(%x: tensor<3xf32>) {
  // expected-error @+1 {{type attribute of uniform quantized type, per tensor or per axis}}
  %q = compress.fake_quant %x as i8 : tensor<3xf32>
  return
}

// -----

func.func @range_order(%x: tensor<3xf32>) {
  // expected-error @+1 {{'compress.observe' op expected a range of two finite numbers, lower end first}}
  %q = compress.observe "x" %x : tensor<3xf32> by #compress.minmax range [1.0, 0.0]
  return
}

// -----

func.func @range_nan(%x: tensor<3xf32>) {
  // expected-error @+1 {{expected a range of two finite numbers}}
  %q = "compress.observe"(%x) <{name = "x", observer = #compress.minmax, range = array<f32: 0.0, 0x7FC00000>}> : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @range_size(%x: tensor<3xf32>) {
  // expected-error @+1 {{expected a range of two finite numbers}}
  %q = compress.observe "x" %x : tensor<3xf32> by #compress.minmax range [0.0]
  return
}

// -----

func.func @observer(%x: tensor<3xf32>) {
  // expected-error @+1 {{invalid kind of attribute specified}}
  %q = compress.observe "x" %x : tensor<3xf32> by #compress.l1_norm
  return
}

// -----

// Convolutions.

func.func @conv_rank(%x: tensor<4x4x2xf32>, %w: tensor<3x1x1x2xf32>) {
  // expected-error @+1 {{expected input and weight of rank 4, got 'tensor<4x4x2xf32>' and 'tensor<3x1x1x2xf32>'}}
  %0 = compress.conv2d "c" %x, %w : tensor<4x4x2xf32>, tensor<3x1x1x2xf32>
  return
}

// -----

func.func @conv_channels(%x: tensor<1x4x4x2xf32>, %w: tensor<3x1x1x1xf32>) {
  // expected-error @+1 {{expected input channels to be groups times the weight's, 1 x 1, got 2}}
  %0 = compress.conv2d "c" %x, %w : tensor<1x4x4x2xf32>, tensor<3x1x1x1xf32>
  return
}

// -----

func.func @conv_groups(%x: tensor<1x4x4x2xf32>, %w: tensor<3x1x1x1xf32>) {
  // expected-error @+1 {{expected groups to divide the 3 output channels of the weight, got 2}}
  %0 = compress.conv2d "c" %x, %w {groups = 2 : i64} : tensor<1x4x4x2xf32>, tensor<3x1x1x1xf32>
  return
}

// -----

func.func @conv_no_group(%x: tensor<1x4x4x2xf32>, %w: tensor<3x1x1x1xf32>) {
  // expected-error @+1 {{expected groups to divide the 3 output channels of the weight, got 0}}
  %0 = compress.conv2d "c" %x, %w {groups = 0 : i64} : tensor<1x4x4x2xf32>, tensor<3x1x1x1xf32>
  return
}

// -----

func.func @conv_pad(%x: tensor<1x4x4x2xf32>, %w: tensor<3x1x1x2xf32>) {
  // expected-error @+1 {{expected pad to be four numbers >= 0: top, bottom, left, right}}
  %0 = compress.conv2d "c" %x, %w {pad = array<i64: 0, 0, 0, -1>} : tensor<1x4x4x2xf32>, tensor<3x1x1x2xf32>
  return
}

// -----

func.func @conv_pad_size(%x: tensor<1x4x4x2xf32>, %w: tensor<3x1x1x2xf32>) {
  // expected-error @+1 {{expected pad to be four numbers >= 0}}
  %0 = compress.conv2d "c" %x, %w {pad = array<i64: 1, 1>} : tensor<1x4x4x2xf32>, tensor<3x1x1x2xf32>
  return
}

// -----

func.func @conv_stride(%x: tensor<1x4x4x2xf32>, %w: tensor<3x1x1x2xf32>) {
  // expected-error @+1 {{expected stride and dilation to be two numbers > 0}}
  %0 = compress.conv2d "c" %x, %w {stride = array<i64: 0, 1>} : tensor<1x4x4x2xf32>, tensor<3x1x1x2xf32>
  return
}

// -----

func.func @conv_dilation(%x: tensor<1x4x4x2xf32>, %w: tensor<3x1x1x2xf32>) {
  // expected-error @+1 {{expected stride and dilation to be two numbers > 0}}
  %0 = compress.conv2d "c" %x, %w {dilation = array<i64: 1>} : tensor<1x4x4x2xf32>, tensor<3x1x1x2xf32>
  return
}

// -----

func.func @conv_window(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>) {
  // expected-error @+1 {{expected the kernel, 7 wide, to fit into the padded input, 4 wide}}
  %0 = compress.conv2d "c" %x, %w {dilation = array<i64: 3, 3>} : tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>
  return
}

// -----

func.func @conv_dynamic(%x: tensor<1x4x4x2xf32>, %w: tensor<?x3x3x2xf32>) {
  // expected-error @+1 {{expected a weight of static shape, got 'tensor<?x3x3x2xf32>'}}
  %0 = compress.conv2d "c" %x, %w : tensor<1x4x4x2xf32>, tensor<?x3x3x2xf32>
  return
}

// -----

func.func @conv_types(%x: tensor<1x4x4x2xf32>, %w: tensor<3x1x1x2xi8>) {
  // expected-error @+1 {{expected element types f32 x f32, i8 x i8, i16 x i8 or i16 x i16, got 'f32' x 'i8'}}
  %0 = compress.conv2d "c" %x, %w : tensor<1x4x4x2xf32>, tensor<3x1x1x2xi8>
  return
}

// -----

func.func @conv_bias(%x: tensor<1x4x4x2xf32>, %w: tensor<3x1x1x2xf32>, %b: tensor<2xf32>) {
  // expected-error @+1 {{expected a bias of 3 x 'f32', got 'tensor<2xf32>'}}
  %0 = compress.conv2d "c" %x, %w bias %b : tensor<1x4x4x2xf32>, tensor<3x1x1x2xf32>, tensor<2xf32>
  return
}

// -----

func.func @conv_bias_type(%x: tensor<1x4x4x2xi8>, %w: tensor<3x1x1x2xi8>, %b: tensor<3xf32>) {
  // expected-error @+1 {{expected a bias of 3 x 'i32', got 'tensor<3xf32>'}}
  %0 = compress.conv2d "c" %x, %w bias %b : tensor<1x4x4x2xi8>, tensor<3x1x1x2xi8>, tensor<3xf32>
  return
}

// -----

func.func @conv_result(%x: tensor<1x4x4x2xf32>, %w: tensor<3x1x1x2xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<1x4x4x3xf32>' are incompatible with return type(s) of operation 'tensor<1x4x4x4xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %0 = "compress.conv2d"(%x, %w) <{name = "c"}> : (tensor<1x4x4x2xf32>, tensor<3x1x1x2xf32>) -> tensor<1x4x4x4xf32>
  return
}

// -----

func.func @conv_zero_point(%x: tensor<1x4x4x2xi8>, %w: tensor<3x1x1x2xi8>) {
  // expected-error @+1 {{'compress.conv2d' op expected input_zp to be representable in 'i8', got 128}}
  %0 = compress.conv2d "c" %x, %w {input_zp = 128 : i32} : tensor<1x4x4x2xi8>, tensor<3x1x1x2xi8>
  return
}

// -----

func.func @conv_float_zero_point(%x: tensor<1x4x4x2xf32>, %w: tensor<3x1x1x2xf32>) {
  // expected-error @+1 {{expected weight_zp to be representable in 'f32', got 1}}
  %0 = compress.conv2d "c" %x, %w {weight_zp = 1 : i32} : tensor<1x4x4x2xf32>, tensor<3x1x1x2xf32>
  return
}

// -----

func.func @conv_name(%x: tensor<1x4x4x2xf32>, %w: tensor<3x1x1x2xf32>) {
  // expected-error @+1 {{expected a name that is not empty}}
  %0 = compress.conv2d "" %x, %w : tensor<1x4x4x2xf32>, tensor<3x1x1x2xf32>
  return
}

// -----

// Dense layers, batch_matmul, batch_norm.

func.func @dense_rank(%x: tensor<4xf32>, %w: tensor<3x4xf32>) {
  // expected-error @+1 {{expected an input of rank 2 or more and a weight of rank 2, got 'tensor<4xf32>' and 'tensor<3x4xf32>'}}
  %0 = compress.dense "d" %x, %w : tensor<4xf32>, tensor<3x4xf32>
  return
}

// -----

func.func @dense_features(%x: tensor<1x4xf32>, %w: tensor<3x5xf32>) {
  // expected-error @+1 {{expected 5 input features as in the weight, got 4}}
  %0 = compress.dense "d" %x, %w : tensor<1x4xf32>, tensor<3x5xf32>
  return
}

// -----

func.func @dense_dynamic(%x: tensor<1x4xf32>, %w: tensor<?x4xf32>) {
  // expected-error @+1 {{expected a weight of static shape, got 'tensor<?x4xf32>'}}
  %0 = compress.dense "d" %x, %w : tensor<1x4xf32>, tensor<?x4xf32>
  return
}

// -----

func.func @dense_name(%x: tensor<1x4xf32>, %w: tensor<3x4xf32>) {
  // expected-error @+1 {{expected a name that is not empty}}
  %0 = compress.dense "" %x, %w : tensor<1x4xf32>, tensor<3x4xf32>
  return
}

// -----

func.func @dense_zero_point(%x: tensor<1x4xi8>, %w: tensor<3x4xi8>) {
  // expected-error @+1 {{expected input_zp to be representable in 'i8', got -129}}
  %0 = compress.dense "d" %x, %w {input_zp = -129 : i32} : tensor<1x4xi8>, tensor<3x4xi8>
  return
}

// -----

func.func @matmul(%a: tensor<2x3x4xf32>, %b: tensor<2x5x4xf32>) {
  // expected-error @+1 {{expected [B, M, K] and [B, K, N], got 'tensor<2x3x4xf32>' and 'tensor<2x5x4xf32>'}}
  %0 = compress.batch_matmul "m" %a, %b : tensor<2x3x4xf32>, tensor<2x5x4xf32>
  return
}

// -----

func.func @matmul_zero_point(%a: tensor<2x3x4xi8>, %b: tensor<2x4x5xi8>) {
  // expected-error @+1 {{expected b_zp to be representable in 'i8', got 1000}}
  %0 = compress.batch_matmul "m" %a, %b {b_zp = 1000 : i32} : tensor<2x3x4xi8>, tensor<2x4x5xi8>
  return
}

// -----

func.func @matmul_name(%a: tensor<2x3x4xf32>, %b: tensor<2x4x5xf32>) {
  // expected-error @+1 {{expected a name that is not empty}}
  %0 = compress.batch_matmul "" %a, %b : tensor<2x3x4xf32>, tensor<2x4x5xf32>
  return
}

// -----

func.func @norm_rank(%x: tensor<4xf32>, %c: tensor<4xf32>) {
  // expected-error @+1 {{expected an input of rank 2 or more, got 'tensor<4xf32>'}}
  %0 = compress.batch_norm "bn" %x scale %c offset %c mean %c variance %c {epsilon = 0.1 : f32} : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
  return
}

// -----

func.func @norm_channels(%x: tensor<1x4xf32>, %c: tensor<4xf32>, %d: tensor<3xf32>) {
  // expected-error @+1 {{expected statistics of 4 channels, got 'tensor<3xf32>'}}
  %0 = compress.batch_norm "bn" %x scale %c offset %c mean %c variance %d {epsilon = 0.1 : f32} : tensor<1x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<3xf32>
  return
}

// -----

func.func @norm_epsilon(%x: tensor<1x4xf32>, %c: tensor<4xf32>) {
  // expected-error @+1 {{'compress.batch_norm' op expected a finite epsilon >= 0}}
  %0 = compress.batch_norm "bn" %x scale %c offset %c mean %c variance %c {epsilon = -0.1 : f32} : tensor<1x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
  return
}

// -----

func.func @norm_name(%x: tensor<1x4xf32>, %c: tensor<4xf32>) {
  // expected-error @+1 {{expected a name that is not empty}}
  %0 = compress.batch_norm "" %x scale %c offset %c mean %c variance %c {epsilon = 0.1 : f32} : tensor<1x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
  return
}

// -----

// Attributes.

// expected-error @+1 {{expected a percentage in (0, 100], got 0}}
module attributes {a.a = #compress.percentile<0.0>} {}

// -----

// expected-error @+1 {{expected a percentage in (0, 100], got 1.00}}
module attributes {a.a = #compress.percentile<100.5>} {}

// -----

// expected-error @+1 {{expected an even number of bins from 2 to 16777216, got 7}}
module attributes {a.a = #compress.percentile<99.0, 7>} {}

// -----

// expected-error @+1 {{expected positive sizes in shape and view}}
module attributes {a.a = #compress.layout<shape = [0], view = [1], permutation = [0]>} {}

// -----

// expected-error @+1 {{expected shape and view to have as many elements}}
module attributes {a.a = #compress.layout<shape = [2], view = [3], permutation = [0]>} {}

// -----

// expected-error @+1 {{expected a permutation of 1 dimensions, got 2}}
module attributes {a.a = #compress.layout<shape = [2], view = [2], permutation = [0, 1]>} {}

// -----

// expected-error @+1 {{expected a permutation of 0..1}}
module attributes {a.a = #compress.layout<shape = [2], view = [2, 1], permutation = [0, 0]>} {}

// -----

// Kernels.

func.func @kernel_dynamic(%x: memref<?x3xf32>, %w: memref<1x1x1x3x4x1xf32>, %y: memref<1x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op needs static shapes, got 'memref<?x3xf32>'}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<?x3xf32>, memref<1x1x1x3x4x1xf32>) outs(%y : memref<1x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @kernel_mixed(%x: tensor<1x3xf32>, %w: memref<1x1x1x3x4x1xf32>, %y: memref<1x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected tensors only or buffers only}}
  compress.kernel "k" #compress.matmul ins(%x, %w : tensor<1x3xf32>, memref<1x1x1x3x4x1xf32>) outs(%y : memref<1x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @kernel_no_result(%x: tensor<1x3xf32>, %w: tensor<1x1x1x3x4x1xf32>, %y: tensor<1x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected one result of the type of 'outs'}}
  compress.kernel "k" #compress.matmul ins(%x, %w : tensor<1x3xf32>, tensor<1x1x1x3x4x1xf32>) outs(%y : tensor<1x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @kernel_wrong_result(%x: tensor<1x3xf32>, %w: tensor<1x1x1x3x4x1xf32>, %y: tensor<1x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected one result of the type of 'outs'}}
  %0 = compress.kernel "k" #compress.matmul ins(%x, %w : tensor<1x3xf32>, tensor<1x1x1x3x4x1xf32>) outs(%y : tensor<1x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  } -> tensor<1x5xf32>
  return
}

// -----

func.func @kernel_result_of_buffer(%x: memref<1x3xf32>, %w: memref<1x1x1x3x4x1xf32>, %y: memref<1x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected no result, for it writes to a buffer}}
  %0 = compress.kernel "k" #compress.matmul ins(%x, %w : memref<1x3xf32>, memref<1x1x1x3x4x1xf32>) outs(%y : memref<1x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  } -> tensor<1x4xf32>
  return
}

// -----

func.func @kernel_rank_0(%x: memref<1x3xf32>, %w: memref<1x1x1x3x4x1xf32>, %y: memref<f32>) {
  // expected-error @+1 {{'compress.kernel' op expected 'outs' to have at least one column}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<1x3xf32>, memref<1x1x1x3x4x1xf32>) outs(%y : memref<f32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @kernel_no_columns(%x: memref<1x3xf32>, %w: memref<1x1x1x3x4x1xf32>, %y: memref<1x0xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected 'outs' to have at least one column}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<1x3xf32>, memref<1x1x1x3x4x1xf32>) outs(%y : memref<1x0xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @kernel_bias_size(%x: memref<1x3xf32>, %w: memref<1x1x1x3x4x1xf32>, %y: memref<1x4xf32>, %b: memref<3xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected a bias of 4 entries of type 'f32', got 'memref<3xf32>'}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<1x3xf32>, memref<1x1x1x3x4x1xf32>) bias(%b : memref<3xf32>) outs(%y : memref<1x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @kernel_bias_type(%x: memref<1x3xi16>, %w: memref<1x1x1x3x4x1xi8>, %y: memref<1x4xi32>, %b: memref<4xi8>) {
  // expected-error @+1 {{'compress.kernel' op expected a bias of 4 entries of type 'i32', got 'memref<4xi8>'}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<1x3xi16>, memref<1x1x1x3x4x1xi8>) bias(%b : memref<4xi8>) outs(%y : memref<1x4xi32>) {
  ^bb0(%s: i32):
    compress.yield %s : i32
  }
  return
}

// -----

func.func @kernel_extra(%x: memref<1x3xf32>, %w: memref<1x1x1x3x4x1xf32>, %y: memref<1x4xf32>, %b: memref<3xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected an epilogue operand of 4 entries, or of the shape of 'outs', got 'memref<3xf32>'}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<1x3xf32>, memref<1x1x1x3x4x1xf32>) epilogue(%b : memref<3xf32>) outs(%y : memref<1x4xf32>) {
  ^bb0(%s: f32, %t: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @kernel_types(%x: memref<1x3xf32>, %w: memref<1x1x1x3x4x1xi8>, %y: memref<1x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op does not multiply 'f32' by 'i8'; expected f32 by f32, i16 by i8 or i16, or i8 by i8}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<1x3xf32>, memref<1x1x1x3x4x1xi8>) outs(%y : memref<1x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @kernel_wide_weights(%x: memref<1x3xi8>, %w: memref<1x1x1x3x4x1xi16>, %y: memref<1x4xi32>) {
  // expected-error @+1 {{'compress.kernel' op does not multiply 'i8' by 'i16'}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<1x3xi8>, memref<1x1x1x3x4x1xi16>) outs(%y : memref<1x4xi32>) {
  ^bb0(%s: i32):
    compress.yield %s : i32
  }
  return
}

// -----

func.func @kernel_arguments(%x: memref<1x3xf32>, %w: memref<1x1x1x3x4x1xf32>, %y: memref<1x4xf32>, %b: memref<4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected a region of arguments 'f32', 'f32'}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<1x3xf32>, memref<1x1x1x3x4x1xf32>) epilogue(%b : memref<4xf32>) outs(%y : memref<1x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @kernel_yield(%x: memref<1x3xi16>, %w: memref<1x1x1x3x4x1xi8>, %y: memref<1x4xi8>) {
  // expected-error @+1 {{'compress.kernel' op expected a region that yields 'i8'}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<1x3xi16>, memref<1x1x1x3x4x1xi8>) outs(%y : memref<1x4xi8>) {
  ^bb0(%s: i32):
    compress.yield %s : i32
  }
  return
}

// -----

func.func @matmul_rows(%x: memref<2x3xf32>, %w: memref<1x1x1x3x4x1xf32>, %y: memref<1x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected matrices with the same rows, got 'memref<2x3xf32>' and 'memref<1x4xf32>'}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<2x3xf32>, memref<1x1x1x3x4x1xf32>) outs(%y : memref<1x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @matmul_rank(%x: memref<3xf32>, %w: memref<1x1x1x3x4x1xf32>, %y: memref<4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected matrices with the same rows, got 'memref<3xf32>' and 'memref<4xf32>'}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<3xf32>, memref<1x1x1x3x4x1xf32>) outs(%y : memref<4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @matmul_batch(%x: memref<3x1x3xf32>, %w: memref<2x1x1x3x4x1xf32>, %y: memref<3x1x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected a batch of 2 matrices, got 'memref<3x1x3xf32>'}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<3x1x3xf32>, memref<2x1x1x3x4x1xf32>) outs(%y : memref<3x1x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @matmul_batch_rank(%x: memref<2x3xf32>, %w: memref<2x1x1x3x4x1xf32>, %y: memref<2x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected a batch of 2 matrices, got 'memref<2x3xf32>'}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<2x3xf32>, memref<2x1x1x3x4x1xf32>) outs(%y : memref<2x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @matmul_weight_rank(%x: memref<1x3xf32>, %w: memref<1x4x3xf32>, %y: memref<1x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected a packed weight of rank 6, got 'memref<1x4x3xf32>'}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<1x3xf32>, memref<1x4x3xf32>) outs(%y : memref<1x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @matmul_weight_scalar(%x: memref<1x3xf32>, %w: memref<f32>, %y: memref<1x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected a packed weight of rank 6, got 'memref<f32>'}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<1x3xf32>, memref<f32>) outs(%y : memref<1x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @matmul_no_lanes(%x: memref<1x3xf32>, %w: memref<1x1x1x3x0x1xf32>, %y: memref<1x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected a packed weight of rank 6, got 'memref<1x1x1x3x0x1xf32>'}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<1x3xf32>, memref<1x1x1x3x0x1xf32>) outs(%y : memref<1x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @matmul_weight(%x: memref<1x3xf32>, %w: memref<1x1x1x3x4x1xf32>, %y: memref<1x5xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected a packed weight of shape [1, 2, 1, 3, 4, 1], got 'memref<1x1x1x3x4x1xf32>'}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<1x3xf32>, memref<1x1x1x3x4x1xf32>) outs(%y : memref<1x5xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @matmul_strides(%x: memref<1x3xf32, strided<[6, 2]>>, %w: memref<1x1x1x3x4x1xf32>, %y: memref<1x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected adjacent entries in the last dimension of operand #0}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<1x3xf32, strided<[6, 2]>>, memref<1x1x1x3x4x1xf32>) outs(%y : memref<1x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @conv_rank(%x: memref<5x5x2xf32>, %w: memref<1x1x3x2x4x1xf32>, %y: memref<1x2x5x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected NHWC images of one batch size, got 'memref<5x5x2xf32>' and 'memref<1x2x5x4xf32>'}}
  compress.kernel "k" #compress.conv<kernel = [3, 1], stride = [2, 1], dilation = [1, 1]> ins(%x, %w : memref<5x5x2xf32>, memref<1x1x3x2x4x1xf32>) outs(%y : memref<1x2x5x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @conv_batch(%x: memref<2x5x5x2xf32>, %w: memref<1x1x3x2x4x1xf32>, %y: memref<1x2x5x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected NHWC images of one batch size, got 'memref<2x5x5x2xf32>' and 'memref<1x2x5x4xf32>'}}
  compress.kernel "k" #compress.conv<kernel = [3, 1], stride = [2, 1], dilation = [1, 1]> ins(%x, %w : memref<2x5x5x2xf32>, memref<1x1x3x2x4x1xf32>) outs(%y : memref<1x2x5x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @conv_height(%x: memref<1x4x5x2xf32>, %w: memref<1x1x3x2x4x1xf32>, %y: memref<1x2x5x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op reads 5 rows of pixels, the input has 4}}
  compress.kernel "k" #compress.conv<kernel = [3, 1], stride = [2, 1], dilation = [1, 1]> ins(%x, %w : memref<1x4x5x2xf32>, memref<1x1x3x2x4x1xf32>) outs(%y : memref<1x2x5x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @conv_width(%x: memref<1x5x5x2xf32>, %w: memref<1x1x3x2x4x1xf32>, %y: memref<1x2x6x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op reads 6 columns of pixels, the input has 5}}
  compress.kernel "k" #compress.conv<kernel = [3, 1], stride = [2, 1], dilation = [1, 1]> ins(%x, %w : memref<1x5x5x2xf32>, memref<1x1x3x2x4x1xf32>) outs(%y : memref<1x2x6x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @conv_weight_rank(%x: memref<1x5x5x2xf32>, %w: memref<4x3x1x2xf32>, %y: memref<1x2x5x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected a packed weight of rank 6, got 'memref<4x3x1x2xf32>'}}
  compress.kernel "k" #compress.conv<kernel = [3, 1], stride = [2, 1], dilation = [1, 1]> ins(%x, %w : memref<1x5x5x2xf32>, memref<4x3x1x2xf32>) outs(%y : memref<1x2x5x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @conv_groups(%x: memref<1x5x5x3xf32>, %w: memref<2x1x3x2x4x1xf32>, %y: memref<1x2x5x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected channels to divide into 2 groups, got 3 and 4}}
  compress.kernel "k" #compress.conv<kernel = [3, 1], stride = [2, 1], dilation = [1, 1]> ins(%x, %w : memref<1x5x5x3xf32>, memref<2x1x3x2x4x1xf32>) outs(%y : memref<1x2x5x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @conv_no_groups(%x: memref<1x5x5x2xf32>, %w: memref<0x1x3x2x4x1xf32>, %y: memref<1x2x5x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected channels to divide into 0 groups, got 2 and 4}}
  compress.kernel "k" #compress.conv<kernel = [3, 1], stride = [2, 1], dilation = [1, 1]> ins(%x, %w : memref<1x5x5x2xf32>, memref<0x1x3x2x4x1xf32>) outs(%y : memref<1x2x5x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @conv_weight(%x: memref<1x5x5x2xf32>, %w: memref<1x1x1x6x4x1xf32>, %y: memref<1x2x5x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected a packed weight of shape [1, 1, 3, 2, 4, 1], got 'memref<1x1x1x6x4x1xf32>'}}
  compress.kernel "k" #compress.conv<kernel = [3, 1], stride = [2, 1], dilation = [1, 1]> ins(%x, %w : memref<1x5x5x2xf32>, memref<1x1x1x6x4x1xf32>) outs(%y : memref<1x2x5x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @depthwise_height(%x: memref<1x4x5x2xf32>, %w: memref<3x1x2xf32>, %y: memref<1x2x5x2xf32>) {
  // expected-error @+1 {{'compress.kernel' op reads 5 rows of pixels, the input has 4}}
  compress.kernel "k" #compress.depthwise<kernel = [3, 1], stride = [2, 1], dilation = [1, 1]> ins(%x, %w : memref<1x4x5x2xf32>, memref<3x1x2xf32>) outs(%y : memref<1x2x5x2xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @depthwise_channels(%x: memref<1x5x5x2xf32>, %w: memref<3x1x4xf32>, %y: memref<1x2x5x4xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected as many input channels as results, 4, got 2}}
  compress.kernel "k" #compress.depthwise<kernel = [3, 1], stride = [2, 1], dilation = [1, 1]> ins(%x, %w : memref<1x5x5x2xf32>, memref<3x1x4xf32>) outs(%y : memref<1x2x5x4xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @depthwise_weight(%x: memref<1x5x5x2xf32>, %w: memref<1x3x2xf32>, %y: memref<1x2x5x2xf32>) {
  // expected-error @+1 {{'compress.kernel' op expected a weight of shape [3, 1, 2], got 'memref<1x3x2xf32>'}}
  compress.kernel "k" #compress.depthwise<kernel = [3, 1], stride = [2, 1], dilation = [1, 1]> ins(%x, %w : memref<1x5x5x2xf32>, memref<1x3x2xf32>) outs(%y : memref<1x2x5x2xf32>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @depthwise_strides(%x: memref<1x5x5x2xf32>, %w: memref<3x1x2xf32>, %y: memref<1x2x5x2xf32, strided<[40, 20, 4, 2]>>) {
  // expected-error @+1 {{'compress.kernel' op expected adjacent entries in the last dimension of operand #2}}
  compress.kernel "k" #compress.depthwise<kernel = [3, 1], stride = [2, 1], dilation = [1, 1]> ins(%x, %w : memref<1x5x5x2xf32>, memref<3x1x2xf32>) outs(%y : memref<1x2x5x2xf32, strided<[40, 20, 4, 2]>>) {
  ^bb0(%s: f32):
    compress.yield %s : f32
  }
  return
}

// -----

func.func @yield(%x: f32) {
  // expected-error @+1 {{'compress.yield' op expects parent op 'compress.kernel'}}
  compress.yield %x : f32
}

// -----

// expected-error @+1 {{expected two positive numbers for height and width of kernel, stride and dilation}}
module attributes {a.a = #compress.conv<kernel = [3], stride = [1, 1], dilation = [1, 1]>} {}

// -----

// expected-error @+1 {{expected two positive numbers for height and width of kernel, stride and dilation}}
module attributes {a.a = #compress.depthwise<kernel = [3, 3], stride = [1, 0], dilation = [1, 1]>} {}

// -----

func.func @weight_grad_of_integers(%x: memref<1x4x4x2xi16>, %w: memref<1x5x5x3xi8>, %y: memref<2x2x2x3xi32>) {
  // expected-error@+1 {{'compress.kernel' op expected f32, got 'i16'}}
  compress.kernel "k" #compress.conv_weight_grad<kernel = [2, 2], stride = [1, 1], dilation = [1, 1]> ins(%x, %w : memref<1x4x4x2xi16>, memref<1x5x5x3xi8>) outs(%y : memref<2x2x2x3xi32>) {
  ^bb0(%sum: i32):
    compress.yield %sum : i32
  }
  return
}

// -----

func.func @weight_grad_of_another_shape(%x: memref<1x4x4x2xf32>, %w: memref<1x5x5x3xf32>, %y: memref<2x2x3x3xf32>) {
  // expected-error@+1 {{'compress.kernel' op expected 'outs' of shape [2, 2, 2, 3], got 'memref<2x2x3x3xf32>'}}
  compress.kernel "k" #compress.conv_weight_grad<kernel = [2, 2], stride = [1, 1], dilation = [1, 1]> ins(%x, %w : memref<1x4x4x2xf32>, memref<1x5x5x3xf32>) outs(%y : memref<2x2x3x3xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

func.func @limit_type(%x: memref<1x3xf32>, %w: memref<1x1x1x3x4x1xf32>, %n: memref<1xi32>, %y: memref<1x4xf32>) {
  // expected-error @+1 {{expected a limit that is one i32, got 'memref<1xi32>'}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<1x3xf32>, memref<1x1x1x3x4x1xf32>) input_limit(%n : memref<1xi32>) outs(%y : memref<1x4xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}

// -----

func.func @limit_kind(%x: memref<1x3xf32>, %w: memref<1x1x1x3x4x1xf32>, %n: memref<i32>, %y: memref<1x4xf32>) {
  // expected-error @+1 {{has a limit, which only f32 convolutions of one group and gradients of their weights can have}}
  compress.kernel "k" #compress.matmul ins(%x, %w : memref<1x3xf32>, memref<1x1x1x3x4x1xf32>) column_limit(%n : memref<i32>) outs(%y : memref<1x4xf32>) {
  ^bb0(%sum: f32):
    compress.yield %sum : f32
  }
  return
}
