//===- ModelLibrary.h - runs compiled libraries -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_EXECUTION_MODELLIBRARY_H
#define COMPRESS_EXECUTION_MODELLIBRARY_H

#include "compress/Execution/CompiledFunction.h"

namespace mlir::compress {

/// True if the file is an object or library rather than IR.
bool isModelLibrary(StringRef path);

/// Loads a library that compress-translate made. `weightPath` names the file
/// of its weights; empty if they are inside. Loading runs code of the library.
llvm::Expected<std::unique_ptr<CompiledFunction>>
loadModelLibrary(StringRef path, const std::string &weightPath = "");

} // namespace mlir::compress

#endif // COMPRESS_EXECUTION_MODELLIBRARY_H
