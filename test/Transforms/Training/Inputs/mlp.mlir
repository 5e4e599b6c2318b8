// A network with a batch norm and a mask, for trainings of the tests.
func.func @main(%x: tensor<1x12xf32>) -> tensor<1x3xf32> {
  %w1 = compress.parameter "fc1.weight" = dense<0.0> : tensor<16x12xf32>
  %b1 = compress.parameter "fc1.bias" = dense<0.0> : tensor<16xf32>
  %0 = compress.dense "fc1" %x, %w1 bias %b1 : tensor<1x12xf32>, tensor<16x12xf32>, tensor<16xf32>
  %s = compress.parameter "bn.scale" = dense<1.0> : tensor<16xf32>
  %o = compress.parameter "bn.offset" = dense<0.0> : tensor<16xf32>
  %m = compress.parameter "bn.mean" = dense<0.0> : tensor<16xf32>
  %v = compress.parameter "bn.variance" = dense<1.0> : tensor<16xf32>
  %1 = compress.batch_norm "bn" %0 scale %s offset %o mean %m variance %v {epsilon = 1.0e-5 : f32}
     : tensor<1x16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>, tensor<16xf32>
  %2 = tosa.clamp %1 {min_val = 0.0 : f32, max_val = 3.4028235e+38 : f32} : (tensor<1x16xf32>) -> tensor<1x16xf32>
  %w2 = compress.parameter "fc2.weight" = dense<0.0> : tensor<3x16xf32>
  %k = "tosa.const"() <{values = dense<[[true, false, true, true, true, true, true, true, true, true, true, true, true, true, true, true],
                                        [true, true, true, false, true, true, true, true, true, true, true, true, true, true, true, true],
                                        [true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, false]]> : tensor<3x16xi1>}> : () -> tensor<3x16xi1>
  %w3 = compress.mask %w2, %k : tensor<3x16xf32>, tensor<3x16xi1>
  %b2 = compress.parameter "fc2.bias" = dense<0.0> : tensor<3xf32>
  %3 = compress.dense "fc2" %2, %w3 bias %b2 : tensor<1x16xf32>, tensor<3x16xf32>, tensor<3xf32>
  return %3 : tensor<1x3xf32>
}
