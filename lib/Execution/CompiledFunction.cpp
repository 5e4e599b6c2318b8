//===- CompiledFunction.cpp - compile and run in process ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/CompiledFunction.h"
#include "Interpreter.h"
#include "ModelCode.h"
#include "ProfileHooks.h"
#include "compress/Codegen/CPU/LowerToLLVM.h"
#include "compress/InitAllDialects.h"
#include "compress/Target/CPU/NativeCode.h"
#include "mlir/Bytecode/BytecodeWriter.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Parser/Parser.h"
#include "llvm/ExecutionEngine/Orc/ExecutionUtils.h"
#include "llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"

using namespace mlir;
using namespace mlir::compress;

/// What the function is called in the private module: a name that no library
/// has.
static constexpr StringRef kEntryName = "compress_entry";

namespace {

/// Machine code with its weights.
class NativeFunction : public ModelCode {
public:
  NativeFunction(Signature signature, EntryPoint entry, SetThreads threads,
                 const NativeCode &code,
                 std::unique_ptr<llvm::WritableMemoryBuffer> weights,
                 std::unique_ptr<llvm::orc::LLJIT> jit)
      : ModelCode(std::move(signature), entry, threads,
                  weights->getBufferStart(), code.weightBytes, code.arenaBytes),
        weights(std::move(weights)), jit(std::move(jit)) {}
  /// Threads end before their code goes away.
  ~NativeFunction() override { setThreads(1); }

  ArrayRef<std::string> getProfiledLayers() const override {
    return profiledLayers;
  }
  void setProfiledLayers(std::vector<std::string> layers) {
    profiledLayers = std::move(layers);
  }

private:
  std::vector<std::string> profiledLayers;
  std::unique_ptr<llvm::WritableMemoryBuffer> weights;
  std::unique_ptr<llvm::orc::LLJIT> jit;
};

/// Shows what goes wrong in a private context to the user of the host's.
class DiagnosticForwarder {
public:
  DiagnosticForwarder(MLIRContext &context, func::FuncOp function)
      : function(function), handler(&context, [this](Diagnostic &diagnostic) {
          if (diagnostic.getSeverity() != DiagnosticSeverity::Remark)
            emit(diagnostic);
          return success();
        }) {}

  bool hasError() const { return error; }

private:
  /// The same place in the host's context, if it is one in a file.
  Location translate(Location location) {
    auto file = location->findInstanceOf<FileLineColLoc>();
    if (!file)
      return function.getLoc();
    return FileLineColLoc::get(function.getContext(),
                               file.getFilename().getValue(), file.getLine(),
                               file.getColumn());
  }

  void emit(Diagnostic &diagnostic) {
    error |= diagnostic.getSeverity() == DiagnosticSeverity::Error;
    Location location = translate(diagnostic.getLocation());
    InFlightDiagnostic host =
        diagnostic.getSeverity() == DiagnosticSeverity::Error
            ? emitError(location)
            : emitWarning(location);
    host << diagnostic.str();
    for (Diagnostic &note : diagnostic.getNotes())
      host.attachNote(translate(note.getLocation())) << note.str();
  }

  func::FuncOp function;
  bool error = false;
  ScopedDiagnosticHandler handler;
};

} // namespace

//===----------------------------------------------------------------------===//
// Compilation
//===----------------------------------------------------------------------===//

static const DialectRegistry &getPrivateRegistry() {
  static const DialectRegistry *registry = [] {
    auto *result = new DialectRegistry();
    mlir::registerAllDialects(*result);
    mlir::registerAllExtensions(*result);
    compress::registerAllDialects(*result);
    registerNativeCode(*result);
    return result;
  }();
  return *registry;
}

/// Copies `module` into `context`.
static OwningOpRef<ModuleOp> copyInto(MLIRContext &context, ModuleOp module) {
  std::string bytecode;
  llvm::raw_string_ostream stream(bytecode);
  if (failed(writeBytecodeToFile(module, stream)))
    return nullptr;
  return parseSourceString<ModuleOp>(bytecode, &context);
}

/// Loads the code into this process.
static llvm::Expected<std::unique_ptr<NativeFunction>>
link(NativeCode &code, Signature signature) {
  auto object = emitFile(code, llvm::CodeGenFileType::ObjectFile);
  if (!object)
    return object.takeError();
  auto jit = llvm::orc::LLJITBuilder()
                 .setJITTargetMachineBuilder(
                     llvm::orc::JITTargetMachineBuilder(code.target.triple))
                 .setPlatformSetUp(llvm::orc::setUpInactivePlatform)
                 .create();
  if (!jit)
    return jit.takeError();
  // The C library's functions.
  auto process = llvm::orc::DynamicLibrarySearchGenerator::GetForCurrentProcess(
      (*jit)->getDataLayout().getGlobalPrefix());
  if (!process)
    return process.takeError();
  (*jit)->getMainJITDylib().addGenerator(std::move(*process));
  if (llvm::Error error = defineProfileHooks(**jit))
    return std::move(error);
  if (llvm::Error error =
          (*jit)->addObjectFile(std::make_unique<llvm::SmallVectorMemoryBuffer>(
              std::move(*object), /*RequiresNullTerminator=*/false)))
    return std::move(error);
  auto entry = (*jit)->lookup(code.name + "_run");
  if (!entry)
    return entry.takeError();
  SetThreads setThreads = nullptr;
  if (code.hasThreads) {
    auto function = (*jit)->lookup(code.name + "_set_threads");
    if (!function)
      return function.takeError();
    setThreads = function->toPtr<SetThreads>();
  }
  return std::make_unique<NativeFunction>(
      std::move(signature), entry->toPtr<EntryPoint>(), setThreads, code,
      std::move(code.weights), std::move(*jit));
}

FailureOr<std::unique_ptr<CompiledFunction>>
CompiledFunction::compile(ModuleOp module, const CompileOptions &options) {
  auto function = cast_if_present<func::FuncOp>(
      lookupEntryFunction(module, options.function));
  if (!function || failed(getSignature(function)))
    return failure();

  if (std::string missing = options.cpu.getMissingOnHost();
      options.engine == Engine::Native && !missing.empty())
    return emitError(function.getLoc(), "cannot run code for '")
           << options.cpu.name << "': " << missing;

  auto context = std::make_unique<MLIRContext>(
      getPrivateRegistry(), MLIRContext::Threading::DISABLED);
  context->allowUnregisteredDialects();
  context->printOpOnDiagnostic(false);
  DiagnosticForwarder forwarder(*context, function);
  OwningOpRef<ModuleOp> copy = copyInto(*context, module);
  if (!copy)
    return failure();
  if (options.addPasses) {
    PassManager pm(context.get());
    options.addPasses(pm);
    if (failed(pm.run(*copy)))
      return failure();
  }
  auto entry = copy->lookupSymbol<func::FuncOp>(function.getSymName());
  if (options.returnObserved)
    returnObservedValues(entry);
  FailureOr<Signature> signature = getSignature(entry);
  if (failed(signature))
    return failure();
  if (options.engine == Engine::Reference)
    return makeInterpreter(context, copy, entry, std::move(*signature));
  if (failed(isolateEntry(entry, *copy, kEntryName)))
    return failure();
  LowerToLLVMOptions lowering;
  lowering.cpu = options.cpu;
  lowering.profile = options.profile;
  lowering.threads = options.threads;
  if (options.chunkCycles > 0)
    lowering.chunkCycles = options.chunkCycles;
  FailureOr<NativeCode> code = generateNativeCode(*copy, kEntryName, lowering);
  if (failed(code)) {
    if (!forwarder.hasError())
      function.emitError("@") << function.getSymName() << " cannot be compiled";
    return failure();
  }
  auto result = link(*code, std::move(*signature));
  if (!result)
    return function.emitError("@")
           << function.getSymName()
           << " cannot be loaded: " << llvm::toString(result.takeError());
  (*result)->setProfiledLayers(takeProfiledLayers(*copy));
  return std::unique_ptr<CompiledFunction>(std::move(*result));
}
