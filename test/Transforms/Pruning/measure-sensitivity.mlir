// Worked out by hand: x = [1, 1], y = a x = [9, 4.5], z = b y = [9, 6.75]. Without
// the two smallest entries of a, z is [8, 6]: 10 log10 (126.5625 / 1.5625) = 19.1
// dB; without three [8, 0]: 4.3 dB. The zeros of b change nothing; without the 1
// as well z is [0, 6.75], 1.9 dB, and another entry is the largest.

// REQUIRES: numpy
// RUN: %python %S/../../Tools/Inputs/npy.py write %t.x.npy "<f4" 3,2 1
// RUN: %python %S/../../Tools/Inputs/npy.py write %t.labels.npy "<i8" 3 0 0 1
// RUN: compress-opt %s -o %t.before.mlir
// RUN: compress-opt %s --compress-measure-sensitivity="data=%t.x.npy labels=%t.labels.npy sparsities=0.5,0.75 file=%t.json" \
// RUN:   --remark-policy=all --remarks-filter=compress-measure-sensitivity -o %t.after.mlir 2>&1 | FileCheck %s
// RUN: diff %t.before.mlir %t.after.mlir
// RUN: FileCheck %s --check-prefix=JSON --input-file=%t.json
// RUN: %python -m json.tool %t.json -

// CHECK: remark: [Analysis] sensitivity | Category:compress-measure-sensitivity | Remark="parameter 'a.weight': sparsity 0.5 gives 19.1 dB, same answer in 100.0 %, accuracy 66.67 %"
// CHECK: "parameter 'a.weight': sparsity 0.75 gives 4.3 dB, same answer in 100.0 %, accuracy 66.67 %"
// CHECK: "parameter 'b.weight': sparsity 0.5 changes nothing, accuracy 66.67 %"
// CHECK: "parameter 'b.weight': sparsity 0.75 gives 1.9 dB, same answer in 0.0 %, accuracy 33.33 %"

// JSON: "accuracy": 0.66666
// JSON: "criterion": "l1-norm"
// JSON: "format": "compress-sensitivity"
// JSON: "pattern": "unstructured"
// JSON: "samples": 3
// JSON: "entries": 4
// JSON: "groups": 4
// JSON: "layers": [
// JSON-NEXT: "a"
// JSON: "name": "a.weight"
// JSON: "kept": 2
// JSON: "sparsity": 0.5
// JSON: "sqnr_db": 19.08{{[0-9]+}}
// JSON: "kept": 1
// JSON: "name": "b.weight"
// JSON: "sqnr_db": null

// Filters, by activations; a layer that is not selected stays out.
// RUN: compress-opt %s --compress-measure-sensitivity="data=%t.x.npy criterion=mean-activation pattern=filter sparsities=0.5 include=b num-samples=2" \
// RUN:   --remark-policy=all --remarks-filter=compress-measure-sensitivity -o /dev/null 2>&1 | FileCheck %s --check-prefix=FILTER
// FILTER-NOT: a.weight
// FILTER: "parameter 'b.weight': sparsity 0.5 gives 4.4 dB, same answer in 100.0 %"
// FILTER-NOT: accuracy
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %a = compress.parameter "a.weight" = dense<[[8.0, 1.0], [0.5, 4.0]]> : tensor<2x2xf32>
  %y = compress.dense "a" %x, %a : tensor<1x2xf32>, tensor<2x2xf32>
  %b = compress.parameter "b.weight" = dense<[[1.0, 0.0], [0.0, 1.5]]> : tensor<2x2xf32>
  %z = compress.dense "b" %y, %b : tensor<1x2xf32>, tensor<2x2xf32>
  return %z : tensor<1x2xf32>
}
