//===- Choices.h - the search space of a function ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_ANALYSIS_CHOICES_H
#define COMPRESS_ANALYSIS_CHOICES_H

#include "compress/Search/SearchSpace.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::compress {

/// The decisions of `function`, in program order: `compress.decision`, and
/// mixtures whose logits are a parameter. Fails with a diagnostic where two
/// have one name, choices of one decision have different alternatives, or there
/// is none.
FailureOr<SearchSpace> getSearchSpace(func::FuncOp function);

/// What the decisions are now; of a mixture the likeliest alternative.
Architecture getSelected(func::FuncOp function);

} // namespace mlir::compress

#endif // COMPRESS_ANALYSIS_CHOICES_H
