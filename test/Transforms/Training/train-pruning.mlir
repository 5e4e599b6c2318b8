// A training that learns nothing and prunes at once chooses what compress-prune
// chooses, for all patterns and criteria, and writes it in the same way. Only the
// statistics of batch norms change.

// REQUIRES: numpy
// RUN: rm -rf %t && mkdir -p %t
// RUN: %python %S/Inputs/make_images.py %t/images
// RUN: compress-opt %s --compress-initialize-parameters=seed=4 \
// RUN:   | sed 's/"bn.scale" = dense<[^>]*>/"bn.scale" = dense<[0.5, -2.0, 1.0, 0.25, -0.75, 1.5, -0.125, 3.0]>/' > %t/model.mlir
// DEFINE: %{options} =
// DEFINE: %{trained} = .*\.weight
// DEFINE: %{case} = compress-opt %t/model.mlir --compress-prune="%{options}" -o %t/pruned.mlir \
// DEFINE:   && compress-opt %t/model.mlir -o %t/trained.mlir --compress-train="data=%t/images.x.npy labels=%t/images.labels.npy batch-size=8 learning-rate=0 include=%{trained} schedule=one-shot end-step=0 %{options}" \
// DEFINE:   && grep -v 'bn\.' %t/pruned.mlir > %t/a && grep -v 'bn\.' %t/trained.mlir | sed 's/weight_1/weight/' > %t/b && diff %t/a %t/b && grep -q compress.mask %t/trained.mlir

// REDEFINE: %{options} = scope=global sparsity=0.7 max-sparsity=0.8 min-sparsity=0.2 criterion=lamp
// RUN: %{case}
// REDEFINE: %{options} = pattern=2:4
// RUN: %{case}
// REDEFINE: %{options} = pattern=2x1 sparsity=0.6 criterion=l2-norm
// RUN: %{case}
// REDEFINE: %{options} = pattern=filter sparsity=0.5 criterion=fpgm
// RUN: %{case}
// REDEFINE: %{options} = pattern=filter sparsity=0.5 scope=global criterion=random<7> prune-bias=false
// RUN: %{case}
// REDEFINE: %{options} = pattern=channel sparsity=0.5 criterion=gini
// RUN: %{case}

// REDEFINE: %{options} = pattern=filter sparsity=0.5 criterion=bn-scale
// RUN: %{case}
// REDEFINE: %{trained} = .*
// RUN: %{case}

// Groups go one after the other, and never more than the schedule says: half
// of the filters of each layer in four equal steps, then of each four weights.
// RUN: compress-opt %t/model.mlir --compress-train="data=%t/images.x.npy labels=%t/images.labels.npy batch-size=8 epochs=5 log=%t/filters.jsonl schedule=linear pattern=filter sparsity=0.5 end-step=16 frequency=4 prune-include=conv" -o %t/filters.mlir
// RUN: FileCheck %s --check-prefix=STEPS < %t/filters.jsonl
// RUN: compress-opt %t/model.mlir --compress-train="data=%t/images.x.npy labels=%t/images.labels.npy batch-size=8 epochs=5 log=%t/four.jsonl schedule=linear pattern=2:4 end-step=16 frequency=4 prune-include=fc" -o %t/four.mlir
// RUN: FileCheck %s --check-prefix=FOUR < %t/four.jsonl
// STEPS: "epoch":1,{{.*}}"sparsity":0}
// STEPS: "epoch":2,{{.*}}"sparsity":0.125}
// STEPS: "epoch":3,{{.*}}"sparsity":0.25}
// STEPS: "epoch":4,{{.*}}"sparsity":0.375}
// STEPS: "epoch":5,{{.*}}"sparsity":0.5}
// FOUR: "epoch":1,{{.*}}"sparsity":0}
// FOUR: "epoch":2,{{.*}}"sparsity":0}
// FOUR: "epoch":3,{{.*}}"sparsity":0.25}
// FOUR: "epoch":4,{{.*}}"sparsity":0.5}
// FOUR: "epoch":5,{{.*}}"sparsity":0.5}
// Of each filter that is gone the bias is, and shrinking takes it away.
// RUN: compress-opt %t/filters.mlir --compress-shrink=round-to=1 | FileCheck %s --check-prefix=SHRINK
// SHRINK: compress.parameter "conv.weight" {{.*}}tensor<4x2x2x2xf32>

// A layer that is not trained is left alone.
// RUN: compress-opt %t/model.mlir --compress-train="data=%t/images.x.npy labels=%t/images.labels.npy batch-size=8 exclude=fc\.weight schedule=one-shot end-step=0 sparsity=0.5" --remarks-filter=compress-train -o %t/frozen.mlir 2>&1 | FileCheck %s --check-prefix=FROZEN
// FROZEN: parameter 'fc.weight' is not pruned: it is not trained
// RUN: FileCheck %s --check-prefix=ONE < %t/frozen.mlir
// ONE-COUNT-2: compress.mask
// ONE-NOT: compress.mask
// RUN: not compress-opt %t/model.mlir --compress-train="data=%t/images.x.npy labels=%t/images.labels.npy batch-size=8 exclude=.*\.weight schedule=one-shot end-step=0 sparsity=0.5" 2>&1 | FileCheck %s --check-prefix=NOTHING
// NOTHING: error: nothing can be pruned: parameter 'out.weight' is not pruned: it is not trained

func.func @main(%x: tensor<1x6x6x2xf32>) -> tensor<1x3xf32> {
  %w = compress.parameter "conv.weight" = dense<0.0> : tensor<8x2x2x2xf32>
  %b = compress.parameter "conv.bias" = dense<0.5> : tensor<8xf32>
  %0 = compress.conv2d "conv" %x, %w bias %b {stride = array<i64: 2, 2>} : tensor<1x6x6x2xf32>, tensor<8x2x2x2xf32>, tensor<8xf32>
  %scale = compress.parameter "bn.scale" = dense<[0.5, -2.0, 1.0, 0.25, -0.75, 1.5, -0.125, 3.0]> : tensor<8xf32>
  %offset = compress.parameter "bn.offset" = dense<0.0> : tensor<8xf32>
  %mean = compress.parameter "bn.mean" = dense<0.0> : tensor<8xf32>
  %variance = compress.parameter "bn.variance" = dense<1.0> : tensor<8xf32>
  %1 = compress.batch_norm "bn" %0 scale %scale offset %offset mean %mean variance %variance {epsilon = 1.0e-5 : f32}
     : tensor<1x3x3x8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>
  %s = tosa.const_shape {values = dense<[1, 72]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %2 = tosa.reshape %1, %s : (tensor<1x3x3x8xf32>, !tosa.shape<2>) -> tensor<1x72xf32>
  %v = compress.parameter "fc.weight" = dense<0.0> : tensor<2x72xf32>
  %c = compress.parameter "fc.bias" = dense<0.25> : tensor<2xf32>
  %3 = compress.dense "fc" %2, %v bias %c : tensor<1x72xf32>, tensor<2x72xf32>, tensor<2xf32>
  %u = compress.parameter "out.weight" = dense<1.0> : tensor<3x2xf32>
  %4 = compress.dense "out" %3, %u : tensor<1x2xf32>, tensor<3x2xf32>
  return %4 : tensor<1x3xf32>
}
