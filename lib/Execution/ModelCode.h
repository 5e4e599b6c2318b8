//===- ModelCode.h - calls the entry of compiled code -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_EXECUTION_MODELCODE_H
#define COMPRESS_LIB_EXECUTION_MODELCODE_H

#include "compress/Execution/CompiledFunction.h"
#include <mutex>

namespace mlir::compress {

/// What `NAME_run` is in C; see Target/CPU/compress_model.h.
using EntryPoint = void (*)(const void *weights, void *arena,
                            const void *const *inputs, void *const *outputs);

/// `NAME_set_threads`.
using SetThreads = void (*)(int32_t count);

/// A function behind the C interface, in memory of this process. Calls take an
/// arena that is free, so that after the first ones nothing is allocated.
class ModelCode : public CompiledFunction {
public:
  /// `threads` is null in code for one thread.
  ModelCode(Signature signature, EntryPoint entry, SetThreads threads,
            const void *weights, int64_t weightBytes, int64_t arenaBytes)
      : signature(std::move(signature)), entry(entry), threads(threads),
        weights(weights), weightBytes(weightBytes), arenaBytes(arenaBytes) {}
  ~ModelCode() override;

  ArrayRef<TensorSpec> getInputs() const override { return signature.inputs; }
  ArrayRef<TensorSpec> getOutputs() const override { return signature.outputs; }
  int64_t getWeightBytes() const override { return weightBytes; }
  int64_t getArenaBytes() const override { return arenaBytes; }
  bool setThreads(unsigned count) const override;
  void run(ArrayRef<const void *> inputs,
           ArrayRef<void *> outputs) const override;

private:
  void *takeArena() const;
  void returnArena(void *arena) const;

  Signature signature;
  EntryPoint entry;
  SetThreads threads;
  const void *weights;
  int64_t weightBytes, arenaBytes;
  mutable std::mutex mutex;
  mutable std::vector<void *> freeArenas;
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_EXECUTION_MODELCODE_H
