// Our pass after compress's, on the tiny models: on TOSA and on layers.

// RUN: example-opt %compress_models/tiny_conv.tosa.mlir -o /dev/null \
// RUN:   --pass-pipeline="builtin.module(compress-prune{sparsity=0.5}, func.func(example-report-sparsity))" 2>&1 | FileCheck %s --check-prefix=CONV
// RUN: example-opt %compress_models/tiny_mlp.tosa.mlir -o /dev/null \
// RUN:   --pass-pipeline="builtin.module(func.func(convert-tosa-to-compress), compress-prune{sparsity=0.5 exclude=dense_1}, compress-apply-masks, func.func(example-report-sparsity))" 2>&1 | FileCheck %s --check-prefix=MLP
// RUN: mlir-opt %compress_models/tiny_conv.tosa.mlir --load-dialect-plugin=%compress_plugin --load-pass-plugin=%compress_plugin \
// RUN:   --pass-pipeline="builtin.module(compress-prune{sparsity=0.5})" | FileCheck %s --check-prefix=PLUGIN

// CONV: remark: conv2d_0: 9 of 18 weights are zero
// MLP: remark: dense_0: 6 of 12 weights are zero
// MLP: remark: dense_1: 0 of 6 weights are zero
// PLUGIN: compress.mask
