// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: split-file %s src

// RUN: not compress-opt src/module.mlir --compress-report 2>&1 | FileCheck %s --check-prefix=NO-FILE
// NO-FILE: error: compress-report writes a file; give file=
// RUN: not compress-opt src/module.mlir --compress-report=file=no/such/folder/r.json 2>&1 | FileCheck %s --check-prefix=FOLDER
// FOLDER: module.mlir:1:1: error: cannot write 'no/such/folder/r.json': {{[Nn]}}o such file or directory
// RUN: not compress-opt src/module.mlir --compress-report=file=src 2>&1 | FileCheck %s --check-prefix=DIRECTORY
// DIRECTORY: error: cannot write 'src': {{[Ii]}}s a directory
// RUN: not compress-opt src/module.mlir --compress-report=file=/dev/full 2>&1 | FileCheck %s --check-prefix=FULL
// FULL: error: cannot write '/dev/full': {{[Nn]}}o space left on device

// RUN: not compress-opt src/module.mlir --compress-report="file=r.json before=missing.json" 2>&1 | FileCheck %s --check-prefix=MISSING
// MISSING: error: cannot read the earlier report 'missing.json': {{[Nn]}}o such file or directory
// RUN: not compress-opt src/module.mlir --compress-report="file=r.json before=src/module.mlir" 2>&1 | FileCheck %s --check-prefix=NOT-JSON
// NOT-JSON: error: cannot read the earlier report 'src/module.mlir': it is not JSON: [1:1, byte=1]: Invalid JSON value
// RUN: not compress-opt src/module.mlir --compress-report="file=r.json before=src/array.json" 2>&1 | FileCheck %s --check-prefix=ARRAY
// ARRAY: error: cannot read the earlier report 'src/array.json': compress-report did not write it
// RUN: not compress-opt src/module.mlir --compress-report="file=r.json before=src/other.json" 2>&1 | FileCheck %s --check-prefix=OTHER
// OTHER: error: cannot read the earlier report 'src/other.json': compress-report did not write it
// RUN: not compress-opt src/module.mlir --compress-report="file=r.json before=src/version.json" 2>&1 | FileCheck %s --check-prefix=VERSION
// VERSION: error: cannot read the earlier report 'src/version.json': expected version 1; write it again with this compress-report
// RUN: not compress-opt src/module.mlir --compress-report="file=r.json before=src/totals.json" 2>&1 | FileCheck %s --check-prefix=PARTS
// RUN: not compress-opt src/module.mlir --compress-report="file=r.json before=src/entry.json" 2>&1 | FileCheck %s --check-prefix=PARTS
// RUN: not compress-opt src/module.mlir --compress-report="file=r.json before=src/name.json" 2>&1 | FileCheck %s --check-prefix=PARTS
// PARTS: error: cannot read the earlier report 'src/{{.*}}.json': layers, names or totals are missing

// After an error the file is what it was.
// RUN: echo old > old.json
// RUN: not compress-opt src/module.mlir --compress-report="file=old.json before=missing.json" 2>&1
// RUN: FileCheck %s --check-prefix=OLD --input-file=old.json
// OLD: old
// RUN: ls -a | FileCheck %s --check-prefix=FILES
// FILES-NOT: r.json
// FILES-NOT: tmp

// Figures of the wrong kind are unknown.
// RUN: compress-opt src/module.mlir --compress-report="file=r.json before=src/figures.json" -o /dev/null
// RUN: %python %S/Inputs/report.py r.json | FileCheck %s --check-prefix=FIGURES
// FIGURES: layer fc
// FIGURES-NEXT: parameters 2
// FIGURES-NEXT: before parameters - nonzeros - bytes 1
// FIGURES-NEXT: delta parameters - nonzeros - bytes 7

//--- module.mlir
module {
  func.func @main(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
    %w = compress.parameter "fc.weight" = dense<1.0> : tensor<1x2xf32>
    %0 = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<1x2xf32>
    return %0 : tensor<1x1xf32>
  }
}

//--- array.json
[1, 2]

//--- other.json
{"format": "compress-profile", "version": 1}

//--- version.json
{"format": "compress-report", "version": 2}

//--- totals.json
{"format": "compress-report", "version": 1, "functions": []}

//--- entry.json
{"format": "compress-report", "version": 1, "functions": [{"layers": []}], "totals": {}}

//--- name.json
{"format": "compress-report", "version": 1, "functions": [{"entry": "main", "layers": [{}]}], "totals": {}}

//--- figures.json
{"format": "compress-report", "version": 1,
 "functions": [{"entry": "main", "layers": [{"name": "fc", "parameters": "two", "nonzeros": 1.5, "bytes": 1}]}], "totals": {}}
