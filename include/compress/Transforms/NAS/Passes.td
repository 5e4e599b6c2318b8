//===- Passes.td - passes of architecture search --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_NAS_PASSES_TD
#define COMPRESS_TRANSFORMS_NAS_PASSES_TD

include "compress/Transforms/NAS/SearchPasses.td"
include "compress/Transforms/NAS/SupernetPasses.td"

#endif // COMPRESS_TRANSFORMS_NAS_PASSES_TD
