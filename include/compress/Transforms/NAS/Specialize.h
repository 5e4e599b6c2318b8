//===- Specialize.h - one architecture of a supernet ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_NAS_SPECIALIZE_H
#define COMPRESS_TRANSFORMS_NAS_SPECIALIZE_H

#include "compress/Search/SearchSpace.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::compress {

/// Turns `function`, whose decisions are those of `getSearchSpace`, into the
/// network that `architecture` selects: no choices, and layers as small as they
/// can be.
void specialize(func::FuncOp function, const Architecture &architecture);

/// Makes layers small: parameters that are sliced become slices, and channels
/// of zeros that a pad adds go away with the weights that they meet, as far as
/// convolutions, dense layers, poolings and clamps let them.
void removeZeroChannels(func::FuncOp function);

} // namespace mlir::compress

#endif // COMPRESS_TRANSFORMS_NAS_SPECIALIZE_H
