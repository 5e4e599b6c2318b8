// RUN: compress-opt %s --compress-set-batch=size=4 | FileCheck %s

// Reshapes and arithmetic that torch-mlir leaves around TOSA.
// CHECK-LABEL: func.func @tensors(
// CHECK:         tensor.expand_shape {{.*}} output_shape [4, 2, 3] : tensor<4x6xf32> into tensor<4x2x3xf32>
// CHECK:         arith.addf {{.*}} : tensor<4x2x3xf32>
// CHECK:         tensor.extract_slice {{.*}}[0, 0, 1] [4, 2, 2] [1, 1, 1] : tensor<4x2x3xf32> to tensor<4x2x2xf32>
// CHECK:         tensor.collapse_shape {{.*}} : tensor<4x2x2xf32> into tensor<4x4xf32>
func.func @tensors(%x: tensor<1x6xf32>) -> tensor<1x4xf32> {
  %0 = tensor.expand_shape %x [[0], [1, 2]] output_shape [1, 2, 3] : tensor<1x6xf32> into tensor<1x2x3xf32>
  %1 = arith.addf %0, %0 : tensor<1x2x3xf32>
  %2 = tensor.extract_slice %1[0, 0, 1] [1, 2, 2] [1, 1, 1] : tensor<1x2x3xf32> to tensor<1x2x2xf32>
  %3 = tensor.collapse_shape %2 [[0], [1, 2]] : tensor<1x2x2xf32> into tensor<1x4xf32>
  return %3 : tensor<1x4xf32>
}
