//===- Passes.td - passes of training -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_TRAINING_PASSES_TD
#define COMPRESS_TRANSFORMS_TRAINING_PASSES_TD

include "compress/Transforms/Training/GradientPasses.td"
include "compress/Transforms/Training/ParameterPasses.td"
include "compress/Transforms/Training/TrainPasses.td"

#endif // COMPRESS_TRANSFORMS_TRAINING_PASSES_TD
