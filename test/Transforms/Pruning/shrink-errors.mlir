// RUN: not compress-opt %s --compress-shrink=round-to=0 2>&1 | FileCheck %s --check-prefix=ROUND
// RUN: not compress-opt %s --compress-shrink=function=blocks 2>&1 | FileCheck %s --check-prefix=BLOCKS
// RUN: not compress-opt %s --compress-shrink=function=nobody 2>&1 | FileCheck %s --check-prefix=NOBODY
// RUN: compress-opt %s --pass-pipeline="builtin.module(compress-shrink{function=integer round-to=1})" --remark-policy=all --remarks-filter=compress-shrink -o /dev/null 2>&1 | FileCheck %s --check-prefix=INTEGER
// RUN: compress-opt %s --pass-pipeline="builtin.module(compress-shrink{function=quantized round-to=1})" --remark-policy=all --remarks-filter=compress-shrink -o /dev/null 2>&1 | FileCheck %s --check-prefix=QUANTIZED
// RUN: compress-opt %s --pass-pipeline="builtin.module(compress-shrink{function=training round-to=1})" --remark-policy=all --remarks-filter=compress-shrink 2>&1 | FileCheck %s --check-prefix=TRAINING
// RUN: compress-opt %s --pass-pipeline="builtin.module(compress-shrink{function=dynamic round-to=1})" --remark-policy=all --remarks-filter=compress-shrink 2>&1 | FileCheck %s --check-prefix=DYNAMIC

// ROUND: expected round-to of 1 or more, got 0

// BLOCKS: expected @blocks to have one block, got 2
func.func @blocks(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  cf.br ^next
^next:
  return %x : tensor<1x2xf32>
}

// NOBODY: module has no function @nobody

// INTEGER: layer 'fc1' computes with integers: its masked channels stay; shrink before compress-lower-to-integer
func.func @integer(%x: tensor<1x2xi8>) -> tensor<1x1xi32> {
  %w = compress.parameter "fc1.weight" = dense<[[1, 2], [0, 0]]> : tensor<2x2xi8>
  %y = compress.dense "fc1" %x, %w : tensor<1x2xi8>, tensor<2x2xi8>
  %c = tosa.cast %y : (tensor<1x2xi32>) -> tensor<1x2xi8>
  %v = compress.parameter "fc2.weight" = dense<[[1, 2]]> : tensor<1x2xi8>
  %z = compress.dense "fc2" %c, %v : tensor<1x2xi8>, tensor<1x2xi8>
  return %z : tensor<1x1xi32>
}

// A constant cannot go into a bias that is quantized, nor into one that is no
// constant.
// QUANTIZED: layer 'fc1': 1 of 1 masked channels stay: layer 'fc2' has a bias that is quantized already; shrink before quantizing
// QUANTIZED: layer 'fc2': 1 of 1 masked channels stay: layer 'fc3' has a bias that is not constant
func.func @quantized(%x: tensor<1x2xf32>, %bias: tensor<1xf32>) -> tensor<1x1xf32> {
  %w = compress.parameter "fc1.weight" = dense<[[1.0, 2.0], [0.0, 0.0]]> : tensor<2x2xf32>
  %b = compress.parameter "fc1.bias" = dense<[1.0, 2.0]> : tensor<2xf32>
  %y = compress.dense "fc1" %x, %w bias %b : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
  %v = compress.parameter "fc2.weight" = dense<[[1.0, 2.0], [0.0, 0.0]]> : tensor<2x2xf32>
  %c = compress.parameter "fc2.bias" = dense<[1.0, 2.0]> : tensor<2xf32>
  %q = compress.fake_quant %c as !quant.uniform<i8:f32, 0.5> : tensor<2xf32>
  %z = compress.dense "fc2" %y, %v bias %q : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
  %u = compress.parameter "fc3.weight" = dense<[[1.0, 2.0]]> : tensor<1x2xf32>
  %r = compress.dense "fc3" %z, %u bias %bias : tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>
  return %r : tensor<1x1xf32>
}

// A mask that is an argument keeps its type; weights that no mask hides stay.
// TRAINING-NOT: remark
// TRAINING: func.func @training({{.*}}tensor<2x1xi1>
// TRAINING: compress.dense "fc1" {{.*}} tensor<2x2xf32>
func.func @training(%x: tensor<1x2xf32>, %mask: tensor<2x1xi1>) -> tensor<1x1xf32> {
  %w = compress.parameter "fc1.weight" = dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %p = compress.mask %w, %mask : tensor<2x2xf32>, tensor<2x1xi1>
  %y = compress.dense "fc1" %x, %p : tensor<1x2xf32>, tensor<2x2xf32>
  %v = compress.parameter "fc2.weight" = dense<[[1.0, 2.0]]> : tensor<1x2xf32>
  %z = compress.dense "fc2" %y, %v : tensor<1x2xf32>, tensor<1x2xf32>
  return %z : tensor<1x1xf32>
}

// A dynamic shape tells nothing, and nothing happens.
// DYNAMIC: compress.dense "fc1" {{.*}} tensor<2x2xf32>
func.func @dynamic(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %w = compress.parameter "fc1.weight" = dense<[[1.0, 2.0], [0.0, 0.0]]> : tensor<2x2xf32>
  %y = compress.dense "fc1" %x, %w : tensor<?x2xf32>, tensor<2x2xf32>
  %v = compress.parameter "fc2.weight" = dense<[[1.0, 2.0]]> : tensor<1x2xf32>
  %z = compress.dense "fc2" %y, %v : tensor<?x2xf32>, tensor<1x2xf32>
  return %z : tensor<?x1xf32>
}
