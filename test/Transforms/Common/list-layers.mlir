// RUN: compress-opt %s --compress-list-layers -o /dev/null | FileCheck %s --strict-whitespace --match-full-lines
// RUN: compress-opt %s --compress-list-layers=format=json -o /dev/null | FileCheck %s --check-prefix=JSON
// RUN: compress-opt %s -o %t.before && compress-opt %s --compress-list-layers=format=json -o %t.after && diff %t.before %t.after
// RUN: compress-opt %models/lenet_fmnist.tosa.mlir --compress-list-layers -o /dev/null | FileCheck %s --check-prefix=TOSA
// RUN: compress-opt %models/lenet_fmnist.tosa.mlir --convert-tosa-to-compress --compress-list-layers -o /dev/null | FileCheck %s --check-prefix=LENET
// RUN: echo 'module {}' | compress-opt --compress-list-layers -o /dev/null | FileCheck %s --check-prefix=EMPTY
// RUN: echo 'module {}' | compress-opt --compress-list-layers=format=json -o /dev/null | FileCheck %s --check-prefix=EMPTY-JSON

//      CHECK:layers of @main
// CHECK-NEXT:name   kind              output   weight   parameters  non-zeros  MACs
// CHECK-NEXT:conv   conv2d            1x2x2x2  2x1x1x2           6          2    16
// CHECK-NEXT:norm   batch_norm        1x2x2x2                    4          2     8
// CHECK-NEXT:depth  depthwise_conv2d  1x2x2x2  2x1x1x1           2          -     8
// CHECK-NEXT:fc1    dense             1x8      8x8              64         64    64
// CHECK-NEXT:fc2    dense             1x8      8x8              64         64    64
// CHECK-NEXT:any    batch_matmul      ?x1x1                      0          0     -
// CHECK-NEXT:total                                              74          -     -

// JSON-LABEL: "function": "main"
// JSON:       "layers": [
// JSON-NEXT:    {
// JSON-NEXT:      "kind": "conv2d",
// JSON-NEXT:      "macs": 16,
// JSON-NEXT:      "name": "conv",
// JSON-NEXT:      "nonzeros": 2,
// JSON-NEXT:      "output": [
// JSON-NEXT:        1,
// JSON-NEXT:        2,
// JSON-NEXT:        2,
// JSON-NEXT:        2
// JSON-NEXT:      ],
// JSON-NEXT:      "parameters": 6,
// JSON-NEXT:      "weight": [
// JSON:           "macs": null,
// JSON-NEXT:      "name": "any",
// JSON:       "parameters": 74
func.func @main(%x: tensor<1x2x2x2xf32>, %d: tensor<2x1x1x1xf32>, %a: tensor<?x1x4xf32>, %b: tensor<?x4x1xf32>) -> (tensor<1x8xf32>, tensor<?x1x1xf32>) {
  %w = compress.parameter "conv.weight" = dense<1.0> : tensor<2x1x1x2xf32>
  %k = "tosa.const"() <{values = dense<[[[[true]]], [[[false]]]]> : tensor<2x1x1x1xi1>}> : () -> tensor<2x1x1x1xi1>
  %p = compress.mask %w, %k : tensor<2x1x1x2xf32>, tensor<2x1x1x1xi1>
  %c = compress.parameter "conv.bias" = dense<0.0> : tensor<2xf32>
  %0 = compress.conv2d "conv" %x, %p bias %c : tensor<1x2x2x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>
  %o = compress.parameter "one" = dense<1.0> : tensor<2xf32>
  %1 = compress.batch_norm "norm" %0 scale %o offset %c mean %o variance %o {epsilon = 0.0 : f32}
     : tensor<1x2x2x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  %2 = compress.conv2d "depth" %1, %d {groups = 2 : i64} : tensor<1x2x2x2xf32>, tensor<2x1x1x1xf32>
  %s = tosa.const_shape {values = dense<[1, 8]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %3 = tosa.reshape %2, %s : (tensor<1x2x2x2xf32>, !tosa.shape<2>) -> tensor<1x8xf32>
  %f = compress.parameter "shared" = dense<1.0> : tensor<8x8xf32>
  %4 = compress.dense "fc1" %3, %f : tensor<1x8xf32>, tensor<8x8xf32>
  %5 = compress.dense "fc2" %4, %f : tensor<1x8xf32>, tensor<8x8xf32>
  %6 = compress.batch_matmul "any" %a, %b : tensor<?x1x4xf32>, tensor<?x4x1xf32>
  return %5, %6 : tensor<1x8xf32>, tensor<?x1x1xf32>
}

// TOSA: conv2d_0 {{ *}}conv2d {{ *}}1x24x24x10 {{ *}}10x5x5x1 {{ *}}260 {{ *}}260 {{ *}}144000
// TOSA: matmul_0 {{ *}}matmul {{ *}}1x1x50 {{ *}}1x320x50 {{ *}}16000 {{ *}}16000 {{ *}}16000
// TOSA: total {{ *}}21780 {{ *}}21780 {{ *}}480500

// LENET: total {{ *}}21840 {{ *}}21840 {{ *}}480500

// EMPTY: no layers
// EMPTY-JSON: "functions": []
