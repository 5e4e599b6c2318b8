// A mask that keeps everything changes nothing: not the forward pass, and not
// the gradients of convolutions and dense layers.

// REQUIRES: numpy
// RUN: %python %S/Inputs/make_images.py %t
// RUN: compress-opt %s --compress-train="function=plain data=%t.x.npy labels=%t.labels.npy batch-size=8 epochs=3 seed=1" --mlir-print-elementsattrs-with-hex-if-larger=0 -o %t.plain.mlir
// RUN: compress-opt %s --compress-train="function=masked data=%t.x.npy labels=%t.labels.npy batch-size=8 epochs=3 seed=1" --mlir-print-elementsattrs-with-hex-if-larger=0 -o %t.masked.mlir
// RUN: %python %S/Inputs/same_parameters.py %t.plain.mlir plain %t.masked.mlir masked | FileCheck %s
// CHECK: conv.weight: moved, equal
// CHECK: conv.bias: moved, equal
// CHECK: fc.weight: moved, equal

func.func @plain(%x: tensor<1x6x6x2xf32>) -> tensor<1x3xf32> {
  %w = compress.parameter "conv.weight" = dense<[[[[0.1, -0.2], [0.3, 0.1]], [[0.2, 0.1], [-0.1, 0.2]]], [[[-0.3, 0.1], [0.1, 0.2]], [[0.1, -0.1], [0.2, 0.3]]]]> : tensor<2x2x2x2xf32>
  %b = compress.parameter "conv.bias" = dense<[0.1, 0.2]> : tensor<2xf32>
  %0 = compress.conv2d "conv" %x, %w bias %b : tensor<1x6x6x2xf32>, tensor<2x2x2x2xf32>, tensor<2xf32>
  %s = tosa.const_shape {values = dense<[1, 50]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %1 = tosa.reshape %0, %s : (tensor<1x5x5x2xf32>, !tosa.shape<2>) -> tensor<1x50xf32>
  %v = compress.parameter "fc.weight" = dense<0.1> : tensor<3x50xf32>
  %2 = compress.dense "fc" %1, %v : tensor<1x50xf32>, tensor<3x50xf32>
  return %2 : tensor<1x3xf32>
}

func.func @masked(%x: tensor<1x6x6x2xf32>) -> tensor<1x3xf32> {
  %w = compress.parameter "conv.weight" = dense<[[[[0.1, -0.2], [0.3, 0.1]], [[0.2, 0.1], [-0.1, 0.2]]], [[[-0.3, 0.1], [0.1, 0.2]], [[0.1, -0.1], [0.2, 0.3]]]]> : tensor<2x2x2x2xf32>
  %k = "tosa.const"() <{values = dense<true> : tensor<2x2x2x2xi1>}> : () -> tensor<2x2x2x2xi1>
  %p = compress.mask %w, %k : tensor<2x2x2x2xf32>, tensor<2x2x2x2xi1>
  %b = compress.parameter "conv.bias" = dense<[0.1, 0.2]> : tensor<2xf32>
  %0 = compress.conv2d "conv" %x, %p bias %b : tensor<1x6x6x2xf32>, tensor<2x2x2x2xf32>, tensor<2xf32>
  %s = tosa.const_shape {values = dense<[1, 50]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %1 = tosa.reshape %0, %s : (tensor<1x5x5x2xf32>, !tosa.shape<2>) -> tensor<1x50xf32>
  %v = compress.parameter "fc.weight" = dense<0.1> : tensor<3x50xf32>
  %l = "tosa.const"() <{values = dense<true> : tensor<3x50xi1>}> : () -> tensor<3x50xi1>
  %q = compress.mask %v, %l : tensor<3x50xf32>, tensor<3x50xi1>
  %2 = compress.dense "fc" %1, %q : tensor<1x50xf32>, tensor<3x50xf32>
  return %2 : tensor<1x3xf32>
}
