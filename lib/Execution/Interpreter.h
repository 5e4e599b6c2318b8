//===- Interpreter.h - runs functions with Reference/ -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The engine `reference`: no code is generated; every operation calls the plain
// loops of Reference/Kernels.h. For the [integer] contract, the quantizing and
// dequantizing f32 operations around the core included.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_EXECUTION_INTERPRETER_H
#define COMPRESS_LIB_EXECUTION_INTERPRETER_H

#include "compress/Analysis/EntryFunction.h"
#include "compress/Execution/CompiledFunction.h"

namespace mlir::compress {

/// An interpreter for `entry`. It takes over `context` and `module`, which
/// nobody else uses, unless it fails, with a diagnostic at the first operation
/// without a reference form.
FailureOr<std::unique_ptr<CompiledFunction>>
makeInterpreter(std::unique_ptr<MLIRContext> &context,
                OwningOpRef<ModuleOp> &module, func::FuncOp entry,
                Signature signature);

} // namespace mlir::compress

#endif // COMPRESS_LIB_EXECUTION_INTERPRETER_H
