// RUN: compress-opt %s --split-input-file --verify-diagnostics

// expected-error @+1 {{expected label_smoothing from 0 to 1, got 2.0}}
module attributes {a.a = #compress.cross_entropy_loss<label_smoothing = 2>} {}

// -----

// expected-error @+1 {{expected momentum of 0}}
module attributes {a.a = #compress.sgd<momentum = -1>} {}

// -----

// expected-error @+1 {{nesterov needs momentum and no dampening}}
module attributes {a.a = #compress.sgd<nesterov = true>} {}

// -----

// expected-error @+2 {{expected true or false, got 'yes'}}
// expected-error @+1 {{failed to parse Compress_SGDAttr parameter 'nesterov'}}
module attributes {a.a = #compress.sgd<momentum = 0.9, nesterov = yes>} {}

// -----

// expected-error @+1 {{expected beta2 in [}}
module attributes {a.a = #compress.adam<beta2 = 1.0>} {}

// -----

// expected-error @+1 {{expected a positive limit, got 0.0}}
module attributes {a.a = #compress.clip_value<limit = 0>} {}

// -----

// expected-error @+1 {{expected epochs of 1 or more, got 0}}
module attributes {a.a = #compress.step_rate<epochs = 0>} {}

// -----

// expected-error @+1 {{expected gamma in (0, 1], got 1.5}}
module attributes {a.a = #compress.exponential_rate<gamma = 1.5>} {}

// -----

// expected-error @+1 {{expected minimum of 0 or more, got -1.0}}
module attributes {a.a = #compress.cosine_rate<minimum = -1.0>} {}

// -----

// expected-error @+1 {{expected start from 0 to 1, got 2.0}}
module attributes {a.a = #compress.warm_up_rate<start = 2.0>} {}

// -----

// expected-error @+1 {{expected rest to be a learning rate, got #compress.adam}}
module attributes {a.a = #compress.warm_up_rate<rest = #compress.adam>} {}

// -----

// expected-error @+1 {{expected threshold in [0, 1), got 1.0}}
module attributes {a.a = #compress.reduce_on_plateau<threshold = 1.0>} {}

// -----

// expected-error @+1 {{expected a positive power, got 0.0}}
module attributes {a.a = #compress.agp_sparsity<power = 0>} {}
