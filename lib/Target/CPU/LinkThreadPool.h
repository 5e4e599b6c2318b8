//===- LinkThreadPool.h - threads for a model -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TARGET_CPU_LINKTHREADPOOL_H
#define COMPRESS_LIB_TARGET_CPU_LINKTHREADPOOL_H

#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"

namespace mlir::compress {

/// Gives the code of a model a thread pool of its own, of which other code sees
/// the function `NAME_set_threads` only.
llvm::Error linkThreadPool(llvm::Module &module, llvm::StringRef name);

} // namespace mlir::compress

#endif // COMPRESS_LIB_TARGET_CPU_LINKTHREADPOOL_H
