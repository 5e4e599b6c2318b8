//===- compress-translate.cpp - compiles models for other programs --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Gpu.h"
#include "Options.h"
#include "Training.h"
#include "compress/Codegen/CPU/LowerToLLVM.h"
#include "compress/InitAllDialects.h"
#include "compress/Support/OutputFile.h"
#include "compress/Target/CPU/Artefact.h"
#include "compress/Target/CPU/WeightFile.h"
#include "compress/Target/GPU/EmitPtx.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include <chrono>

using namespace mlir;
using namespace mlir::compress;

static int fail(llvm::Error error) {
  llvm::errs() << "compress-translate: " << llvm::toString(std::move(error))
               << "\n";
  return 1;
}

/// Prints the time since the last step, if asked to.
class StepTimer {
public:
  explicit StepTimer(bool enabled) : enabled(enabled) {}

  void finish(StringRef step) {
    auto now = std::chrono::steady_clock::now();
    double seconds = std::chrono::duration<double>(now - last).count();
    if (enabled)
      llvm::errs() << llvm::format("%8.3f s  ", seconds) << step << "\n";
    last = now;
  }

private:
  bool enabled;
  std::chrono::steady_clock::time_point last = std::chrono::steady_clock::now();
};

static ArtefactOptions getArtefact(const NativeCode &code,
                                   const TranslateOptions &options,
                                   std::optional<TrainingDescription> training) {
  ArtefactOptions artefact;
  artefact.training = std::move(training);
  artefact.name = code.name;
  artefact.embedWeights = options.weightFile.empty();
  artefact.exportModel = options.emit == EmitKind::Shared;
  if (!options.compactWeights)
    return artefact;
  artefact.packedWeights = packWeightFile(code.getBlob());
  if (artefact.packedWeights.empty())
    llvm::errs() << "compress-translate: the weights would not get smaller by "
                    "a sixteenth, and stay as they are\n";
  return artefact;
}

/// The bytes of the file that was asked for.
static llvm::Expected<std::string> emit(NativeCode &code,
                                        const Signature &signature,
                                        const ArtefactOptions &artefact,
                                        const TranslateOptions &options,
                                        StepTimer &timer) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  if (options.emit == EmitKind::Header) {
    printHeader(stream, code, signature, artefact);
    return text;
  }
  if (llvm::Error error = addDescription(code, signature, artefact))
    return std::move(error);
  timer.finish("description and weights");
  if (options.emit == EmitKind::LLVM) {
    stream << *code.module;
    return text;
  }
  auto object = emitFile(code, options.emit == EmitKind::Asm
                                   ? llvm::CodeGenFileType::AssemblyFile
                                   : llvm::CodeGenFileType::ObjectFile);
  if (!object)
    return object.takeError();
  timer.finish("machine code");
  StringRef bytes(object->data(), object->size());
  if (options.emit != EmitKind::Shared)
    return bytes.str();
  auto library = linkSharedLibrary(bytes, code.target,
                                   llvm::sys::path::filename(options.output));
  if (!library)
    return library.takeError();
  timer.finish("linking");
  return (*library)->getBuffer().str();
}

static llvm::Error write(StringRef bytes, const NativeCode &code,
                         const ArtefactOptions &artefact,
                         const TranslateOptions &options) {
  if (!options.weightFile.empty() && options.emit != EmitKind::Header)
    if (llvm::Error error =
            writeOutputFile(options.weightFile, [&](llvm::raw_ostream &os) {
              printWeightFile(os, code, artefact);
            }))
      return error;
  if (options.output != "-")
    return writeOutputFile(options.output,
                           [&](llvm::raw_ostream &os) { os << bytes; });
  llvm::outs() << bytes;
  llvm::outs().flush();
  if (std::error_code code = llvm::outs().error()) {
    llvm::outs().clear_error();
    return llvm::createStringError("cannot write to standard output: " +
                                   code.message());
  }
  return llvm::Error::success();
}

/// The function's name, if it can be the prefix of C names.
static llvm::Expected<std::string> getName(func::FuncOp function,
                                           const TranslateOptions &options) {
  if (!options.name.empty())
    return options.name;
  if (isCIdentifier(function.getSymName()))
    return function.getSymName().str();
  return llvm::createStringError("the function '" + function.getSymName() +
                                 "' has no name that C allows; give --name");
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  llvm::Expected<TranslateOptions> options = parseTranslateOptions(argc, argv);
  if (!options)
    return fail(options.takeError());
  StepTimer timer(options->time);
  DialectRegistry registry;
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  compress::registerAllDialects(registry);
  registerNativeCode(registry);
  registerGpuEmission(registry);
  // One function is compiled: more threads would have nothing to do.
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  context.printOpOnDiagnostic(false);
  llvm::SourceMgr sources;
  SourceMgrDiagnosticHandler handler(sources, &context);

  OwningOpRef<ModuleOp> module =
      parseSourceFile<ModuleOp>(options->model, &context);
  if (!module)
    return 1;
  timer.finish("reading the model");
  auto function = cast_if_present<func::FuncOp>(
      lookupEntryFunction(*module, options->function));
  if (!function)
    return 1;
  if (options->emit == EmitKind::Ptx)
    return failed(translateToPtx(*module, function, *options));
  llvm::Expected<std::string> name = getName(function, *options);
  if (!name)
    return fail(name.takeError());
  FailureOr<std::optional<TrainingDescription>> training =
      describeTraining(function);
  if (failed(training))
    return 1;
  FailureOr<Signature> signature = isolateEntry(function, *module, *name);
  if (failed(signature))
    return 1;
  LowerToLLVMOptions lowering;
  lowering.cpu = options->cpu;
  lowering.threads = options->threads;
  FailureOr<NativeCode> code = generateNativeCode(*module, *name, lowering);
  if (failed(code))
    return 1;
  timer.finish("lowering and optimisation");
  ArtefactOptions artefact = 
      getArtefact(*code, *options, std::move(*training));
  llvm::Expected<std::string> bytes =
      emit(*code, *signature, artefact, *options, timer);
  if (!bytes)
    return fail(bytes.takeError());
  if (llvm::Error error = write(*bytes, *code, artefact, *options))
    return fail(std::move(error));
  return 0;
}
