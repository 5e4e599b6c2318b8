//===- TeacherCache.cpp - what a teacher says, once -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/TeacherCache.h"
#include "compress/Execution/Checkpoint.h"
#include <cstring>

using namespace mlir;
using namespace mlir::compress;

/// What the `isa` of a checkpoint is in a cache: no training has it.
static constexpr StringLiteral kKind = "teacher cache";

std::vector<Tensor> compress::askTeacher(const CompiledFunction &teacher,
                                         const TrainingData &data) {
  int64_t total = data.getNumSamples();
  const TensorSpec &spec = teacher.getInputs().front();
  Tensor input(spec.kind, spec.shape);
  int64_t batch = spec.shape.front();
  size_t size = input.bytes.size() / batch;
  std::vector<Tensor> result, parts;
  std::vector<void *> outputs;
  for (const TensorSpec &output : teacher.getOutputs()) {
    parts.emplace_back(output.kind, output.shape);
    std::vector<int64_t> shape = output.shape;
    shape.front() = total;
    result.emplace_back(output.kind, std::move(shape));
  }
  for (Tensor &part : parts)
    outputs.push_back(part.bytes.data());
  for (int64_t first = 0; first < total; first += batch) {
    int64_t valid = std::min(batch, total - first);
    // Behind the last sample it is repeated, and what is said of it dropped.
    for (int64_t i = 0; i < batch; ++i)
      data.readSample(std::min(first + i, total - 1),
                      input.bytes.data() + i * size);
    teacher.run({input.bytes.data()}, outputs);
    for (auto [part, all] : llvm::zip_equal(parts, result)) {
      size_t row = part.bytes.size() / batch;
      std::memcpy(all.bytes.data() + first * row, part.bytes.data(),
                  valid * row);
    }
  }
  return result;
}

llvm::Error compress::writeTeacherCache(StringRef path, uint64_t recipe,
                                        const std::vector<Tensor> &outputs) {
  Checkpoint file;
  file.recipe = recipe;
  file.isa = kKind.str();
  for (const Tensor &output : outputs)
    file.tensors.emplace_back("", output);
  return writeCheckpoint(path, file);
}

llvm::Expected<std::vector<Tensor>>
compress::readTeacherCache(StringRef path, uint64_t recipe) {
  llvm::Expected<Checkpoint> file = readCheckpoint(path);
  if (!file)
    return file.takeError();
  if (file->isa != kKind)
    return llvm::createStringError(
        "'" + path +
        "' is a checkpoint and no teacher cache; name another file "
        "in teacher-cache=");
  if (file->recipe != recipe)
    return llvm::createStringError(
        "teacher cache '" + path +
        "' is of another teacher or other samples; remove it, or name another "
        "file");
  std::vector<Tensor> outputs;
  for (auto &[name, tensor] : file->tensors)
    outputs.push_back(std::move(tensor));
  return outputs;
}
