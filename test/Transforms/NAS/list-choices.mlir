// RUN: compress-opt %S/Inputs/tiny.mlir --compress-expand-supernet="rule={conv-space<widths = [4, 8]>}" --compress-list-choices -o /dev/null | FileCheck %s
// RUN: compress-opt %S/Inputs/tiny.mlir --compress-expand-supernet="rule={conv-space<widths = [4, 8]>}" --compress-list-choices=format=json -o %t | FileCheck %s --check-prefix=JSON

// conv1: 64 positions, 25 products, 8 filters; conv2: 16 of 72, 8 filters; batch norm 128; dense 96.
// CHECK: choices of @main
// CHECK-NEXT: conv1  4 alternatives: 5x5-8 5x5-4 3x3-8 3x3-4; now 5x5-8
// CHECK-NEXT: conv2  3 alternatives: 3x3-8 3x3-4 skip; now 3x3-8
// CHECK-NEXT: 12 networks
// CHECK-NEXT: largest  22240 MACs, 899 parameters: conv1=5x5-8,conv2=3x3-8
// CHECK-NEXT: smallest  2416 MACs, 99 parameters: conv1=3x3-4,conv2=skip
// CHECK-NEXT: now  22240 MACs, 899 parameters: conv1=5x5-8,conv2=3x3-8

// JSON: "choices": [
// JSON: "alternatives": [
// JSON-NEXT: "5x5-8",
// JSON: "name": "conv1",
// JSON-NEXT: "selected": "5x5-8"
// JSON: "largest": {
// JSON-NEXT: "architecture": "conv1=5x5-8,conv2=3x3-8",
// JSON-NEXT: "macs": 22240,
// JSON-NEXT: "parameters": 899
// JSON: "networks": 12,
