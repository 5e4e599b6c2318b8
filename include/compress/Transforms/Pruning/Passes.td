//===- Passes.td - pruning passes -----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_PRUNING_PASSES_TD
#define COMPRESS_TRANSFORMS_PRUNING_PASSES_TD

include "compress/Transforms/Pruning/PrunePasses.td"
include "compress/Transforms/Pruning/SensitivityPasses.td"

#endif // COMPRESS_TRANSFORMS_PRUNING_PASSES_TD
