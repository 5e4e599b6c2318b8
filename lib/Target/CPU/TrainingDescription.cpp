//===- TrainingDescription.cpp - what a step says of itself ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TrainingDescription.h"
#include "compress/Target/CPU/compress_model.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/Constants.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/xxhash.h"

using namespace mlir;
using namespace mlir::compress;

StateLayout compress::layOutState(const Signature &signature,
                                  const TrainingDescription &training) {
  StateLayout layout;
  uint64_t end = sizeof(compress_state);
  auto place = [&](uint64_t bytes) {
    uint64_t offset = end;
    end = llvm::alignTo(end + bytes, 64);
    return offset;
  };
  std::string text;
  llvm::raw_string_ostream os(text);
  for (const StateTensor &tensor : training.tensors) {
    const TensorSpec &spec = signature.inputs[tensor.input];
    uint64_t even = place(spec.getNumBytes());
    uint64_t odd = tensor.output ? place(spec.getNumBytes()) : even;
    layout.offsets.emplace_back(even, odd);
    os << tensor.name << " " << tensor.role << " " << getElementName(spec.kind)
       << " " << formatShape(spec.shape) << " " << even << " " << odd << "\n";
  }
  layout.bytes = end;
  layout.hash = llvm::xxh3_64bits(StringRef(text));
  return layout;
}

static std::string getInitialName(StringRef name, size_t index) {
  return (name + ".initial." + llvm::Twine(index)).str();
}

/// {0}: name.
static constexpr const char *kFunctions = R"(
declare void @compress_runtime_initialize(ptr, ptr)
declare ptr @compress_runtime_check_state(ptr, ptr, i64)
declare ptr @compress_runtime_get_tensor(ptr, ptr, i32)
declare void @compress_runtime_train(ptr, ptr, ptr, ptr, ptr, ptr, float, ptr, ptr)
define void @{0}_initialize(ptr %state) nounwind {{
  tail call void @compress_runtime_initialize(ptr @{0}.training, ptr %state)
  ret void
}
define ptr @{0}_check_state(ptr %state, i64 %size) nounwind {{
  %message = tail call ptr @compress_runtime_check_state(ptr @{0}.training, ptr %state, i64 %size)
  ret ptr %message
}
define ptr @{0}_get_tensor(ptr %state, i32 %index) nounwind {{
  %tensor = tail call ptr @compress_runtime_get_tensor(ptr @{0}.training, ptr %state, i32 %index)
  ret ptr %tensor
}
define void @{0}_train(ptr %weights, ptr %arena, ptr %state, ptr %data, ptr %labels, float %rate, ptr %loss, ptr %correct) nounwind {{
  tail call void @compress_runtime_train(ptr @{0}.model_description, ptr %weights, ptr %arena, ptr %state, ptr %data, ptr %labels, float %rate, ptr %loss, ptr %correct)
  ret void
}
)";

void compress::printTraining(llvm::raw_ostream &os, const std::string &name,
                             const Signature &signature,
                             const TrainingDescription &training) {
  StateLayout layout = layOutState(signature, training);
  os << "%state_tensor = type { ptr, ptr, i64, [2 x i64], ptr, i32, i32 }\n"
     << "%training = type { i64, i64, i32, ptr, i32, i32, i32, i32, i32, i32, "
        "ptr, ptr, ptr, ptr }\n";
  for (auto [i, tensor] : llvm::enumerate(training.tensors)) {
    std::string prefix = name + ".state." + std::to_string(i);
    printString(os, prefix + ".name", tensor.name);
    printString(os, prefix + ".role", tensor.role);
    if (!tensor.initial.empty())
      os << "@" << getInitialName(name, i)
         << " = external hidden constant i8\n";
  }
  size_t count = training.tensors.size();
  os << "@" << name << ".state = private constant [" << count
     << " x %state_tensor] [";
  for (auto [i, tensor] : llvm::enumerate(training.tensors)) {
    std::string initial =
        tensor.initial.empty() ? "null" : "@" + getInitialName(name, i);
    int64_t output = tensor.output ? static_cast<int64_t>(*tensor.output) : -1;
    os << (i ? ", " : "")
       << llvm::formatv(
              "%state_tensor {{ ptr @{0}.state.{1}.name, ptr "
              "@{0}.state.{1}.role, i64 {2}, [2 x i64] [i64 {3}, i64 {4}], ptr "
              "{5}, i32 {6}, i32 {7} }",
              name, i, signature.inputs[tensor.input].getNumBytes(),
              layout.offsets[i].first, layout.offsets[i].second, initial,
              tensor.input, output);
  }
  int64_t correct =
      training.correct ? static_cast<int64_t>(*training.correct) : -1;
  os << "]\n"
     << llvm::formatv(
            "@{0}.training = private constant %training {{ i64 {1}, i64 {2}, "
            "i32 {3}, ptr @{0}.state, i32 {4}, i32 {5}, i32 {6}, i32 {7}, i32 "
            "{8}, i32 {9}, ptr @{0}_initialize, ptr @{0}_check_state, ptr "
            "@{0}_train, ptr @{0}_get_tensor }\n",
            name, layout.bytes, layout.hash, count, training.data,
            training.labels, training.learningRate, training.step,
            training.loss, correct)
     << llvm::formatv(kFunctions, name);
}

void compress::addInitialState(llvm::Module &module, StringRef name,
                               const TrainingDescription &training) {
  for (auto [i, tensor] : llvm::enumerate(training.tensors)) {
    if (tensor.initial.empty())
      continue;
    llvm::Constant *value = llvm::ConstantDataArray::getRaw(
        StringRef(tensor.initial.data(), tensor.initial.size()),
        tensor.initial.size(), llvm::Type::getInt8Ty(module.getContext()));
    auto *global = new llvm::GlobalVariable(
        module, value->getType(), /*isConstant=*/true,
        llvm::GlobalValue::ExternalLinkage, value, getInitialName(name, i));
    global->setAlignment(llvm::Align(64));
    global->setVisibility(llvm::GlobalValue::HiddenVisibility);
    global->setSection("compress_state");
  }
}
