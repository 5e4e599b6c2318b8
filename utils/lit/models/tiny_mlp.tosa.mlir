// Two dense layers with ReLU, as torch-mlir writes them: 1x4 -> 1x2.
func.func @main(%x: tensor<1x4xf32>) -> tensor<1x2xf32> {
  %shape4 = tosa.const_shape {values = dense<[1, 1, 4]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %shape3 = tosa.const_shape {values = dense<[1, 1, 3]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %flat3 = tosa.const_shape {values = dense<[1, 3]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %flat2 = tosa.const_shape {values = dense<[1, 2]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %zero = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %w1 = "tosa.const"() <{values = dense<[[[0.5, -1.0, 0.25], [1.0, 0.1, -0.2], [-0.3, 0.7, 0.9], [0.05, -0.6, 0.4]]]> : tensor<1x4x3xf32>}> : () -> tensor<1x4x3xf32>
  %b1 = "tosa.const"() <{values = dense<[[0.1, 0.2, -0.1]]> : tensor<1x3xf32>}> : () -> tensor<1x3xf32>
  %w2 = "tosa.const"() <{values = dense<[[[1.5, -0.5], [-0.25, 0.75], [0.6, -1.2]]]> : tensor<1x3x2xf32>}> : () -> tensor<1x3x2xf32>
  %b2 = "tosa.const"() <{values = dense<[[0.0, 1.0]]> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
  %0 = tosa.reshape %x, %shape4 : (tensor<1x4xf32>, !tosa.shape<3>) -> tensor<1x1x4xf32>
  %1 = tosa.matmul %0, %w1, %zero, %zero : (tensor<1x1x4xf32>, tensor<1x4x3xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x3xf32>
  %2 = tosa.reshape %1, %flat3 : (tensor<1x1x3xf32>, !tosa.shape<2>) -> tensor<1x3xf32>
  %3 = tosa.add %2, %b1 : (tensor<1x3xf32>, tensor<1x3xf32>) -> tensor<1x3xf32>
  %4 = tosa.clamp %3 {max_val = 3.40282347E+38 : f32, min_val = 0.0 : f32} : (tensor<1x3xf32>) -> tensor<1x3xf32>
  %5 = tosa.reshape %4, %shape3 : (tensor<1x3xf32>, !tosa.shape<3>) -> tensor<1x1x3xf32>
  %6 = tosa.matmul %5, %w2, %zero, %zero : (tensor<1x1x3xf32>, tensor<1x3x2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x2xf32>
  %7 = tosa.reshape %6, %flat2 : (tensor<1x1x2xf32>, !tosa.shape<2>) -> tensor<1x2xf32>
  %8 = tosa.add %7, %b2 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %8 : tensor<1x2xf32>
}
