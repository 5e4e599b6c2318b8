func.func @main(%x: tensor<1x2xf32> loc("x"), %y: tensor<1x3xf32> loc("y"), %scalar: tensor<f32> loc("scalar")) -> tensor<1x5xf32> {
  %0 = tosa.concat %x, %y {axis = 1 : i32} : (tensor<1x2xf32>, tensor<1x3xf32>) -> tensor<1x5xf32>
  return %0 : tensor<1x5xf32>
}
