// What PyTorch keeps of the same LeNet: torch.nn.utils.prune.l1_unstructured
// per layer, and global_unstructured, half of the weights each.

// RUN: compress-opt %models/lenet_fmnist.tosa.mlir --pass-pipeline="builtin.module(func.func(convert-tosa-to-compress), compress-prune{sparsity=0.5})" \
// RUN:   --remark-policy=all --remarks-filter=compress-prune -o /dev/null 2>&1 | grep remark: | FileCheck %s --check-prefix=LOCAL
// RUN: compress-opt %models/lenet_fmnist.tosa.mlir --pass-pipeline="builtin.module(func.func(convert-tosa-to-compress), compress-prune{sparsity=0.5 scope=global}, compress-verify{contract=compressed}, compress-apply-masks, compress-verify{contract=layers})" \
// RUN:   --remark-policy=all --remarks-filter=compress-prune -o /dev/null 2>&1 | grep remark: | FileCheck %s --check-prefix=GLOBAL

// LOCAL: of 250 weights, 125 kept
// LOCAL: of 5000 weights, 2500 kept
// LOCAL: of 16000 weights, 8000 kept
// LOCAL: of 500 weights, 250 kept
// GLOBAL: of 250 weights, 207 kept
// GLOBAL: of 5000 weights, 3111 kept
// GLOBAL: of 16000 weights, 7179 kept
// GLOBAL: of 500 weights, 378 kept
