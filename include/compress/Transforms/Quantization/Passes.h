//===- Passes.h - quantization passes ---------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_QUANTIZATION_PASSES_H
#define COMPRESS_TRANSFORMS_QUANTIZATION_PASSES_H

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Support/OptionTypes.h"
#include "mlir/Pass/Pass.h"

namespace mlir::compress {

/// What becomes of scales while the network is trained: nothing; they follow
/// the largest magnitude; they are parameters.
enum class RangeRule { Fixed, Fitted, Learned };

#define GEN_PASS_DECL
#include "compress/Transforms/Quantization/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "compress/Transforms/Quantization/Passes.h.inc"

} // namespace mlir::compress

#endif // COMPRESS_TRANSFORMS_QUANTIZATION_PASSES_H
