// RUN: compress-opt %s | compress-opt | FileCheck %s
// RUN: compress-opt %s --convert-compress-to-tosa | FileCheck %s --check-prefix=TOSA

// CHECK-LABEL: func @roles
// CHECK-SAME: compress.role = #compress.role<parameter>
// CHECK-SAME: compress.role = #compress.role<statistic>
// CHECK-SAME: compress.role = #compress.role<slot>
// CHECK-SAME: compress.role = #compress.role<mask>
// CHECK-SAME: compress.role = #compress.role<learning_rate>
// CHECK-SAME: compress.role = #compress.role<loss>
func.func @roles(%a: tensor<1xf32> {compress.role = #compress.role<parameter>},
    %b: tensor<1xf32> {compress.role = #compress.role<statistic>},
    %c: tensor<1xf32> {compress.role = #compress.role<slot>},
    %d: tensor<1xi1> {compress.role = #compress.role<mask>},
    %e: tensor<1xf32> {compress.role = #compress.role<learning_rate>})
    -> (tensor<1xf32> {compress.role = #compress.role<loss>}) {
  return %a : tensor<1xf32>
}

// Attributes with and without parameters, beside those of other families.
// CHECK: #compress.kaiming, #compress.kaiming<5.000000e-01 : f64>, #compress.xavier, #compress.zeros, #compress.minmax
func.func private @attributes() attributes {compress.list = [
  #compress.kaiming, #compress.kaiming<0.5>, #compress.xavier, #compress.zeros, #compress.minmax]}

// CHECK: %{{.*}}, %{{.*}} = compress.batch_statistics "bn" %{{.*}} : tensor<4x2x2x3xf32>
// TOSA-LABEL: func @statistics
// TOSA: %[[X:.*]] = tosa.reshape {{.*}} -> tensor<16x3xf32>
// TOSA: %[[SUM:.*]] = tosa.reduce_sum %[[X]] {axis = 0 : i32}
// TOSA: %[[MEAN:.*]] = tosa.mul %[[SUM]]
// TOSA: %[[CENTERED:.*]] = tosa.sub %[[X]], %[[MEAN]]
// TOSA: %[[SQUARE:.*]] = tosa.mul %[[CENTERED]], %[[CENTERED]]
// TOSA: tosa.reduce_sum %[[SQUARE]] {axis = 0 : i32}
func.func @statistics(%x: tensor<4x2x2x3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
  %m, %v = compress.batch_statistics "bn" %x : tensor<4x2x2x3xf32>
  return %m, %v : tensor<3xf32>, tensor<3xf32>
}
