//===- CHeader.cpp - the C header of a compiled model ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CompressModelText.h"
#include "TrainingDescription.h"
#include "compress/Target/CPU/Artefact.h"
#include "compress/Target/CPU/WeightFile.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::compress;

bool compress::isCIdentifier(StringRef name) {
  static constexpr StringRef letters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
  return !name.empty() && !llvm::isDigit(name.front()) &&
         name.find_if_not([](char c) {
           return letters.contains(c) || llvm::isDigit(c);
         }) == StringRef::npos;
}

/// Names come from the model: nothing in them may end a comment.
static std::string makeHarmless(StringRef name) {
  std::string text = name.str();
  for (char &c : text)
    if (!llvm::isPrint(c) || c == '*' || c == '/')
      c = '_';
  return text;
}

static void printTensors(llvm::raw_ostream &os, StringRef table,
                         ArrayRef<TensorSpec> tensors) {
  for (auto [i, tensor] : llvm::enumerate(tensors)) {
    os << llvm::formatv(" *   {0}[{1}]  {2}: {3} {4}, {5} bytes", table, i,
                        makeHarmless(tensor.name), formatShape(tensor.shape),
                        getElementName(tensor.kind), tensor.getNumBytes());
    if (tensor.scale != 0.0)
      os << llvm::format(", real = %.9g * (entry - %lld)", tensor.scale,
                         static_cast<long long>(tensor.zeroPoint));
    os << "\n";
  }
}

/// The state of a training, as a comment.
static void printState(llvm::raw_ostream &os, const Signature &signature,
                       const TrainingDescription &training) {
  for (auto [i, tensor] : llvm::enumerate(training.tensors)) {
    const TensorSpec &spec = signature.inputs[tensor.input];
    os << llvm::formatv(" *   state[{0}]  {1}: {2}, {3} {4}, {5} bytes\n", i,
                        makeHarmless(tensor.name), tensor.role,
                        formatShape(spec.shape), getElementName(spec.kind),
                        spec.getNumBytes());
  }
}

/// {0}: name.
static constexpr const char *kTrainingFunctions =
    R"(/* See struct compress_training. */
void {0}_initialize(void *state);
const char *{0}_check_state(const void *state, uint64_t size);
void {0}_train(const void *weights, void *arena, void *state, const void *data, const void *labels, float learning_rate, float *loss, int32_t *correct);
void *{0}_get_tensor(void *state, uint32_t index);
)";

void compress::printHeader(llvm::raw_ostream &os, const NativeCode &code,
                           const Signature &signature,
                           const ArtefactOptions &options) {
  const std::string &name = options.name;
  std::string upper = StringRef(name).upper();
  os << "/* " << name << ": a model compiled by compress for "
     << code.target.name << " (" << code.target.triple.str() << ").\n *\n";
  printTensors(os, "inputs", signature.inputs);
  printTensors(os, "outputs", signature.outputs);
  if (options.training)
    printState(os, signature, *options.training);
  os << " */\n"
     << kCompressModelText << "\n#ifndef " << upper << "_MODEL_H\n#define "
     << upper << "_MODEL_H\n\n"
     << llvm::formatv("#define {0}_WEIGHT_BYTES {1}u\n"
                      "#define {0}_ARENA_BYTES {2}u\n",
                      upper, code.getBlob().size(), code.arenaBytes);
  for (auto [i, tensor] : llvm::enumerate(signature.inputs))
    os << llvm::formatv("#define {0}_INPUT_{1}_BYTES {2}u\n", upper, i,
                        tensor.getNumBytes());
  for (auto [i, tensor] : llvm::enumerate(signature.outputs))
    os << llvm::formatv("#define {0}_OUTPUT_{1}_BYTES {2}u\n", upper, i,
                        tensor.getNumBytes());
  if (options.training)
    os << llvm::formatv("#define {0}_STATE_BYTES {1}u\n", upper,
                        layOutState(signature, *options.training).bytes);
  os << "\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n"
     << llvm::formatv(
            "const struct compress_model *{0}_model(void);\n"
            "void {0}_run(const void *weights, void *arena, const void *const "
            "*inputs, void *const *outputs);\n",
            name);
  if (code.hasThreads)
    os << "/* Sets how many threads a call may use from now on, the caller "
          "included; 1 at\n * first. */\n"
       << "void " << name << "_set_threads(int32_t count);\n";
  if (options.training)
    os << llvm::formatv(kTrainingFunctions, name);
  if (!options.packedWeights.empty())
    os << "/* Writes the weights to `weights`; see struct compress_model. */\n"
       << "const char *" << name
       << "_unpack_weights(const void *packed, uint64_t packed_bytes, void "
          "*weights);\n";
  else if (!options.embedWeights)
    os << "/* Null if the file of `size` bytes at `file` has this model's "
          "weights, else a\n * sentence that says what is wrong. They start at "
          "file + 64. */\n"
       << "const char *" << name
       << "_check_weights(const void *file, uint64_t size);\n";
  os << "\n#ifdef __cplusplus\n}\n#endif\n\n#endif /* " << upper
     << "_MODEL_H */\n";
}
