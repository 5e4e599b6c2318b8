//===- LinkRuntime.h - our C code in the code of a model --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TARGET_CPU_LINKRUNTIME_H
#define COMPRESS_LIB_TARGET_CPU_LINKRUNTIME_H

#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"

namespace mlir::compress {

/// Gives the code of a model a thread pool of its own, of which other code sees
/// the function `NAME_set_threads` only.
llvm::Error linkThreadPool(llvm::Module &module, llvm::StringRef name);

/// Gives the code of a model what it calls of Runtime/Weights.c.
llvm::Error linkWeightReader(llvm::Module &module);

/// Gives the code of a model what it calls of Runtime/TrainStep.c.
llvm::Error linkTrainStep(llvm::Module &module);

} // namespace mlir::compress

#endif // COMPRESS_LIB_TARGET_CPU_LINKRUNTIME_H
