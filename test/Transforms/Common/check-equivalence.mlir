// RUN: compress-opt %s --compress-check-equivalence="function=main reference-function=same" --remark-policy=all --remarks-filter=compress-check-equivalence -o /dev/null 2>&1 | FileCheck %s --check-prefix=SAME
// RUN: compress-opt %s --compress-check-equivalence="function=ints reference-function=ints_same" | compress-opt -o %t.mlir
// RUN: compress-opt %s -o %t.before.mlir
// RUN: diff %t.before.mlir %t.mlir
// RUN: compress-opt %s --emit-bytecode -o %t.mlirbc
// RUN: compress-opt %s --compress-check-equivalence="function=main reference=%t.mlirbc reference-function=same" -o /dev/null
// A difference within the tolerance, and beyond.
// RUN: compress-opt %s --compress-check-equivalence="function=near reference-function=main tolerance=1e-3" -o /dev/null
// RUN: not compress-opt %s --compress-check-equivalence="function=near reference-function=main tolerance=1e-6" -o /dev/null 2>&1 | FileCheck %s --check-prefix=NEAR

// SAME: [Passed] equal | Category:compress-check-equivalence | Function=main | Remark="4 random inputs and 0 samples agree within {{[0-9.]+e-[0-9]+|0.00e\+00}}"
// NEAR: @near differs from the reference: entry 0 of output 'result0' is {{.*}} instead of {{.*}} for random inputs of seed 1

func.func @main(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %w = compress.parameter "w" = dense<[[1.0, 0.5]]> : tensor<1x2xf32>
  %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<1x2xf32>
  return %y : tensor<1x1xf32>
}
func.func @same(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %w = compress.parameter "w" = dense<[[0.1, 0.05]]> : tensor<1x2xf32>
  %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<1x2xf32>
  %c = "tosa.const"() <{values = dense<10.0> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %s = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = tosa.mul %y, %c, %s : (tensor<1x1xf32>, tensor<1x1xf32>, tensor<1xi8>) -> tensor<1x1xf32>
  return %z : tensor<1x1xf32>
}
func.func @near(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %w = compress.parameter "w" = dense<[[1.0001, 0.50005]]> : tensor<1x2xf32>
  %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<1x2xf32>
  return %y : tensor<1x1xf32>
}
func.func @ints(%x: tensor<4xi32>) -> tensor<4xi32> {
  %c = "tosa.const"() <{values = dense<1> : tensor<4xi32>}> : () -> tensor<4xi32>
  %y = tosa.add %x, %c : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return %y : tensor<4xi32>
}
func.func @ints_same(%x: tensor<4xi32>) -> tensor<4xi32> {
  %c = "tosa.const"() <{values = dense<1> : tensor<4xi32>}> : () -> tensor<4xi32>
  %y = tosa.bitwise_or %x, %c : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  %z = tosa.bitwise_and %x, %c : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  %r = tosa.add %y, %z : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return %r : tensor<4xi32>
}
