// RUN: compress-opt %s --split-input-file --verify-diagnostics
// RUN: not compress-opt %s --split-input-file --convert-compress-to-tosa 2>&1 | FileCheck %s

// CHECK: error: 'compress.batch_statistics' op cannot be written as TOSA: the shape of its input is dynamic
func.func @dynamic(%x: tensor<?x3xf32>) -> tensor<3xf32> {
  %m, %v = compress.batch_statistics "bn" %x : tensor<?x3xf32>
  return %m : tensor<3xf32>
}

// -----

func.func @rank(%x: tensor<3xf32>) {
  // expected-error @below {{expected an input of rank 2 or more, got 'tensor<3xf32>'}}
  %m, %v = compress.batch_statistics "bn" %x : tensor<3xf32>
  return
}

// -----

// expected-error @below {{failed to parse Compress_RoleAttr parameter 'value'}}
// expected-error @below {{expected ::mlir::compress::Role to be one of: parameter, statistic, slot, mask, data, labels, learning_rate, step, loss, metric, gradient}}
func.func private @role() attributes {compress.role = #compress.role<weight>}

// -----

// expected-error @below {{unknown attribute `nothing` in dialect `compress`}}
func.func private @attribute() attributes {compress.list = #compress.nothing}
