// The file says that a bears more than b. Weights: 8, of which 6, 4, 3, 2 can be
// left. b is read by three rows, so that its multiplications count three times:
// 16, 14, 8, 7. Bytes with a bit for each weight: 32, 25, 18.

// RUN: rm -rf %t && split-file %s %t
// DEFINE: %{max} =
// DEFINE: %{allocate} = compress-opt %t/model.mlir --compress-allocate-sparsity="sensitivity=%t/s.json %{max}" --remark-policy=all --remarks-filter=compress-allocate-sparsity -o %t/out.mlir
// REDEFINE: %{max} = max-params=1
// RUN: %{allocate} 2>&1 | FileCheck %s --check-prefix=NONE --allow-empty
// REDEFINE: %{max} = max-params=0.75
// RUN: %{allocate} 2>&1 | FileCheck %s --check-prefix=ONE
// REDEFINE: %{max} = max-params=0.5
// RUN: %{allocate} 2>&1 | FileCheck %s --check-prefix=BOTH
// RUN: FileCheck %s --check-prefix=MASKS --input-file=%t/out.mlir
// REDEFINE: %{max} = max-params=0.4
// RUN: %{allocate} 2>&1 | FileCheck %s --check-prefix=MORE
// REDEFINE: %{max} = max-flops=0.875
// RUN: %{allocate} 2>&1 | FileCheck %s --check-prefix=ONE
// REDEFINE: %{max} = max-flops=0.8
// RUN: %{allocate} 2>&1 | FileCheck %s --check-prefix=BOTH
// REDEFINE: %{max} = max-bytes=0.8
// RUN: %{allocate} 2>&1 | FileCheck %s --check-prefix=ONE
// REDEFINE: %{max} = max-bytes=0.6
// RUN: %{allocate} 2>&1 | FileCheck %s --check-prefix=BOTH

// NONE-NOT: parameter
// ONE: remark: [Passed] allocated | Category:compress-allocate-sparsity | Remark="parameter 'a.weight': sparsity 0.5, pruned 2 of 4 weights, 2 kept"
// ONE-NOT: parameter
// BOTH: "parameter 'a.weight': sparsity 0.5, pruned 2 of 4 weights, 2 kept"
// BOTH: "parameter 'b.weight': sparsity 0.5, pruned 2 of 4 weights, 2 kept"
// MORE: "parameter 'a.weight': sparsity 0.75, pruned 3 of 4 weights, 1 kept"
// MORE: "parameter 'b.weight': sparsity 0.5, pruned 2 of 4 weights, 2 kept"
// MASKS: values = dense<{{\[\[}}true, false], [false, true]]>
// MASKS: values = dense<{{\[\[}}false, true], [false, true]]>

//--- model.mlir
func.func @main(%x: tensor<1x2xf32>, %y: tensor<3x2xf32>) -> (tensor<1x2xf32>, tensor<3x2xf32>) {
  %a = compress.parameter "a.weight" = dense<[[8.0, 1.0], [0.5, 4.0]]> : tensor<2x2xf32>
  %0 = compress.dense "a" %x, %a : tensor<1x2xf32>, tensor<2x2xf32>
  %b = compress.parameter "b.weight" = dense<[[1.0, 2.0], [0.25, 3.0]]> : tensor<2x2xf32>
  %1 = compress.dense "b" %y, %b : tensor<3x2xf32>, tensor<2x2xf32>
  return %0, %1 : tensor<1x2xf32>, tensor<3x2xf32>
}

//--- s.json
{"format": "compress-sensitivity", "version": 1, "criterion": "l1-norm", "pattern": "unstructured",
 "weights": [
  {"name": "a.weight", "points": [{"sparsity": 0.5, "kept": 2, "sqnr_db": 20.0}, {"sparsity": 0.75, "kept": 1, "sqnr_db": 10.0}]},
  {"name": "b.weight", "points": [{"sparsity": 0.5, "kept": 2, "sqnr_db": 10.0}, {"sparsity": 0.75, "kept": 1, "sqnr_db": 3.0}]}]}
