// RUN: compress-opt %s --split-input-file --compress-vectorize-transposes="vector-bits=256 chunk-cycles=1000" --compress-vectorize-kernels="vector-bits=256 chunk-cycles=1000" --canonicalize --cse | FileCheck %s
// RUN: compress-opt %s --split-input-file --compress-vectorize-transposes="vector-bits=256" --compress-vectorize-kernels="vector-bits=256" | FileCheck %s --check-prefix=SERIAL

// SERIAL-NOT: scf.parallel

// An elementwise operation is one dimension, and cut at whole steps of its loop,
// four vectors of 8.
// CHECK-LABEL: func @add
// CHECK-DAG: %[[SIZE:.*]] = arith.constant 10000 : index
// CHECK: scf.parallel (%[[CHUNK:.*]]) = (%c0) to (%c6) step (%c1)
// CHECK: %[[LOWER:.*]] = arith.muli %[[CHUNK]], %[[STEP:.*]] :
// CHECK: %[[UPPER:.*]] = arith.addi %[[LOWER]], %[[STEP]] :
// CHECK: %[[END:.*]] = arith.minsi %[[UPPER]], %[[SIZE]]
// CHECK: scf.for
func.func @add(%x: memref<100x100xf32>, %y: memref<100x100xf32>, %z: memref<100x100xf32>) {
  linalg.add ins(%x, %y : memref<100x100xf32>, memref<100x100xf32>) outs(%z : memref<100x100xf32>)
  return
}

// -----

// Pooling is cut along its rows; the window is summed up by one thread.
// CHECK-LABEL: func @pool
// CHECK: scf.parallel
// CHECK: scf.for
// CHECK: scf.for %{{.*}} = %c0 to %c2 step %c1 iter_args
func.func @pool(%x: memref<1x64x64x32xf32>, %y: memref<1x32x32x32xf32>) {
  %window = memref.alloca() : memref<2x2xf32>
  linalg.pooling_nhwc_sum {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>}
    ins(%x, %window : memref<1x64x64x32xf32>, memref<2x2xf32>) outs(%y : memref<1x32x32x32xf32>)
  return
}

// -----

// Planes to pixels. The last step of the loop begins earlier, where 3,001 is no
// multiple of 8: the last two steps are one thread's.
// CHECK-LABEL: func @transpose
// CHECK: scf.parallel
// CHECK: scf.for
// CHECK: arith.minui
func.func @transpose(%x: memref<1x3x3001xf32>, %y: memref<1x3001x3xf32>) {
  linalg.transpose ins(%x : memref<1x3x3001xf32>) outs(%y : memref<1x3001x3xf32>) permutation = [0, 2, 1]
  return
}
