//===- TrainingDescription.h - what a step says of itself -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TARGET_CPU_TRAININGDESCRIPTION_H
#define COMPRESS_LIB_TARGET_CPU_TRAININGDESCRIPTION_H

#include "compress/Target/CPU/Artefact.h"

namespace mlir::compress {

/// Defines a private C string called `symbol`.
void printString(llvm::raw_ostream &os, const llvm::Twine &symbol,
                 StringRef text);

/// Where the tensors of a state are: offsets after even and odd steps.
struct StateLayout {
  std::vector<std::pair<uint64_t, uint64_t>> offsets;
  uint64_t bytes = 0;
  uint64_t hash = 0;
};
StateLayout layOutState(const Signature &signature,
                        const TrainingDescription &training);

/// Defines `NAME.training`, a struct compress_training, and the functions that
/// its pointers are. `NAME_run` is declared, `%model` defined.
void printTraining(llvm::raw_ostream &os, const std::string &name,
                   const Signature &signature,
                   const TrainingDescription &training);

/// The initial bytes that the description points to.
void addInitialState(llvm::Module &module, StringRef name,
                     const TrainingDescription &training);

} // namespace mlir::compress

#endif // COMPRESS_LIB_TARGET_CPU_TRAININGDESCRIPTION_H
