// RUN: compress-opt %s | compress-opt | FileCheck %s
// RUN: compress-opt %s --emit-bytecode | compress-opt | FileCheck %s

// Defaults are not printed; numbers keep their digits.

module attributes {
  // CHECK: a0 = #compress.cross_entropy_loss,
  a.a0 = #compress.cross_entropy_loss<label_smoothing = 0>,
  // CHECK: a1 = #compress.cross_entropy_loss<label_smoothing = 0.1>
  a.a1 = #compress.cross_entropy_loss<label_smoothing = 0.1>,
  // CHECK: a2 = #compress.mse_loss
  a.a2 = #compress.mse_loss,
  // CHECK: b0 = #compress.sgd,
  a.b0 = #compress.sgd,
  // CHECK: b1 = #compress.sgd<momentum = 0.9, weight_decay = 0.00050000000000000012, nesterov = true>
  a.b1 = #compress.sgd<nesterov = true, momentum = 0.9, weight_decay = 0.00050000000000000012>,
  // CHECK: b2 = #compress.adam<beta1 = 0.8, epsilon = 1.0e-05>
  a.b2 = #compress.adam<beta1 = 0.8, beta2 = 0.999, epsilon = 1.0e-5>,
  // CHECK: b3 = #compress.adamw<weight_decay = 0>
  a.b3 = #compress.adamw<weight_decay = 0.0>,
  // CHECK: c0 = #compress.clip_value<limit = 0.5>
  a.c0 = #compress.clip_value<limit = 0.5>,
  // CHECK: c1 = #compress.clip_norm,
  a.c1 = #compress.clip_norm<limit = 1>,
  // CHECK: c2 = #compress.normalize
  a.c2 = #compress.normalize,
  // CHECK: d0 = #compress.constant_rate
  a.d0 = #compress.constant_rate,
  // CHECK: d1 = #compress.step_rate<epochs = 3>
  a.d1 = #compress.step_rate<epochs = 3, gamma = 0.1>,
  // CHECK: d2 = #compress.exponential_rate<gamma = 0.95>
  a.d2 = #compress.exponential_rate<gamma = 0.95>,
  // CHECK: d3 = #compress.cosine_rate<minimum = 0.001>
  a.d3 = #compress.cosine_rate<minimum = 1.0e-3>,
  // CHECK: d4 = #compress.warm_up_rate<steps = 10, rest = #compress.cosine_rate>
  a.d4 = #compress.warm_up_rate<steps = 10, start = 0.0, rest = #compress.cosine_rate>,
  // CHECK: d5 = #compress.reduce_on_plateau<patience = 2, cooldown = 1>
  a.d5 = #compress.reduce_on_plateau<patience = 2, cooldown = 1>,
  // CHECK: e0 = #compress.one_shot_sparsity
  a.e0 = #compress.one_shot_sparsity,
  // CHECK: e1 = #compress.linear_sparsity
  a.e1 = #compress.linear_sparsity,
  // CHECK: e2 = #compress.agp_sparsity<power = 2>
  a.e2 = #compress.agp_sparsity<power = 2>,
  // CHECK: e3 = #compress.exponential_sparsity
  a.e3 = #compress.exponential_sparsity
} {}
