//===- CompiledFunction.h - compile and run in process ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The compiler runs what it compiles: calibration, accuracy, search and
// training call machine code made from the IR in hand. The module travels as
// bytecode into a private MLIRContext, so that nothing is loaded into, or left
// behind in, the context of the host.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_EXECUTION_COMPILEDFUNCTION_H
#define COMPRESS_EXECUTION_COMPILEDFUNCTION_H

#include "compress/Analysis/EntryFunction.h"
#include "compress/Codegen/CPU/CpuTarget.h"
#include "compress/Execution/Tensor.h"
#include "mlir/IR/BuiltinOps.h"
#include <functional>
#include <memory>

namespace mlir {
class OpPassManager;
} // namespace mlir

namespace mlir::compress {

/// What runs a function.
enum class Engine {
  /// Machine code for this CPU.
  Native,
  /// The plain loops of Reference/, operation by operation: slow, and right by
  /// inspection. For the [integer] contract.
  Reference
};

/// How to compile a function.
struct CompileOptions {
  /// The function to call; empty for the only public one, or `main`.
  std::string function;
  /// Return the value at every `compress.observe`, in order of appearance,
  /// after the function's own results; their specs carry the taps' names.
  bool returnObserved = false;
  Engine engine = Engine::Native;
  /// The CPU to make code for; this machine must be able to run it.
  CpuTarget cpu = CpuTarget::getHost();
  /// Mark where the layer changes, for `measureProfile`. Native code only.
  bool profile = false;
  /// Make code that several threads can share; `setThreads` says how many.
  /// Native code only.
  bool threads = false;
  /// With `threads`: the least work of a chunk in estimated cycles; 0: the
  /// default.
  int64_t chunkCycles = 0;
  /// Adds passes that change the copy of the module before it is compiled.
  std::function<void(OpPassManager &)> addPasses;
};

/// A function of a module, compiled for this machine.
class CompiledFunction {
public:
  /// Compiles a module in any contract. Emits diagnostics at `module` and
  /// fails where it cannot be compiled.
  static FailureOr<std::unique_ptr<CompiledFunction>>
  compile(ModuleOp module, const CompileOptions &options = {});
  virtual ~CompiledFunction() = default;

  virtual llvm::ArrayRef<TensorSpec> getInputs() const = 0;
  virtual llvm::ArrayRef<TensorSpec> getOutputs() const = 0;
  /// Bytes of all weights that the code reads.
  virtual int64_t getWeightBytes() const = 0;
  /// Bytes of temporary memory that a call needs; 0 if it is not planned.
  virtual int64_t getArenaBytes() const { return 0; }
  /// With `CompileOptions::profile`, the layers that marks count; the first
  /// name is empty, for what belongs to none.
  virtual llvm::ArrayRef<std::string> getProfiledLayers() const { return {}; }

  /// Sets how many threads a call uses from now on, the caller included; 1 at
  /// first. False if this is code for one thread. Results do not depend on it.
  virtual bool setThreads(unsigned count) const { return count == 1; }

  /// Calls the function. Pointers lead to row-major tensors of the specs'
  /// sizes, aligned to 64 bytes or not. Safe to call from several threads.
  virtual void run(llvm::ArrayRef<const void *> inputs,
                   llvm::ArrayRef<void *> outputs) const = 0;
};

} // namespace mlir::compress

#endif // COMPRESS_EXECUTION_COMPILEDFUNCTION_H
