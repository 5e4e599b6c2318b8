//===- Artefact.h - models that other programs link -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TARGET_CPU_ARTEFACT_H
#define COMPRESS_TARGET_CPU_ARTEFACT_H

#include "compress/Target/CPU/NativeCode.h"

namespace mlir::compress {

/// A tensor that lives from step to step of a training.
struct StateTensor {
  std::string name;
  /// As in struct compress_state_tensor.
  std::string role;
  /// The model's input, and the output that it comes back as, if it changes.
  unsigned input = 0;
  std::optional<unsigned> output;
  /// Bytes at first; empty: zeros.
  std::vector<char> initial;
};

/// What inputs and outputs of a step of a training are.
struct TrainingDescription {
  std::vector<StateTensor> tensors;
  unsigned data = 0, labels = 0, learningRate = 0, step = 0, loss = 0;
  std::optional<unsigned> correct;
};

/// What surrounds the code of a model in an object or library.
struct ArtefactOptions {
  /// Prefix of all symbols.
  std::string name;
  /// The weights are part of the object; else they are a file.
  bool embedWeights = true;
  /// The weights as `packWeightFile` makes them; empty: they are not packed.
  std::string packedWeights;
  /// Also be found as `compress_model`: one library, one model.
  bool exportModel = false;
  /// Set for the step of a training.
  std::optional<TrainingDescription> training;
};

/// True for what can begin the names of C functions.
bool isCIdentifier(StringRef name);

/// Adds the description of the model, the weights, and the checks of CPU and
/// weights to the code.
llvm::Error addDescription(NativeCode &code, const Signature &signature,
                           const ArtefactOptions &options);

/// Writes the C header of the model.
void printHeader(llvm::raw_ostream &os, const NativeCode &code,
                 const Signature &signature, const ArtefactOptions &options);

/// Writes a file of weights.
void printWeightFile(llvm::raw_ostream &os, const NativeCode &code,
                     const ArtefactOptions &options);

/// Makes a shared library of an object, with the linker found in PATH, and
/// returns its bytes.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
linkSharedLibrary(StringRef object, const CpuTarget &target, StringRef soname);

} // namespace mlir::compress

#endif // COMPRESS_TARGET_CPU_ARTEFACT_H
