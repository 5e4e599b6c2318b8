//===- ProfileHooks.h - what profiled code calls ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_EXECUTION_PROFILEHOOKS_H
#define COMPRESS_EXECUTION_PROFILEHOOKS_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include <string>
#include <vector>

namespace mlir::compress {

/// Takes the names of the layers that marks count out of a lowered module.
std::vector<std::string> takeProfiledLayers(ModuleOp module);

/// Gives the marks of profiled code a function to call.
llvm::Error defineProfileHooks(llvm::orc::LLJIT &jit);

} // namespace mlir::compress

#endif // COMPRESS_EXECUTION_PROFILEHOOKS_H
