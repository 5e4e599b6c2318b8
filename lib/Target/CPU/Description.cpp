//===- Description.cpp - what a compiled model says of itself -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Written as the text of LLVM IR, which is short and easy to compare with
// compress_model.h; only the weights are added as bytes.
//
//===----------------------------------------------------------------------===//

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

/// A private C string called `symbol`.
static void printString(llvm::raw_ostream &os, const llvm::Twine &symbol,
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

/// Writes the function NAME_check_weights; {0}: name, {1}: size of the file,
/// then the first fields of its header.
static constexpr const char *kCheckWeights = R"(
define ptr @{0}_check_weights(ptr %file, i64 %size) nounwind {{
entry:
  %size.ok = icmp eq i64 %size, {1}
  br i1 %size.ok, label %header, label %bad.size
header:
  %magic = load i64, ptr %file, align 1
  %p1 = getelementptr i8, ptr %file, i64 8
  %start = load i64, ptr %p1, align 1
  %p2 = getelementptr i8, ptr %file, i64 16
  %bytes = load i64, ptr %p2, align 1
  %magic.ok = icmp eq i64 %magic, {2}
  %start.ok = icmp eq i64 %start, 64
  %bytes.ok = icmp eq i64 %bytes, {3}
  %ok.1 = and i1 %magic.ok, %start.ok
  %ok.2 = and i1 %ok.1, %bytes.ok
  br i1 %ok.2, label %which, label %bad.header
which:
  %p3 = getelementptr i8, ptr %file, i64 24
  %hash = load i64, ptr %p3, align 1
  %hash.ok = icmp eq i64 %hash, {4}
  br i1 %hash.ok, label %loop, label %bad.model
loop:
  %i = phi i64 [ 64, %which ], [ %i.next, %body ]
  %h = phi i64 [ {3}, %which ], [ %h.next, %body ]
  %more = icmp ult i64 %i, {1}
  br i1 %more, label %body, label %done
body:
  %p = getelementptr i8, ptr %file, i64 %i
  %word = load i64, ptr %p, align 1
  %x = xor i64 %h, %word
  %r = call i64 @llvm.fshl.i64(i64 %x, i64 %x, i64 29)
  %h.next = mul i64 %r, -7046029254386353131
  %i.next = add i64 %i, 8
  br label %loop
done:
  %same = icmp eq i64 %h, {4}
  %message = select i1 %same, ptr null, ptr @{0}.damaged
  ret ptr %message
bad.size:
  ret ptr @{0}.size
bad.header:
  ret ptr @{0}.header
bad.model:
  ret ptr @{0}.model
}
declare i64 @llvm.fshl.i64(i64, i64, i64)
)";

static void printWeightCheck(llvm::raw_ostream &os, const NativeCode &code,
                             const ArtefactOptions &options) {
  StringRef weights = code.getBlob();
  compress_weight_file header = makeWeightFileHeader(weights);
  auto read = [](const void *field) {
    return llvm::support::endian::read64le(field);
  };
  printString(os, options.name + ".size",
              "the file of weights is not as long as this model needs");
  printString(os, options.name + ".header", "this is not a file of weights");
  printString(os, options.name + ".model",
              "the weights belong to another model");
  printString(os, options.name + ".damaged", "the file of weights is damaged");
  os << llvm::formatv(kCheckWeights, options.name,
                      sizeof(header) + weights.size(), read(header.magic),
                      weights.size(), read(&header.hash));
  if (options.exportModel)
    os << "@compress_check_weights = alias ptr (ptr, i64), ptr @"
       << options.name << "_check_weights\n";
}

static std::string printDescription(const NativeCode &code,
                                    const Signature &signature,
                                    const ArtefactOptions &options) {
  std::string text;
  llvm::raw_string_ostream os(text);
  const std::string &name = options.name;
  os << "%tensor = type { ptr, ptr, i32, ptr, double, i32 }\n"
     << "%model = type { i32, i32, i32, i64, i64, ptr, ptr, ptr, ptr, ptr, ptr "
        "}\n"
     << "declare void @" << name << "_run(ptr, ptr, ptr, ptr)\n";
  if (code.hasThreads)
    os << "declare void @" << name << "_set_threads(i32)\n";
  if (options.embedWeights)
    os << "@" << name << "_weights = external hidden constant i8\n";
  printTensors(os, name + ".inputs", signature.inputs);
  printTensors(os, name + ".outputs", signature.outputs);
  printCpuCheck(os, code.target, name + "_check_cpu");
  if (!options.embedWeights)
    printWeightCheck(os, code, options);
  os << llvm::formatv(
      "@{0}.model_description = private constant %model {{ i32 2, i32 {1}, "
      "i32 {2}, i64 {3}, i64 {4}, ptr @{0}.inputs, ptr @{0}.outputs, ptr {5}, "
      "ptr @{0}_check_cpu, ptr @{0}_run, ptr {6} }\n"
      "define ptr @{0}_model() nounwind {{\n"
      "  ret ptr @{0}.model_description\n}\n",
      name, signature.inputs.size(), signature.outputs.size(),
      code.getBlob().size(), code.arenaBytes,
      options.embedWeights ? "@" + name + "_weights" : "null",
      code.hasThreads ? "@" + name + "_set_threads" : "null");
  if (options.exportModel)
    os << "@compress_model = alias ptr (), ptr @" << name << "_model\n";
  return text;
}

/// The weights, as bytes, in a section of their own.
static void addWeights(NativeCode &code, StringRef name) {
  StringRef bytes = code.getBlob();
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
    addWeights(code, options.name);
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
  return llvm::Error::success();
}

void compress::printWeightFile(llvm::raw_ostream &os, const NativeCode &code) {
  compress_weight_file header = makeWeightFileHeader(code.getBlob());
  os << StringRef(reinterpret_cast<const char *>(&header), sizeof(header))
     << code.getBlob();
}
