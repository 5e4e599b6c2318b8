//===- EntryFunction.h - the function a pass works on -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_ANALYSIS_ENTRYFUNCTION_H
#define COMPRESS_ANALYSIS_ENTRYFUNCTION_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::compress {

/// The function that the option `function=` names. Without a name: the only
/// public function, or the public one called `main`. It has a body. A
/// diagnostic at the module where there is no such function, or where several
/// would do.
FailureOr<func::FuncOp> findEntryFunction(ModuleOp module, StringRef name);

} // namespace mlir::compress

#endif // COMPRESS_ANALYSIS_ENTRYFUNCTION_H
