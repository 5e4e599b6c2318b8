//===- NativeCode.h - a module as machine code ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The one way from our IR to an object file, in memory for this process or on
// disk for others.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TARGET_CPU_NATIVECODE_H
#define COMPRESS_TARGET_CPU_NATIVECODE_H

#include "compress/Analysis/EntryFunction.h"
#include "compress/Codegen/CPU/CpuTarget.h"
#include "mlir/IR/DialectRegistry.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Target/TargetMachine.h"

namespace mlir::compress {

struct LowerToLLVMOptions;

/// Registers what turns the LLVM dialect into LLVM IR; the context of a module
/// that is compiled needs it.
void registerNativeCode(DialectRegistry &registry);

/// Leaves the selected function as the only public one of `module`, called
/// `name`, without what lowering does not understand.
FailureOr<Signature> isolateEntry(func::FuncOp function, ModuleOp module,
                                  StringRef name);

/// Optimised LLVM IR of a function, and what it needs to run.
struct NativeCode {
  /// What `isolateEntry` called it; `NAME_run` is its symbol.
  std::string name;
  CpuTarget target;
  std::unique_ptr<llvm::TargetMachine> machine;
  std::unique_ptr<llvm::LLVMContext> context;
  std::unique_ptr<llvm::Module> module;
  /// The blob, aligned to 64 bytes, and the weights in it without padding.
  std::unique_ptr<llvm::WritableMemoryBuffer> weights;
  int64_t weightBytes = 0;
  int64_t arenaBytes = 0;
  /// There is a function `NAME_set_threads(int32_t)`.
  bool hasThreads = false;

  StringRef getBlob() const {
    return {weights->getBufferStart(), weights->getBufferSize()};
  }
};

/// Lowers a module in any contract, whose only public function is `name`.
/// Diagnoses what cannot be compiled.
FailureOr<NativeCode> generateNativeCode(ModuleOp module, StringRef name,
                                         const LowerToLLVMOptions &options);

/// Turns the IR into an object file or assembly. Changes the IR.
llvm::Expected<llvm::SmallVector<char, 0>> emitFile(NativeCode &code,
                                                    llvm::CodeGenFileType type);

} // namespace mlir::compress

#endif // COMPRESS_TARGET_CPU_NATIVECODE_H
