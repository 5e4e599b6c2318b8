// N:M and blocks, and what does not divide into them.

// RUN: compress-opt %s --split-input-file --compress-prune="pattern=2:4" --remark-policy=all --remarks-filter=compress-prune 2>%t.remarks | FileCheck %s --check-prefix=NM
// RUN: FileCheck %s --check-prefix=NM-REMARK --input-file=%t.remarks
// RUN: compress-opt %s --split-input-file --compress-prune="pattern=4x1 sparsity=0.5" --remark-policy=all --remarks-filter=compress-prune 2>%t.remarks | FileCheck %s --check-prefix=BLOCK
// RUN: FileCheck %s --check-prefix=BLOCK-REMARK --input-file=%t.remarks
// RUN: compress-opt %s --split-input-file --compress-prune="pattern=#compress.block<1,4> sparsity=0.5" | FileCheck %s --check-prefix=ROW

// Each four inputs keep their two largest, of equal ones the later; what is gone
// stays gone, and is not made up for by more than there is.
// NM-LABEL: func @dense
// NM: values = dense<{{\[\[}}true, false, false, true, false, false, true, true],
// NM-SAME: [false, true, true, false, false, false, false, true],
// NM-SAME: [false, false, false, false, true, false, true, false],
// NM-SAME: [true, false, true, false, false, true, false, true]]> : tensor<4x8xi1>
// BLOCK-LABEL: func @dense
// BLOCK: values = dense<{{\[\[}}true, true, true, true, false, false, false, false],
// BLOCK-SAME: [true, true, true, true, false, false, false, false],
// BLOCK-SAME: [false, false, false, false, false, false, false, false],
// ROW-LABEL: func @dense
// ROW: values = dense<{{\[\[}}true, true, true, true, false, false, false, false],
// ROW-SAME: [true, true, true, true, false, false, false, false],
// NM-REMARK: "parameter 'nm.weight': pruned 12 of 32 weights, 13 kept"
// NM-REMARK: remark: [Missed] skipped | Category:compress-prune | Remark="layer 'small' is not pruned: its 3 input channels do not divide by 4"
// BLOCK-REMARK: "parameter 'nm.weight': pruned {{[0-9]+}} of 32 weights, {{[0-9]+}} kept; 4 of 8 blocks removed"
// BLOCK-REMARK: "layer 'small' is not pruned: its 2 outputs do not divide by 4"
func.func @dense(%x: tensor<1x8xf32>) -> tensor<1x4xf32> {
  %w = compress.parameter "nm.weight" = dense<[
    [ 4.0, 1.0, 2.0, -3.0,  1.0, 1.0, 1.0, 1.0],
    [ 0.0, 9.0, 8.0,  7.0,  6.0, 5.0, 4.0, 6.0],
    [ 1.0, 2.0, 3.0,  4.0, -1.0, 0.0, 1.0, 0.0],
    [-9.0, 8.0, 9.0, -8.0,  0.1, 0.3, 0.2, 0.4]]> : tensor<4x8xf32>
  %m = "tosa.const"() <{values = dense<[
    [true, true, true, true, true, true, true, true],
    [true, true, true, true, false, false, false, true],
    [false, false, false, false, true, true, true, true],
    [true, true, true, true, true, true, true, true]]> : tensor<4x8xi1>}> : () -> tensor<4x8xi1>
  %p = compress.mask %w, %m : tensor<4x8xf32>, tensor<4x8xi1>
  %0 = compress.dense "nm" %x, %p : tensor<1x8xf32>, tensor<4x8xf32>
  return %0 : tensor<1x4xf32>
}

// -----

func.func @small(%x: tensor<1x3xf32>, %y: tensor<1x4xf32>) -> (tensor<1x2xf32>, tensor<1x4xf32>) {
  %w = compress.parameter "small.weight" = dense<1.0> : tensor<2x3xf32>
  %0 = compress.dense "small" %x, %w : tensor<1x3xf32>, tensor<2x3xf32>
  %v = compress.parameter "other.weight" = dense<1.0> : tensor<4x4xf32>
  %1 = compress.dense "other" %y, %v : tensor<1x4xf32>, tensor<4x4xf32>
  return %0, %1 : tensor<1x2xf32>, tensor<1x4xf32>
}

// -----

// Rows of a block stay within a group, columns run over the kernel.
// BLOCK-REMARK: "layer 'grouped' is not pruned: its 2 outputs of a group do not divide by 4"
// NM-REMARK: "layer 'grouped' is not pruned: its 1 input channels do not divide by 4"
func.func @grouped(%x: tensor<1x4x4x2xf32>, %y: tensor<1x4xf32>) -> (tensor<1x3x3x4xf32>, tensor<1x4xf32>) {
  %w = compress.parameter "grouped.weight" = dense<1.0> : tensor<4x2x2x1xf32>
  %0 = compress.conv2d "grouped" %x, %w {groups = 2 : i64} : tensor<1x4x4x2xf32>, tensor<4x2x2x1xf32>
  %v = compress.parameter "other.weight" = dense<1.0> : tensor<4x4xf32>
  %1 = compress.dense "other" %y, %v : tensor<1x4xf32>, tensor<4x4xf32>
  return %0, %1 : tensor<1x3x3x4xf32>, tensor<1x4xf32>
}
