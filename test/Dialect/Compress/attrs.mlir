// RUN: compress-opt %s --verify-roundtrip | FileCheck %s

// Every attribute; defaults are not printed.
// CHECK: module attributes
// CHECK-SAME: a.layout = #compress.layout<shape = [1, 320, 50], view = [20, 4, 4, 50], permutation = [3, 1, 2, 0]>
// CHECK-SAME: b.criteria = [#compress.magnitude, #compress.l1_norm]
// CHECK-SAME: c.observers = [#compress.minmax, #compress.percentile, #compress.percentile<9.990000e+01>, #compress.percentile<9.990000e+01, 512>, #compress.percentile<99.989999999999994, 512>, #compress.percentile<99.123456789012337>, #compress.percentile<9.900000e+01>]
module attributes {
  a.layout = #compress.layout<shape = [1, 320, 50], view = [20, 4, 4, 50], permutation = [3, 1, 2, 0]>,
  b.criteria = [#compress.magnitude, #compress.l1_norm],
  c.observers = [#compress.minmax, #compress.percentile<99.99, 2048>, #compress.percentile<99.9>, #compress.percentile<99.9, 512>, #compress.percentile<99.99, 512>, #compress.percentile<99.12345678901234>, #compress.percentile<99>]
} {}
