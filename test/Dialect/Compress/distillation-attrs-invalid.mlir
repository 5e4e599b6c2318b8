// RUN: compress-opt %s --split-input-file --verify-diagnostics

// expected-error @+1 {{expected label_smoothing from 0 to 1, got 2.0}}
module attributes {a.a = #compress.partial_cross_entropy_loss<label_smoothing = 2>} {}

// -----

// expected-error @+1 {{expected a finite temperature above 0, got 0.0}}
module attributes {a.a = #compress.kl_teaching<temperature = 0>} {}

// -----

// expected-error @+1 {{expected a loss with DistillationLossAttrInterface}}
module attributes {a.a = #compress.distillation_term<loss = 1 : i32, student = 0, teacher = 1>} {}

// -----

// expected-error @+1 {{expected a finite weight of 0 or more, got -1.0}}
module attributes {a.a = #compress.distillation_term<loss = #compress.kl_teaching, weight = -1, student = 0, teacher = 1>} {}

// -----

// expected-error @+1 {{expected numbers of results}}
module attributes {a.a = #compress.distillation_term<loss = #compress.kl_teaching, student = -1, teacher = 1>} {}

// -----

// expected-error @+1 {{expected a finite weight of labels of 0 or more, got -1.0}}
module attributes {a.a = #compress.distillation<student = "main", hard = -1, answers = 1, terms = []>} {}

// -----

// expected-error @+1 {{expected the number of a result}}
module attributes {a.a = #compress.distillation<student = "main", hard = 1, answers = -1, terms = []>} {}

// -----

// expected-error @+1 {{expected terms to be distillation_term, got 1 : i32}}
module attributes {a.a = #compress.distillation<student = "main", hard = 1, answers = 1, terms = [1 : i32]>} {}
