// RUN: compress-opt %S/Inputs/tiny.mlir --compress-expand-supernet -o %t.super
// RUN: compress-opt %t.super --compress-extract-subnet="architecture=conv2=3x3-4,conv1=3x3-2" --remarks-filter=compress-extract-subnet 2>&1 | FileCheck %s
// RUN: compress-opt %t.super --compress-extract-subnet="architecture=smallest" --compress-verify=contract=layers | FileCheck %s --check-prefix=SMALLEST
// What is selected at first is the network as it was.
// RUN: compress-opt %t.super --compress-extract-subnet | compress-opt --cse | FileCheck %s --check-prefix=SAME
// RUN: compress-opt %s --compress-extract-subnet | FileCheck %s --check-prefix=PAD

// Layers as small as they can be: inputs of convolutions, columns of the dense layer.
// CHECK: Remark="conv1=3x3-2,conv2=3x3-4"
// CHECK-NOT: compress.choice
// CHECK-NOT: tosa.pad
// CHECK-DAG: compress.parameter "conv1.weight" = {{.*}} : tensor<2x3x3x1xf32>
// CHECK-DAG: compress.parameter "conv1.bias" = {{.*}} : tensor<2xf32>
// CHECK-DAG: compress.parameter "norm1.mean" = {{.*}} : tensor<2xf32>
// CHECK-DAG: compress.parameter "conv2.weight" = {{.*}} : tensor<4x3x3x2xf32>
// CHECK-DAG: compress.parameter "fc.weight" = {{.*}} : tensor<3x16xf32>
// CHECK: compress.conv2d "conv1" {{.*}} {pad = array<i64: 1, 1, 1, 1>}
// CHECK: compress.conv2d "conv2"
// CHECK: tosa.reshape {{.*}} -> tensor<1x16xf32>
// CHECK: compress.dense "fc"

// SMALLEST: compress.conv2d "conv1"
// SMALLEST-NOT: compress.conv2d
// SMALLEST: tosa.reshape {{.*}} -> tensor<1x4xf32>

// SAME: compress.parameter "conv1.weight" = {{.*}} : tensor<8x5x5x1xf32>
// SAME: compress.conv2d "conv1"
// SAME: tosa.max_pool2d
// SAME: compress.batch_norm
// SAME: compress.conv2d "conv2"
// SAME: compress.dense "fc" {{.*}} : tensor<1x32xf32>, tensor<3x32xf32>

// Before a sum the pad stays, and the layer is small all the same.
// PAD: compress.conv2d "conv" {{.*}} : tensor<1x2x2x2xf32>, tensor<1x1x1x2xf32>
// PAD: tosa.pad
// PAD: tosa.add
func.func @main(%x: tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = compress.parameter "conv.weight" = dense<0.5> : tensor<2x1x1x2xf32>
  %d = compress.decision "conv" = 0 of 1
  %y = compress.choice "conv" %d of ["1x1-1"] (%x, %w) : tensor<i32>, (tensor<1x2x2x2xf32>, tensor<2x1x1x2xf32>) -> tensor<1x2x2x2xf32> {
  ^bb0(%a: tensor<1x2x2x2xf32>, %b: tensor<2x1x1x2xf32>):
    %start = tosa.const_shape {values = dense<0> : tensor<4xindex>} : () -> !tosa.shape<4>
    %size = tosa.const_shape {values = dense<[1, 1, 1, 2]> : tensor<4xindex>} : () -> !tosa.shape<4>
    %1 = tosa.slice %b, %start, %size : (tensor<2x1x1x2xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<1x1x1x2xf32>
    %2 = compress.conv2d "conv" %a, %1 : tensor<1x2x2x2xf32>, tensor<1x1x1x2xf32>
    %amounts = tosa.const_shape {values = dense<[0, 0, 0, 0, 0, 0, 0, 1]> : tensor<8xindex>} : () -> !tosa.shape<8>
    %zero = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
    %3 = tosa.pad %2, %amounts, %zero : (tensor<1x2x2x1xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x2x2x2xf32>
    compress.choice_yield %3 : tensor<1x2x2x2xf32>
  }
  %z = tosa.add %x, %y : (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  return %z : tensor<1x2x2x2xf32>
}
