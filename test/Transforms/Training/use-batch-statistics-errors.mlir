// RUN: compress-opt %s --split-input-file --compress-use-batch-statistics --verify-diagnostics
// RUN: not compress-opt %s --split-input-file --compress-use-batch-statistics="momentum=1.5" 2>&1 | FileCheck %s --check-prefix=MOMENTUM
// RUN: not compress-opt %s --split-input-file --compress-use-batch-statistics="include=x" 2>&1 | FileCheck %s --check-prefix=INCLUDE

// MOMENTUM: error: expected momentum to lie between 0 and 1, got 1.5
// INCLUDE: error: include='x' matches no layer; layers are bn

func.func @one(%x: tensor<1x2xf32>, %c: tensor<2xf32>) -> tensor<1x2xf32> {
  // expected-error @below {{batch norm 'bn' has one value per channel, 'tensor<1x2xf32>', and so no variance; use a larger batch (compress-set-batch)}}
  %0 = compress.batch_norm "bn" %x scale %c offset %c mean %c variance %c {epsilon = 1.0e-5 : f32}
     : tensor<1x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  return %0 : tensor<1x2xf32>
}

// -----

func.func @dynamic(%x: tensor<?x2xf32>, %c: tensor<2xf32>) -> tensor<?x2xf32> {
  // expected-error @below {{batch norm 'bn' has a dynamic shape, 'tensor<?x2xf32>'; give the function's arguments static types}}
  %0 = compress.batch_norm "bn" %x scale %c offset %c mean %c variance %c {epsilon = 1.0e-5 : f32}
     : tensor<?x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  return %0 : tensor<?x2xf32>
}

// -----

func.func @twice(%x: tensor<4x2xf32>, %c: tensor<2xf32>) -> tensor<4x2xf32> {
  %m, %v = compress.batch_statistics "bn" %x : tensor<4x2xf32>
  // expected-error @below {{mean and variance of batch norm 'bn' must be parameters or arguments; it seems to use the statistics of the batch already}}
  %0 = compress.batch_norm "bn" %x scale %c offset %c mean %m variance %v {epsilon = 1.0e-5 : f32}
     : tensor<4x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  return %0 : tensor<4x2xf32>
}
