// RUN: compress-opt %s --compress-use-batch-statistics | FileCheck %s

// A choice returns the new averages. An alternative that has a slice of the channels changes those; one without the batch norm changes none.
// CHECK: func.func @main(%{{.*}}, %[[M:[a-z0-9]+]]: tensor<4xf32> {{.*}}, %[[V:[a-z0-9]+]]: tensor<4xf32>
// CHECK-SAME: tensor<4xf32> {compress.name = "bn.mean", compress.role = #compress.role<statistic>}, tensor<4xf32> {compress.name = "bn.variance"
// CHECK: %[[Y:.*]]:3 = compress.choice "bn" {{.*}}(%{{.*}}, %[[M]], %[[V]]) {{.*}} -> (tensor<2x3x4xf32>, tensor<4xf32>, tensor<4xf32>)
// CHECK: ^bb0(%{{.*}}, %[[A:[a-z0-9]+]]: tensor<4xf32>, %{{.*}}: tensor<4xf32>):
// CHECK: compress.batch_statistics "bn" {{.*}} : tensor<2x3x2xf32>
// CHECK: compress.batch_norm
// CHECK: tosa.slice %[[A]]
// CHECK: tosa.concat {{.*}} -> tensor<4xf32>
// CHECK: compress.choice_yield %{{.*}}, %{{.*}}, %{{.*}} : tensor<2x3x4xf32>, tensor<4xf32>, tensor<4xf32>
// CHECK: ^bb0(%[[X:[a-z0-9]+]]: tensor<2x3x4xf32>, %[[P:[a-z0-9]+]]: tensor<4xf32>, %[[Q:[a-z0-9]+]]: tensor<4xf32>):
// CHECK-NEXT: compress.choice_yield %[[X]], %[[P]], %[[Q]]
// CHECK: return %[[Y]]#0, %[[Y]]#1, %[[Y]]#2
func.func @main(%x: tensor<2x3x4xf32>, %m: tensor<4xf32> {compress.name = "bn.mean", compress.role = #compress.role<statistic>},
                %v: tensor<4xf32> {compress.name = "bn.variance", compress.role = #compress.role<statistic>}, %d: tensor<i32>) -> tensor<2x3x4xf32> {
  %y = compress.choice "bn" %d of ["half", "skip"] (%x, %m, %v) : tensor<i32>, (tensor<2x3x4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<2x3x4xf32> {
  ^bb0(%a: tensor<2x3x4xf32>, %b: tensor<4xf32>, %c: tensor<4xf32>):
    %o3 = tosa.const_shape {values = dense<0> : tensor<3xindex>} : () -> !tosa.shape<3>
    %s3 = tosa.const_shape {values = dense<[2, 3, 2]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %o1 = tosa.const_shape {values = dense<1> : tensor<1xindex>} : () -> !tosa.shape<1>
    %s1 = tosa.const_shape {values = dense<2> : tensor<1xindex>} : () -> !tosa.shape<1>
    %p = tosa.slice %a, %o3, %s3 : (tensor<2x3x4xf32>, !tosa.shape<3>, !tosa.shape<3>) -> tensor<2x3x2xf32>
    %q = tosa.slice %b, %o1, %s1 : (tensor<4xf32>, !tosa.shape<1>, !tosa.shape<1>) -> tensor<2xf32>
    %r = tosa.slice %c, %o1, %s1 : (tensor<4xf32>, !tosa.shape<1>, !tosa.shape<1>) -> tensor<2xf32>
    %g = "tosa.const"() <{values = dense<1.0> : tensor<2xf32>}> : () -> tensor<2xf32>
    %n = compress.batch_norm "bn" %p scale %g offset %g mean %q variance %r {epsilon = 1.0e-5 : f32} : tensor<2x3x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
    %amounts = tosa.const_shape {values = dense<[0, 0, 0, 0, 0, 2]> : tensor<6xindex>} : () -> !tosa.shape<6>
    %zero = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
    %z = tosa.pad %n, %amounts, %zero : (tensor<2x3x2xf32>, !tosa.shape<6>, tensor<1xf32>) -> tensor<2x3x4xf32>
    compress.choice_yield %z : tensor<2x3x4xf32>
  }, {
  ^bb0(%a: tensor<2x3x4xf32>, %b: tensor<4xf32>, %c: tensor<4xf32>):
    compress.choice_yield %a : tensor<2x3x4xf32>
  }
  return %y : tensor<2x3x4xf32>
}
