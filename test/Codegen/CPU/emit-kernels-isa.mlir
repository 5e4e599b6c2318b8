// The instruction that each instruction set has for a product.
// RUN: compress-opt %s --compress-convert-to-kernels="isa=portable" --one-shot-bufferize="bufferize-function-boundaries" --compress-emit-kernels="isa=portable" | FileCheck %s --check-prefix=PORTABLE
// RUN: compress-opt %s --compress-convert-to-kernels="isa=avx2" --one-shot-bufferize="bufferize-function-boundaries" --compress-emit-kernels="isa=avx2" | FileCheck %s --check-prefix=AVX2
// RUN: compress-opt %s --compress-convert-to-kernels="isa=avx512" --one-shot-bufferize="bufferize-function-boundaries" --compress-emit-kernels="isa=avx512" | FileCheck %s --check-prefix=AVX512
// RUN: compress-opt %s --compress-convert-to-kernels="isa=avx-vnni" --one-shot-bufferize="bufferize-function-boundaries" --compress-emit-kernels="isa=avx-vnni" | FileCheck %s --check-prefix=AVXVNNI
// RUN: compress-opt %s --compress-convert-to-kernels="isa=avx512-vnni" --one-shot-bufferize="bufferize-function-boundaries" --compress-emit-kernels="isa=avx512-vnni" | FileCheck %s --check-prefix=AVX512VNNI

// PORTABLE-LABEL: func @bytes
// PORTABLE-NOT: llvm.call_intrinsic
// PORTABLE: arith.muli %{{.*}} : vector<4xi32>
// PORTABLE: func @words
// PORTABLE-NOT: llvm.call_intrinsic
// AVX2-LABEL: func @bytes
// AVX2: "llvm.x86.avx2.pmadd.wd"
// AVX2-LABEL: func @words
// AVX2: "llvm.x86.avx2.pmadd.wd"
// AVX512-LABEL: func @bytes
// AVX512: "llvm.x86.avx512.pmaddw.d.512"
// AVX512-LABEL: func @words
// AVX512: "llvm.x86.avx512.pmaddw.d.512"
// AVXVNNI-LABEL: func @bytes
// AVXVNNI: "llvm.x86.avx512.vpdpbusd.256"
// AVXVNNI-LABEL: func @words
// AVXVNNI: "llvm.x86.avx512.vpdpwssd.256"
// AVX512VNNI-LABEL: func @bytes
// AVX512VNNI: "llvm.x86.avx512.vpdpbusd.512"
// AVX512VNNI-LABEL: func @words
// AVX512VNNI: "llvm.x86.avx512.vpdpwssd.512"
func.func @bytes(%x: tensor<3x9xi8>) -> tensor<3x20xi32> {
  %w = compress.parameter "bytes.weight" = dense<2> : tensor<20x9xi8>
  %y = compress.dense "bytes" %x, %w : tensor<3x9xi8>, tensor<20x9xi8>
  return %y : tensor<3x20xi32>
}
func.func @words(%x: tensor<3x9xi8>) -> tensor<3x20xi32> {
  %w = compress.parameter "words.weight" = dense<100> : tensor<20x9xi8>
  %y = compress.dense "words" %x, %w {weight_zp = -100 : i32} : tensor<3x9xi8>, tensor<20x9xi8>
  return %y : tensor<3x20xi32>
}
