// RUN: compress-opt %s --split-input-file --verify-diagnostics

// expected-error @+1 {{expected kernels of 1 or more, got 0}}
module attributes {a.a = #compress.conv_space<kernels = [0]>} {}

// -----

// expected-error @+1 {{expected widths from 1 to 8, eighths of the stage's own, got 9}}
module attributes {a.a = #compress.conv_space<widths = [9]>} {}

// -----

// expected-error @+1 {{unknown activation 'swish'; there are: relu, relu6, tanh, sigmoid, none}}
module attributes {a.a = #compress.conv_space<activations = [swish]>} {}

// -----

// expected-error @+1 {{expected kernels, widths, skip or activations, got 'depth'}}
module attributes {a.a = #compress.conv_space<depth = [1]>} {}

// -----

// expected-error @+1 {{expected random from 0 to 16, got 17}}
module attributes {a.a = #compress.sandwich_paths<random = 17>} {}

// -----

// expected-error @+1 {{expected a loss, got 3}}
module attributes {a.a = #compress.repeated_loss<loss = 3, count = 2>} {}

// -----

// expected-error @+1 {{expected count of 1 or more, got 0}}
module attributes {a.a = #compress.repeated_loss<loss = #compress.mse_loss, count = 0>} {}

// -----

// expected-error @+1 {{expected 1 <= sample <= population, got 5 and 4}}
module attributes {a.a = #compress.regularized_evolution<population = 4, sample = 5>} {}

// -----

// expected-error @+1 {{expected a positive rate up to 1000, got 0.000000}}
module attributes {a.a = #compress.policy_rl<rate = 0.0>} {}

// -----

// expected-error @+1 {{expected decay in [0, 1), got 1.000000}}
module attributes {a.a = #compress.policy_rl<decay = 1.0>} {}
