// Of 32 neurons 18 must stay: 24 are left, and 24 when the pass runs again. Of 12
// masked ones of 16, and where 5 must stay, smaller steps fit.

// RUN: compress-opt %s --compress-shrink --remark-policy=all --remarks-filter=compress-shrink -o %t.once.mlir 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: FileCheck %s --input-file=%t.once.mlir
// RUN: compress-opt %t.once.mlir --compress-shrink -o %t.twice.mlir
// RUN: diff %t.once.mlir %t.twice.mlir

// REMARK: layer 'a': 6 of 14 masked channels stay: the number of channels stays a multiple of 8"
// REMARK: layer 'b': 1 of 11 masked channels stay: the number of channels stays a multiple of 2 (round-to 8 is halved until the 5 channels that must stay are twice as many)"

// CHECK: compress.dense "a" {{.*}}, tensor<24x4xf32>
// CHECK: compress.dense "b" {{.*}}, tensor<6x24xf32>
// CHECK: compress.dense "c" {{.*}}, tensor<1x6xf32>

func.func @main(%x: tensor<1x4xf32>) -> tensor<1x1xf32> {
  %a = compress.parameter "a.weight" = dense<1.0> : tensor<32x4xf32>
  %m = "tosa.const"() <{values = dense<[[true], [true], [true], [true], [true], [true], [false], [false], [true], [true], [true], [true],
    [true], [true], [false], [false], [true], [true], [true], [true], [true], [true], [false], [false], [false], [false], [false], [false],
    [false], [false], [false], [false]]> : tensor<32x1xi1>}> : () -> tensor<32x1xi1>
  %p = compress.mask %a, %m : tensor<32x4xf32>, tensor<32x1xi1>
  %0 = compress.dense "a" %x, %p : tensor<1x4xf32>, tensor<32x4xf32>
  %b = compress.parameter "b.weight" = dense<1.0> : tensor<16x32xf32>
  %n = "tosa.const"() <{values = dense<[[true], [true], [true], [true], [true], [false], [false], [false], [false], [false], [false], [false],
    [false], [false], [false], [false]]> : tensor<16x1xi1>}> : () -> tensor<16x1xi1>
  %q = compress.mask %b, %n : tensor<16x32xf32>, tensor<16x1xi1>
  %1 = compress.dense "b" %0, %q : tensor<1x32xf32>, tensor<16x32xf32>
  %c = compress.parameter "c.weight" = dense<1.0> : tensor<1x16xf32>
  %2 = compress.dense "c" %1, %c : tensor<1x16xf32>, tensor<1x16xf32>
  return %2 : tensor<1x1xf32>
}
