//===- Description.cpp - what a compiled model says of itself -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Written as the text of LLVM IR, which is short and easy to compare with
// compress_model.h; only the weights are added as bytes.
//
//===----------------------------------------------------------------------===//

#include "LinkRuntime.h"
#include "TrainingDescription.h"
#include "compress/Target/CPU/Artefact.h"
#include "compress/Target/CPU/CpuCheck.h"
#include "compress/Target/CPU/WeightFile.h"
#include "llvm/AsmParser/Parser.h"
#include "llvm/IR/Constants.h"
#include "llvm/Linker/Linker.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace mlir::compress;

/// The type's name in MLIR.
static StringRef getTypeName(ElementKind kind) {
  switch (kind) {
  case ElementKind::F32:
    return "f32";
  case ElementKind::F64:
    return "f64";
  case ElementKind::I1:
    return "i1";
  case ElementKind::I8:
    return "i8";
  case ElementKind::U8:
    return "u8";
  case ElementKind::I16:
    return "i16";
  case ElementKind::I32:
    return "i32";
  case ElementKind::I64:
    return "i64";
  }
  llvm_unreachable("unknown element kind");
}

void compress::printString(llvm::raw_ostream &os, const llvm::Twine &symbol,
                           StringRef text) {
  os << "@" << symbol << " = private unnamed_addr constant [" << text.size() + 1
     << " x i8] c\"";
  llvm::printEscapedString(text, os);
  os << "\\00\"\n";
}

/// A table of `struct compress_tensor`, called `symbol`.
static void printTensors(llvm::raw_ostream &os, const std::string &symbol,
                         ArrayRef<TensorSpec> tensors) {
  for (auto [i, tensor] : llvm::enumerate(tensors)) {
    std::string prefix = symbol + "." + std::to_string(i);
    printString(os, prefix + ".name", tensor.name);
    printString(os, prefix + ".type", getTypeName(tensor.kind));
    os << "@" << prefix << ".shape = private unnamed_addr constant ["
       << tensor.shape.size() << " x i64] [";
    llvm::interleaveComma(tensor.shape, os,
                          [&](int64_t size) { os << "i64 " << size; });
    os << "]\n";
  }
  os << "@" << symbol << " = private constant [" << tensors.size()
     << " x %tensor] [";
  for (auto [i, tensor] : llvm::enumerate(tensors))
    os << (i ? ", " : "")
       << llvm::formatv("%tensor {{ ptr @{0}.{1}.name, ptr @{0}.{1}.type, "
                        "i32 {2}, ptr @{0}.{1}.shape, double {3}, i32 {4} }",
                        symbol, i, tensor.shape.size(),
                        llvm::format_hex(llvm::bit_cast<uint64_t>(tensor.scale),
                                         18, /*Upper=*/true),
                        tensor.zeroPoint);
  os << "]\n";
}

/// What programs call for weights that are not simply there: the functions of
/// Runtime/Weights.c, with what they need to know of this model's.
static void printWeightReader(llvm::raw_ostream &os, const NativeCode &code,
                              const ArtefactOptions &options) {
  bool isPacked = !options.packedWeights.empty();
  StringRef function = isPacked ? "unpack_weights" : "check_weights";
  StringRef extra = isPacked ? ", ptr" : "";
  compress_weight_file header = makeWeightFileHeader(code.getBlob());
  auto read = [](const void *field) {
    return llvm::support::endian::read64le(field);
  };
  os << llvm::formatv(
      "declare ptr @compress_runtime_{0}(ptr, i64, i64, i64{1})\n"
      "define ptr @{2}_{0}(ptr %file, i64 %size{3}) nounwind {{\n"
      "  %problem = tail call ptr @compress_runtime_{0}(ptr %file, i64 %size, "
      "i64 {4}, i64 {5}{3})\n"
      "  ret ptr %problem\n}\n",
      function, extra, options.name, isPacked ? ", ptr %weights" : "",
      read(&header.weight_bytes), read(&header.hash));
  if (options.exportModel && !isPacked)
    os << llvm::formatv("@compress_{0} = alias ptr (ptr, i64), ptr @{1}_{0}\n",
                        function, options.name);
}

static std::string printDescription(const NativeCode &code,
                                    const Signature &signature,
                                    const ArtefactOptions &options) {
  std::string text;
  llvm::raw_string_ostream os(text);
  const std::string &name = options.name;
  os << "%tensor = type { ptr, ptr, i32, ptr, double, i32 }\n"
     << "%model = type { i32, i32, i32, i64, i64, ptr, ptr, ptr, ptr, ptr, "
        "ptr, ptr, i64, ptr, ptr }\n"
     << "declare void @" << name << "_run(ptr, ptr, ptr, ptr)\n";
  if (code.hasThreads)
    os << "declare void @" << name << "_set_threads(i32)\n";
  bool isPacked = !options.packedWeights.empty();
  auto refer = [&](bool exists, StringRef symbol) {
    return exists ? "@" + name + symbol.str() : std::string("null");
  };
  if (options.embedWeights)
    os << "@" << name << "_weights = external hidden constant i8\n";
  printTensors(os, name + ".inputs", signature.inputs);
  printTensors(os, name + ".outputs", signature.outputs);
  printCpuCheck(os, code.target, name + "_check_cpu");
  if (!options.embedWeights || isPacked)
    printWeightReader(os, code, options);
  if (options.training)
    printTraining(os, name, signature, *options.training);
  os << llvm::formatv(
      "@{0}.model_description = private constant %model {{ i32 3, i32 {1}, "
      "i32 {2}, i64 {3}, i64 {4}, ptr @{0}.inputs, ptr @{0}.outputs, ptr {5}, "
      "ptr @{0}_check_cpu, ptr @{0}_run, ptr {6}, ptr {7}, i64 {8}, ptr {9}, "
      "ptr {10} }\n"
      "define ptr @{0}_model() nounwind {{\n"
      "  ret ptr @{0}.model_description\n}\n",
      name, signature.inputs.size(), signature.outputs.size(),
      code.getBlob().size(), code.arenaBytes,
      refer(options.embedWeights && !isPacked, "_weights"),
      refer(code.hasThreads, "_set_threads"),
      refer(options.embedWeights && isPacked, "_weights"),
      options.embedWeights ? options.packedWeights.size() : 0,
      refer(isPacked, "_unpack_weights"),
      refer(options.training.has_value(), ".training"));
  if (options.exportModel)
    os << "@compress_model = alias ptr (), ptr @" << name << "_model\n";
  return text;
}

/// The weights, as bytes, in a section of their own.
static void addWeights(NativeCode &code, StringRef name, StringRef bytes) {
  llvm::Constant *value = llvm::ConstantDataArray::getRaw(
      bytes, bytes.size(), llvm::Type::getInt8Ty(*code.context));
  auto *global = new llvm::GlobalVariable(
      *code.module, value->getType(), /*isConstant=*/true,
      llvm::GlobalValue::ExternalLinkage, value, name + "_weights");
  global->setAlignment(llvm::Align(64));
  global->setVisibility(llvm::GlobalValue::HiddenVisibility);
  global->setSection("compress_weights");
}

llvm::Error compress::addDescription(NativeCode &code,
                                     const Signature &signature,
                                     const ArtefactOptions &options) {
  if (options.embedWeights)
    addWeights(code, options.name,
               options.packedWeights.empty()
                   ? code.getBlob()
                   : StringRef(options.packedWeights));
  if (options.training)
    addInitialState(*code.module, options.name, *options.training);
  std::string text = printDescription(code, signature, options);
  llvm::SMDiagnostic problem;
  std::unique_ptr<llvm::Module> description =
      llvm::parseAssemblyString(text, problem, *code.context);
  if (!description)
    return llvm::createStringError("the description of the model is wrong: " +
                                   problem.getMessage());
  description->setTargetTriple(code.module->getTargetTriple());
  description->setDataLayout(code.module->getDataLayout());
  if (llvm::Linker::linkModules(*code.module, std::move(description)))
    return llvm::createStringError("the description of the model collides "
                                   "with its code; choose another --name");
  if (options.training)
    if (llvm::Error error = linkTrainStep(*code.module))
      return error;
  return linkWeightReader(*code.module);
}

void compress::printWeightFile(llvm::raw_ostream &os, const NativeCode &code,
                               const ArtefactOptions &options) {
  if (!options.packedWeights.empty()) {
    os << options.packedWeights;
    return;
  }
  compress_weight_file header = makeWeightFileHeader(code.getBlob());
  os << StringRef(reinterpret_cast<const char *>(&header), sizeof(header))
     << code.getBlob();
}
