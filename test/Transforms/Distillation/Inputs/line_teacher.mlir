// It knows the line of make_line.py.
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %v = compress.parameter "hidden.weight" = dense<[[1.0, 2.0], [0.1, 0.2], [0.0, 1.0]]> : tensor<3x2xf32>
  %h = compress.dense "hidden" %x, %v : tensor<1x2xf32>, tensor<3x2xf32>
  %w = compress.parameter "fc.weight" = dense<[[-2.0, 0.0, 0.0], [2.0, 0.5, 0.0]]> : tensor<2x3xf32>
  %y = compress.dense "fc" %h, %w : tensor<1x3xf32>, tensor<2x3xf32>
  return %y : tensor<1x2xf32>
}
