// RUN: compress-opt %s --compress-to-gpu=chip=sm_80 -o %t.mlir
// RUN: compress-opt %t.mlir --compress-emit-ptx="ptx=%t.ptx weights=%t.weights launches=%t.json llvm=%t.ll" -o %t.again.mlir
// RUN: compress-opt %t.mlir -o %t.plain.mlir
// RUN: cmp %t.again.mlir %t.plain.mlir
// RUN: FileCheck %s --check-prefix=PTX < %t.ptx
// RUN: FileCheck %s --check-prefix=LAUNCHES < %t.json
// RUN: FileCheck %s --check-prefix=LLVM < %t.ll
// RUN: %python -c "import sys; d = open(sys.argv[1], 'rb').read(); print(len(d), d[:4].hex(), d[256:260].hex())" %t.weights | FileCheck %s --check-prefix=WEIGHTS

// In one step.
// RUN: compress-translate %s --emit=ptx --chip=sm_80 -o %t.one.ptx --weights=%t.one.weights --launches=%t.one.json
// RUN: cmp %t.ptx %t.one.ptx
// RUN: cmp %t.weights %t.one.weights
// RUN: cmp %t.json %t.one.json
// RUN: compress-translate %s --emit=ptx | FileCheck %s --check-prefix=STDOUT
// STDOUT: .target sm_90

// The stock tool does the same with the plugin.
// RUN: mlir-opt --load-dialect-plugin=%compress_plugin --load-pass-plugin=%compress_plugin \
// RUN:   --pass-pipeline='builtin.module(compress-to-gpu{chip=sm_80},compress-emit-ptx{ptx=%t.plugin.ptx})' %s -o %t.plugin.mlir
// RUN: cmp %t.ptx %t.plugin.ptx

// PTX: .version 8.0
// PTX-NEXT: .target sm_80
// PTX: .visible .entry main_0_matmul(
// PTX: ld.shared.v2
// PTX: fma.rn.f32

// LLVM: define ptx_kernel void @main_0_matmul(

// LAUNCHES: "chip": "sm_80",
// LAUNCHES: "arena_bytes": 0,
// LAUNCHES: "name": "image",
// LAUNCHES: "kernel": "main_0_matmul"
// LAUNCHES: "name": "logits",
// LAUNCHES: "weight_bytes": 16640,

// 64x64 numbers and a bias, each from a multiple of 256.
// WEIGHTS: 16640 0000003f 0000003f
func.func @main(%x: tensor<64x64xf32> {compress.name = "image"}) -> (tensor<64x64xf32> {compress.name = "logits"}) {
  %w = compress.parameter "fc.weight" = dense<0.5> : tensor<64x64xf32>
  %b = compress.parameter "fc.bias" = dense<[0.25, 0.5, 1.0, 2.0, 0.25, 0.5, 1.0, 2.0, 0.25, 0.5, 1.0, 2.0, 0.25, 0.5, 1.0, 2.0, 0.25, 0.5, 1.0, 2.0, 0.25, 0.5, 1.0, 2.0, 0.25, 0.5, 1.0, 2.0, 0.25, 0.5, 1.0, 2.0, 0.25, 0.5, 1.0, 2.0, 0.25, 0.5, 1.0, 2.0, 0.25, 0.5, 1.0, 2.0, 0.25, 0.5, 1.0, 2.0, 0.25, 0.5, 1.0, 2.0, 0.25, 0.5, 1.0, 2.0, 0.25, 0.5, 1.0, 2.0, 0.25, 0.5, 1.0, 2.0]> : tensor<64xf32>
  %y = compress.dense "fc" %x, %w bias %b : tensor<64x64xf32>, tensor<64x64xf32>, tensor<64xf32>
  return %y : tensor<64x64xf32>
}
