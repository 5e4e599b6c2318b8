// Both entry points of the plugin, in the stock mlir-opt.

// The dialect alone reads our operations, and attaches our interfaces.
// RUN: mlir-opt %s --load-dialect-plugin=%compress_plugin | FileCheck %s --check-prefix=DIALECT
// DIALECT: compress.parameter "fc.weight"

// With the passes, the same text comes out as from compress-opt; the pipelines
// name every dialect they make operations of.
// RUN: mlir-opt %s --load-dialect-plugin=%compress_plugin --load-pass-plugin=%compress_plugin \
// RUN:   --pass-pipeline='builtin.module(compress-prune{sparsity=0.5}, compress-verify{contract=compressed})' > %t.plugin
// RUN: compress-opt %s --pass-pipeline='builtin.module(compress-prune{sparsity=0.5}, compress-verify{contract=compressed})' > %t.own
// RUN: diff %t.own %t.plugin
// RUN: FileCheck %s --check-prefix=PRUNED --input-file=%t.plugin
// PRUNED: compress.mask

// RUN: mlir-opt %models/lenet_fmnist.tosa.mlir --load-dialect-plugin=%compress_plugin --load-pass-plugin=%compress_plugin \
// RUN:   --pass-pipeline='builtin.module(compress-prune{sparsity=0.5 scope=global}, compress-apply-masks)' > %t.plugin
// RUN: compress-opt %models/lenet_fmnist.tosa.mlir \
// RUN:   --pass-pipeline='builtin.module(compress-prune{sparsity=0.5 scope=global}, compress-apply-masks)' > %t.own
// RUN: diff %t.own %t.plugin

func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "fc.weight" = dense<[[1.0, 0.5], [-0.25, -2.0]]> : tensor<2x2xf32>
  %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  return %y : tensor<1x2xf32>
}
