//===- EntryFunction.h - what a function takes and returns ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shared by the engines that run functions and the artefacts made of them.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_ANALYSIS_ENTRYFUNCTION_H
#define COMPRESS_ANALYSIS_ENTRYFUNCTION_H

#include "compress/Analysis/TensorSpec.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::compress {

/// The function that `name` selects in `module`: the one of that name; for an
/// empty name the only public one, or `main`. Null after a diagnostic.
Operation *lookupEntryFunction(ModuleOp module, StringRef name);

/// Inputs and outputs as the host sees them.
struct Signature {
  std::vector<TensorSpec> inputs, outputs;
};

/// The signature of `function`; fails with a diagnostic for types that cannot
/// be passed. Names come from `compress.name`, the argument's named location,
/// or are numbered `arg0`, `result0`.
FailureOr<Signature> getSignature(func::FuncOp function);

/// The name that the host knows argument `index` by; see `getSignature`.
std::string nameOfArgument(func::FuncOp function, unsigned index);

/// Appends the value at every `compress.observe` to the function's results.
void returnObservedValues(func::FuncOp function);

} // namespace mlir::compress

#endif // COMPRESS_ANALYSIS_ENTRYFUNCTION_H
