// RUN: compress-opt %s | compress-opt | FileCheck %s
// RUN: compress-opt %s --emit-bytecode | compress-opt | FileCheck %s

// Defaults are not printed; numbers keep their digits.

module attributes {
  // CHECK: a0 = #compress.partial_cross_entropy_loss,
  a.a0 = #compress.partial_cross_entropy_loss<label_smoothing = 0>,
  // CHECK: a1 = #compress.kl_teaching,
  a.a1 = #compress.kl_teaching<temperature = 2>,
  // CHECK: a2 = #compress.kl_teaching<temperature = 4.5>
  a.a2 = #compress.kl_teaching<temperature = 4.5>,
  // CHECK: a3 = #compress.mse_teaching
  a.a3 = #compress.mse_teaching,
  // CHECK: a4 = #compress.cosine_teaching
  a.a4 = #compress.cosine_teaching,
  // CHECK: a5 = #compress.hint_teaching
  a.a5 = #compress.hint_teaching,
  // CHECK: a6 = #compress.attention_teaching
  a.a6 = #compress.attention_teaching,
  // CHECK: b0 = #compress.distillation<student = "main", hard = 0.3, answers = 1, terms = [#compress.distillation_term<loss = #compress.kl_teaching, weight = 0.7, student = 0, teacher = 1>]>
  a.b0 = #compress.distillation<student = "main", hard = 0.3, answers = 1, labels = true, terms = [#compress.distillation_term<loss = #compress.kl_teaching, weight = 0.7, student = 0, teacher = 1>]>,
  // CHECK: b1 = #compress.distillation<student = "main", hard = 0, answers = 1, labels = false, cached = true, terms = []>
  a.b1 = #compress.distillation<student = "main", hard = 0, answers = 1, labels = false, cached = true, terms = []>
} {}
