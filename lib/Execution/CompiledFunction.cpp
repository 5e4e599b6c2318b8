//===- CompiledFunction.cpp - compile and run in process ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/CompiledFunction.h"
#include "Interpreter.h"
#include "compress/Codegen/CPU/LowerToLLVM.h"
#include "compress/Execution/EntryFunction.h"
#include "compress/InitAllDialects.h"
#include "mlir/Bytecode/BytecodeWriter.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/ExecutionEngine/OptUtils.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "llvm/Support/Alignment.h"
#include "llvm/Target/TargetMachine.h"

using namespace mlir;
using namespace mlir::compress;

/// What the function is called in the private module: a name that no library
/// has.
static constexpr StringRef kEntryName = "compress_entry";

namespace {

/// Machine code with its weights.
class NativeFunction : public CompiledFunction {
public:
  ArrayRef<TensorSpec> getInputs() const override { return signature.inputs; }
  ArrayRef<TensorSpec> getOutputs() const override { return signature.outputs; }
  int64_t getWeightBytes() const override { return weightBytes; }

  void run(ArrayRef<const void *> inputs,
           ArrayRef<void *> outputs) const override {
    assert(inputs.size() == signature.inputs.size() &&
           outputs.size() == signature.outputs.size());
    SmallVector<const void *, 32> arguments(inputs);
    for (const std::unique_ptr<char[]> &weight : weights)
      arguments.push_back(alignTo64(weight.get()));
    arguments.append(outputs.begin(), outputs.end());
    // The packed form takes the address of each argument.
    SmallVector<void *, 32> packed;
    for (const void *&argument : arguments)
      packed.push_back(&argument);
    entry(packed.data());
  }

  static char *alignTo64(char *pointer) {
    return reinterpret_cast<char *>(llvm::alignAddr(pointer, llvm::Align(64)));
  }

  Signature signature;
  std::vector<std::unique_ptr<char[]>> weights;
  int64_t weightBytes = 0;
  std::unique_ptr<ExecutionEngine> engine;
  void (*entry)(void **) = nullptr;
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
// Weights
//===----------------------------------------------------------------------===//

/// Copies the entries of `value` to `destination`; false if they are missing.
static bool copyElements(ElementsAttr value, size_t size, char *destination) {
  ArrayRef<char> raw;
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(value)) {
    AsmResourceBlob *blob = resource.getRawHandle().getBlob();
    if (!blob)
      return false;
    raw = blob->getData();
  } else if (auto dense = dyn_cast<DenseElementsAttr>(value)) {
    raw = dense.getRawData();
    if (value.getElementType().isInteger(1)) {
      for (auto [i, bit] : llvm::enumerate(dense.getValues<bool>()))
        destination[i] = bit;
      return true;
    }
    if (dense.isSplat()) {
      for (size_t offset = 0; offset < size; offset += raw.size())
        std::memcpy(destination + offset, raw.data(), raw.size());
      return true;
    }
  }
  if (raw.size() != size)
    return false;
  std::memcpy(destination, raw.data(), size);
  return true;
}

/// Takes the weights from the argument attributes of the lowered function, and
/// removes what LLVM does not know.
static LogicalResult collectWeights(LLVM::LLVMFuncOp entry,
                                    NativeFunction &function) {
  for (unsigned i = 0, e = entry.getNumArguments(); i < e; ++i) {
    auto value = entry.getArgAttrOfType<ElementsAttr>(i, "compress.value");
    for (StringRef name : {"compress.name", "compress.qtype", "compress.value"})
      entry.removeArgAttr(i, name);
    if (!value)
      continue;
    size_t bits = value.getElementType().getIntOrFloatBitWidth();
    size_t size = value.getNumElements() * llvm::divideCeil(bits, 8);
    auto bytes = std::make_unique<char[]>(size + 64);
    if (!copyElements(value, size, NativeFunction::alignTo64(bytes.get())))
      return emitError(entry.getLoc(), "the entries of a constant of type ")
             << value.getShapedType()
             << " are missing; was the resource section of the file removed?";
    function.weightBytes += size;
    function.weights.push_back(std::move(bytes));
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Compilation
//===----------------------------------------------------------------------===//

static const DialectRegistry &getPrivateRegistry() {
  static const DialectRegistry *registry = [] {
    auto *result = new DialectRegistry();
    mlir::registerAllDialects(*result);
    mlir::registerAllExtensions(*result);
    compress::registerAllDialects(*result);
    registerBuiltinDialectTranslation(*result);
    registerLLVMDialectTranslation(*result);
    return result;
  }();
  return *registry;
}

/// Copies `module` into `context`, with `name` as its only public function.
static OwningOpRef<ModuleOp> copyInto(MLIRContext &context, ModuleOp module,
                                      StringRef name) {
  std::string bytecode;
  llvm::raw_string_ostream stream(bytecode);
  if (failed(writeBytecodeToFile(module, stream)))
    return nullptr;
  OwningOpRef<ModuleOp> copy = parseSourceString<ModuleOp>(bytecode, &context);
  if (!copy)
    return nullptr;
  for (auto function : copy->getOps<func::FuncOp>())
    function.setVisibility(function.getSymName() == name
                               ? SymbolTable::Visibility::Public
                               : SymbolTable::Visibility::Private);
  return copy;
}

/// Lowers the private module and turns it into machine code.
static llvm::Error generateCode(ModuleOp module, const CpuTarget &cpu,
                                NativeFunction &result) {
  PassManager pm(module->getContext());
  LowerToLLVMOptions options;
  options.cpu = cpu;
  buildLowerToLLVMPipeline(pm, options);
  if (failed(pm.run(module)))
    return llvm::createStringError("lowering failed");
  auto entry = module.lookupSymbol<LLVM::LLVMFuncOp>(kEntryName);
  if (failed(collectWeights(entry, result)))
    return llvm::createStringError("a weight is missing");

  ExecutionEngineOptions engineOptions;
  std::unique_ptr<llvm::TargetMachine> machine = cpu.createTargetMachine();
  auto optimize = makeOptimizingTransformer(3, 0, machine.get());
  engineOptions.transformer = optimize;
  engineOptions.jitCodeGenOptLevel = llvm::CodeGenOptLevel::Aggressive;
  engineOptions.enableGDBNotificationListener = false;
  engineOptions.enablePerfNotificationListener = false;
  auto engine =
      ExecutionEngine::create(module, engineOptions, cpu.createTargetMachine());
  if (!engine)
    return engine.takeError();
  auto packed = (*engine)->lookupPacked(kEntryName);
  if (!packed)
    return packed.takeError();
  result.engine = std::move(*engine);
  result.entry = *packed;
  return llvm::Error::success();
}

FailureOr<std::unique_ptr<CompiledFunction>>
CompiledFunction::compile(ModuleOp module, const CompileOptions &options) {
  auto function = cast_if_present<func::FuncOp>(
      lookupEntryFunction(module, options.function));
  if (!function || failed(getSignature(function)))
    return failure();

  auto context = std::make_unique<MLIRContext>(
      getPrivateRegistry(), MLIRContext::Threading::DISABLED);
  context->allowUnregisteredDialects();
  context->printOpOnDiagnostic(false);
  DiagnosticForwarder forwarder(*context, function);
  OwningOpRef<ModuleOp> copy =
      copyInto(*context, module, function.getSymName());
  if (!copy)
    return failure();
  auto entry = copy->lookupSymbol<func::FuncOp>(function.getSymName());
  if (options.returnObserved)
    returnObservedValues(entry);
  FailureOr<Signature> signature = getSignature(entry);
  if (failed(signature))
    return failure();
  if (options.engine == Engine::Reference)
    return makeInterpreter(context, copy, entry, std::move(*signature));
  // They have served their purpose; translation warns of what it does not know.
  entry.removeArgAttrsAttr();
  entry.removeResAttrsAttr();
  if (failed(SymbolTable(*copy).rename(entry, kEntryName)))
    return failure();

  auto result = std::make_unique<NativeFunction>();
  result->signature = std::move(*signature);
  if (llvm::Error error = generateCode(*copy, options.cpu, *result)) {
    std::string message = llvm::toString(std::move(error));
    if (!forwarder.hasError())
      emitError(function.getLoc(), "@")
          << function.getSymName() << " cannot be compiled: " << message;
    return failure();
  }
  return std::unique_ptr<CompiledFunction>(std::move(result));
}
