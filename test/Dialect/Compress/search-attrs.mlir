// RUN: compress-opt %s | compress-opt | FileCheck %s

// CHECK: darts = #compress.darts
// CHECK-SAME: evolution = #compress.regularized_evolution{{[,}]}}
// CHECK-SAME: evolution2 = #compress.regularized_evolution<population = 20, sample = 5>
// CHECK-SAME: fair = #compress.fair_paths
// CHECK-SAME: grid = #compress.grid_search
// CHECK-SAME: loss = #compress.repeated_loss<loss = #compress.cross_entropy_loss, count = 3>
// CHECK-SAME: loss2 = #compress.repeated_loss<loss = #compress.cross_entropy_loss, count = 3, distill = true>
// CHECK-SAME: policy = #compress.policy_rl<rate = 0.1>
// CHECK-SAME: random = #compress.random_search
// CHECK-SAME: sandwich = #compress.sandwich_paths<random = 2>
// CHECK-SAME: sandwich2 = #compress.sandwich_paths<distill = true>
// CHECK-SAME: space = #compress.conv_space{{[,}]}}
// CHECK-SAME: space2 = #compress.conv_space<kernels = [3, 5], widths = [4, 8], skip = false, activations = [relu, none]>
// CHECK-SAME: uniform = #compress.uniform_paths
module attributes {test.all = {
  space = #compress.conv_space, space2 = #compress.conv_space<activations = [relu, none], skip = false, widths = [4, 8], kernels = [3, 5]>,
  uniform = #compress.uniform_paths, fair = #compress.fair_paths, sandwich = #compress.sandwich_paths<random = 2>,
  sandwich2 = #compress.sandwich_paths<distill = true>,
  loss = #compress.repeated_loss<loss = #compress.cross_entropy_loss, count = 3>,
  loss2 = #compress.repeated_loss<loss = #compress.cross_entropy_loss, count = 3, distill = true>,
  random = #compress.random_search, grid = #compress.grid_search, evolution = #compress.regularized_evolution,
  evolution2 = #compress.regularized_evolution<population = 20, sample = 5>, policy = #compress.policy_rl<rate = 0.1>, darts = #compress.darts
}} {}
