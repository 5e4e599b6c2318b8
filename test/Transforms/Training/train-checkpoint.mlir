// REQUIRES: numpy
// Checkpoints that cannot be used, trainings that diverge, masks.
// RUN: %python %S/Inputs/make_line.py %t
// RUN: rm -f %t.ckpt
// RUN: compress-opt %s --compress-train="data=%t.x.npy labels=%t.labels.npy epochs=2 checkpoint=%t.ckpt" -o %t.first.mlir

// A finished training goes on where it stopped: at its end.
// RUN: compress-opt %s --compress-train="data=%t.x.npy labels=%t.labels.npy epochs=2 checkpoint=%t.ckpt resume" -o %t.again.mlir
// RUN: cmp %t.first.mlir %t.again.mlir

// RUN: not compress-opt %s --compress-train="data=%t.x.npy labels=%t.labels.npy epochs=2 checkpoint=%t.ckpt" 2>&1 | FileCheck %s --check-prefix=EXISTS
// EXISTS: error: there is a checkpoint '{{.*}}.ckpt' already; go on from it with resume, or remove it

// RUN: not compress-opt %s --compress-train="data=%t.x.npy labels=%t.labels.npy epochs=3 checkpoint=%t.ckpt resume" 2>&1 | FileCheck %s --check-prefix=FOREIGN
// FOREIGN: error: checkpoint '{{.*}}.ckpt' belongs to a training with other options, data or parameters; give the same ones, or remove it

// RUN: echo nonsense > %t.ckpt
// RUN: not compress-opt %s --compress-train="data=%t.x.npy labels=%t.labels.npy epochs=2 checkpoint=%t.ckpt resume" 2>&1 | FileCheck %s --check-prefix=NONSENSE
// NONSENSE: error: '{{.*}}.ckpt' is no checkpoint of this version of compress-train; remove it, or name another file

// RUN: not compress-opt %s --compress-train="data=%t.x.npy labels=%t.labels.npy checkpoint=%t.no-folder/c" 2>&1 | FileCheck %s --check-prefix=FOLDER
// FOLDER: error: cannot write '{{.*}}no-folder/c'

// RUN: not compress-opt %s --compress-train="data=%t.x.npy labels=%t.labels.npy log=%t.no-folder/l" 2>&1 | FileCheck %s --check-prefix=LOG
// LOG: error: cannot write '{{.*}}no-folder/l'

// RUN: not compress-opt %s --compress-train="data=%t.x.npy labels=%t.labels.npy epochs=50 optimizer=sgd<momentum=1.0e38> learning-rate=1e38 loss=mse" 2>&1 | FileCheck %s --check-prefix=TARGETS
// TARGETS: error: samples of '{{.*}}labels.npy' do not fit input 'labels'

// RUN: not compress-opt %s --compress-train="data=%t.x.npy labels=%t.x.npy loss=mse epochs=50 optimizer=sgd batch-size=16 learning-rate=1e30" 2>&1 | FileCheck %s --check-prefix=DIVERGED
// DIVERGED: error: training diverged in step {{[0-9]+}} (epoch {{[0-9]+}}): {{'fc.weight' has values that are not finite|the loss is .*}}; lower learning-rate=, or limit gradients with gradients=clip-norm

// RUN: not compress-opt %s --compress-train="data=%t.x.npy labels=%t.labels.npy batch-size=65" 2>&1 | FileCheck %s --check-prefix=FEW
// FEW: error: 64 samples are too few for batches of 65

// RUN: not compress-opt %s --compress-train="data=%t.x.npy labels=%t.labels.npy flip" 2>&1 | FileCheck %s --check-prefix=FLIP
// FLIP: error: flip and shift need images, and samples are 2: it is unclear which dimensions are height and width

// RUN: not compress-opt %s --compress-train="data=%t.x.npy labels=%t.labels.npy schedule=agp sparsity=0.5 end-step=7" 2>&1 | FileCheck %s --check-prefix=END
// END: error: expected start-step <= end-step < 1, the number of steps, got 0 and 7

// Gradual pruning masks half of the weights, round(0.5 * 4), and the model says so.
// RUN: compress-opt %s --compress-train="data=%t.x.npy labels=%t.labels.npy epochs=20 batch-size=16 schedule=agp sparsity=0.5 frequency=4" --remarks-filter=compress-train 2>&1 | FileCheck %s --check-prefix=PRUNED
// PRUNED: remark: {{.*}}epoch 20: {{.*}}, sparsity 50.00 %
// PRUNED: %[[W:.*]] = compress.parameter "fc.weight"
// PRUNED: %[[M:.*]] = "tosa.const"() <{values = dense<{{.*}}false{{.*}}> : tensor<2x2xi1>}>
// PRUNED: %[[P:.*]] = compress.mask %[[W]], %[[M]]
// PRUNED: compress.dense "fc" %{{.*}}, %[[P]]

func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5], [0.5, 1.0]]> : tensor<2x2xf32>
  %b = compress.parameter "fc.bias" = dense<0.0> : tensor<2xf32>
  %y = compress.dense "fc" %x, %w bias %b : tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>
  return %y : tensor<1x2xf32>
}
