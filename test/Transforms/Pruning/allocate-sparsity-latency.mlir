// A budget of measured time. Two layers take about half of it each, and a twelfth or
// less where 95 % of the weights are zero; b bears less than a.

// RUN: rm -rf %t && split-file %s %t
// DEFINE: %{options} =
// DEFINE: %{allocate} = compress-opt %t/model.mlir --compress-allocate-sparsity="%{options}" --remark-policy=all --remarks-filter=compress-allocate-sparsity -o %t/out.mlir
// REDEFINE: %{options} = sensitivity=%t/s.json max-latency=1
// RUN: %{allocate} 2>&1 | FileCheck %s --check-prefix=NONE --allow-empty
// REDEFINE: %{options} = sensitivity=%t/s.json max-latency=0.8
// RUN: %{allocate} 2>&1 | FileCheck %s --check-prefix=ONE
// REDEFINE: %{options} = sensitivity=%t/s.json max-latency=0.45
// RUN: %{allocate} 2>&1 | FileCheck %s --check-prefix=BOTH

// NONE-NOT: parameter
// ONE: remark: [Analysis] latency | Category:compress-allocate-sparsity | Remark="takes {{[5-7][0-9.]+}} % of its time, {{[5-7][0-9.]+}} % expected"
// ONE: "parameter 'a.weight': sparsity 0.95, pruned 62259 of 65536 weights, 3277 kept"
// ONE-NOT: parameter 'b.weight'
// BOTH: "takes {{([1-3].|4[0-5])[0-9.]+}} % of its time, {{([1-3].|4[0-5])[0-9.]+}} % expected"
// BOTH: "parameter 'a.weight'
// BOTH: "parameter 'b.weight'

// Filters that are masked take as long as others. What counts is the time after
// compress-shrink has removed them; a's are inputs of b too.

// REDEFINE: %{options} = sensitivity=%t/filters.json max-latency=0.75
// RUN: %{allocate} 2>&1 | FileCheck %s --check-prefix=FILTERS
// FILTERS: "takes {{[4-7][0-9.]+}} % of its time,
// FILTERS: "parameter 'a.weight': sparsity 0.5, pruned 32768 of 65536 weights, 32768 kept"

// Nothing of the copies is left behind.

// RUN: FileCheck %s --check-prefix=OUT --input-file=%t/out.mlir
// OUT: tensor<256x256xf32>
// OUT-COUNT-1: compress.mask
// OUT-NOT: compress.mask

//--- model.mlir
func.func @main(%x: tensor<128x256xf32>) -> tensor<128x256xf32> {
  %a = compress.parameter "a.weight" = dense<0.5> : tensor<256x256xf32>
  %0 = compress.dense "a" %x, %a : tensor<128x256xf32>, tensor<256x256xf32>
  %b = compress.parameter "b.weight" = dense<0.25> : tensor<256x256xf32>
  %1 = compress.dense "b" %0, %b : tensor<128x256xf32>, tensor<256x256xf32>
  return %1 : tensor<128x256xf32>
}

//--- s.json
{"format": "compress-sensitivity", "version": 1, "criterion": "random", "pattern": "unstructured",
 "weights": [
  {"name": "a.weight", "points": [{"sparsity": 0.95, "kept": 3277, "sqnr_db": 20.0}]},
  {"name": "b.weight", "points": [{"sparsity": 0.95, "kept": 3277, "sqnr_db": 1.0}]}]}
//--- filters.json
{"format": "compress-sensitivity", "version": 1, "criterion": "l1-norm", "pattern": "filter",
 "weights": [{"name": "a.weight", "points": [{"sparsity": 0.5, "kept": 32768, "sqnr_db": 20.0}]}]}
