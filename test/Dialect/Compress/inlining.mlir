// RUN: compress-opt %s --inline --symbol-dce | FileCheck %s

// A private function of layers, such as an integer core, can be inlined.
// CHECK-LABEL: func.func @main
// CHECK-NOT: call @core
// CHECK: compress.dense "fc"
// CHECK-NOT: func.func private @core
func.func @main(%x: tensor<1x2xi8>) -> tensor<1x1xi32> {
  %0 = call @core(%x) : (tensor<1x2xi8>) -> tensor<1x1xi32>
  return %0 : tensor<1x1xi32>
}
func.func private @core(%x: tensor<1x2xi8>) -> tensor<1x1xi32> {
  %w = compress.parameter "fc.weight" = dense<[[1, 2]]> : tensor<1x2xi8>
  %0 = compress.dense "fc" %x, %w : tensor<1x2xi8>, tensor<1x2xi8>
  return %0 : tensor<1x1xi32>
}
