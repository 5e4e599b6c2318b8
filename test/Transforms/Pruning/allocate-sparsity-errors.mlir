// RUN: rm -rf %t && split-file %s %t
// DEFINE: %{options} =
// DEFINE: %{allocate} = compress-opt %t/model.mlir --compress-allocate-sparsity="%{options}"

// RUN: not %{allocate} 2>&1 | FileCheck %s --check-prefix=FILE
// FILE: error: expected sensitivity=, a file that compress-measure-sensitivity has written
// REDEFINE: %{options} = sensitivity=%t/s.json
// RUN: not %{allocate} 2>&1 | FileCheck %s --check-prefix=BUDGET
// REDEFINE: %{options} = sensitivity=%t/s.json max-params=0.5 max-bytes=0.5
// RUN: not %{allocate} 2>&1 | FileCheck %s --check-prefix=BUDGET
// BUDGET: error: expected one of max-params=, max-flops=, max-bytes= and max-latency=
// REDEFINE: %{options} = sensitivity=%t/s.json max-params=500
// RUN: not %{allocate} 2>&1 | FileCheck %s --check-prefix=RANGE
// RANGE: error: expected a budget between 0 and 1, a fraction, got 500.0
// REDEFINE: %{options} = sensitivity=%t/nowhere.json max-params=0.5
// RUN: not %{allocate} 2>&1 | FileCheck %s --check-prefix=NOWHERE
// NOWHERE: error: cannot read sensitivities from '{{.*}}nowhere.json': {{[Nn]}}o such file
// REDEFINE: %{options} = sensitivity=%t/model.mlir max-params=0.5
// RUN: not %{allocate} 2>&1 | FileCheck %s --check-prefix=JSON
// JSON: error: cannot read sensitivities from '{{.*}}model.mlir': it is not JSON:
// REDEFINE: %{options} = sensitivity=%t/other.json max-params=0.5
// RUN: not %{allocate} 2>&1 | FileCheck %s --check-prefix=OTHER
// OTHER: error: cannot read sensitivities from '{{.*}}other.json': compress-measure-sensitivity did not write it
// REDEFINE: %{options} = sensitivity=%t/broken.json max-params=0.5
// RUN: not %{allocate} 2>&1 | FileCheck %s --check-prefix=OTHER2
// OTHER2: error: cannot read sensitivities from '{{.*}}broken.json': compress-measure-sensitivity did not write it
// REDEFINE: %{options} = sensitivity=%t/s.json max-params=0.2
// RUN: not %{allocate} 2>&1 | FileCheck %s --check-prefix=REACH
// REACH: error: the sparsities in '{{.*}}s.json' do not reach this budget; measure higher ones
// REDEFINE: %{options} = sensitivity=%t/s.json max-latency=0.001
// RUN: not %{allocate} 2>&1 | FileCheck %s --check-prefix=LATENCY
// LATENCY: error: the sparsities in '{{.*}}s.json' do not reach this budget on this machine: at best {{[0-9.]+}} % of the time is left; allow more, or measure higher ones
// REDEFINE: %{options} = sensitivity=%t/names.json max-params=0.9
// RUN: not %{allocate} 2>&1 | FileCheck %s --check-prefix=NAMES
// NAMES: error: parameter 'b.weight' of '{{.*}}names.json' is not one that can be pruned in function 'main'
// REDEFINE: %{options} = sensitivity=%t/wanda.json max-params=0.9
// RUN: not %{allocate} 2>&1 | FileCheck %s --check-prefix=WANDA
// WANDA: error: criterion 'wanda' needs activations; give data=, a file of samples
// REDEFINE: %{options} = sensitivity=%t/scale.json max-params=0.9
// RUN: not %{allocate} 2>&1 | FileCheck %s --check-prefix=SCALE
// SCALE: error: nothing can be allocated: layer 'a' is not pruned: no batch norm comes straight after it
// RUN: not compress-opt %t/dynamic.mlir --compress-allocate-sparsity="sensitivity=%t/s.json max-flops=0.9" 2>&1 | FileCheck %s --check-prefix=MACS
// MACS: error: 'compress.dense' op "a" has an unknown number of multiplications; choose max-params= or max-bytes= for parameter 'a.weight'
// RUN: not compress-opt %t/dynamic.mlir --compress-allocate-sparsity="sensitivity=%t/s.json max-latency=0.9" 2>&1 | FileCheck %s --check-prefix=STATIC
// STATIC: error: {{.*}}

//--- model.mlir
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %a = compress.parameter "a.weight" = dense<[[8.0, 1.0], [0.5, 4.0]]> : tensor<2x2xf32>
  %0 = compress.dense "a" %x, %a : tensor<1x2xf32>, tensor<2x2xf32>
  return %0 : tensor<1x2xf32>
}

//--- dynamic.mlir
func.func @main(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %a = compress.parameter "a.weight" = dense<[[8.0, 1.0], [0.5, 4.0]]> : tensor<2x2xf32>
  %0 = compress.dense "a" %x, %a : tensor<?x2xf32>, tensor<2x2xf32>
  return %0 : tensor<?x2xf32>
}

//--- s.json
{"format": "compress-sensitivity", "version": 1, "criterion": "l1-norm", "pattern": "unstructured",
 "weights": [{"name": "a.weight", "points": [{"sparsity": 0.5, "kept": 2, "sqnr_db": 20.0}]}]}
//--- names.json
{"format": "compress-sensitivity", "version": 1, "criterion": "l1-norm", "pattern": "unstructured",
 "weights": [{"name": "b.weight", "points": [{"sparsity": 0.5, "kept": 2, "sqnr_db": 20.0}]}]}
//--- wanda.json
{"format": "compress-sensitivity", "version": 1, "criterion": "wanda", "pattern": "unstructured",
 "weights": [{"name": "a.weight", "points": [{"sparsity": 0.5, "kept": 2, "sqnr_db": 20.0}]}]}
//--- scale.json
{"format": "compress-sensitivity", "version": 1, "criterion": "bn-scale", "pattern": "filter",
 "weights": [{"name": "a.weight", "points": [{"sparsity": 0.5, "kept": 2, "sqnr_db": 20.0}]}]}
//--- broken.json
{"format": "compress-sensitivity", "version": 1, "criterion": "l1-norm", "pattern": "unstructured",
 "weights": [{"name": "a.weight", "points": [{"sparsity": 1.5, "kept": 2, "sqnr_db": 20.0}]}]}
//--- other.json
{"format": "compress-report", "version": 1}
