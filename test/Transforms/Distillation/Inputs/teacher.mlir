// An image of 4x4 pixels, two convolutions of which one has a batch norm, three classes.
func.func @classify(%x: tensor<1x4x4x1xf32>) -> tensor<1x3xf32> {
  %w1 = compress.parameter "stem.weight" = dense<0.25> : tensor<2x3x3x1xf32>
  %y1 = compress.conv2d "stem" %x, %w1 {pad = array<i64: 1, 1, 1, 1>} : tensor<1x4x4x1xf32>, tensor<2x3x3x1xf32>
  %w2 = compress.parameter "conv.weight" = dense<0.5> : tensor<5x3x3x2xf32>
  %y2 = compress.conv2d "conv" %y1, %w2 {pad = array<i64: 1, 1, 1, 1>} : tensor<1x4x4x2xf32>, tensor<5x3x3x2xf32>
  %g = compress.parameter "norm.scale" = dense<2.0> : tensor<5xf32>
  %b = compress.parameter "norm.offset" = dense<0.0> : tensor<5xf32>
  %m = compress.parameter "norm.mean" = dense<0.0> : tensor<5xf32>
  %v = compress.parameter "norm.variance" = dense<1.0> : tensor<5xf32>
  %y3 = compress.batch_norm "norm" %y2 scale %g offset %b mean %m variance %v {epsilon = 1.0e-5 : f32} : tensor<1x4x4x5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>
  %y4 = func.call @head(%y3) : (tensor<1x4x4x5xf32>) -> tensor<1x3xf32>
  return %y4 : tensor<1x3xf32>
}

func.func private @head(%x: tensor<1x4x4x5xf32>) -> tensor<1x3xf32> {
  %s = tosa.const_shape {values = dense<[1, 80]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %f = tosa.reshape %x, %s : (tensor<1x4x4x5xf32>, !tosa.shape<2>) -> tensor<1x80xf32>
  // A batch norm that no layer can take.
  %g = compress.parameter "last.scale" = dense<1.0> : tensor<80xf32>
  %b = compress.parameter "last.offset" = dense<0.0> : tensor<80xf32>
  %m = compress.parameter "last.mean" = dense<0.5> : tensor<80xf32>
  %v = compress.parameter "last.variance" = dense<1.0> : tensor<80xf32>
  %n = compress.batch_norm "last" %f scale %g offset %b mean %m variance %v {epsilon = 1.0e-5 : f32} : tensor<1x80xf32>, tensor<80xf32>, tensor<80xf32>, tensor<80xf32>, tensor<80xf32>
  %w = compress.parameter "fc.weight" = dense<0.1> : tensor<3x80xf32>
  %y = compress.dense "fc" %n, %w : tensor<1x80xf32>, tensor<3x80xf32>
  return %y : tensor<1x3xf32>
}
