//===- NativeCode.cpp - a module as machine code --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Target/CPU/NativeCode.h"
#include "LinkRuntime.h"
#include "compress/Codegen/CPU/LowerToLLVM.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/ExecutionEngine/OptUtils.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace mlir;
using namespace mlir::compress;

void compress::registerNativeCode(DialectRegistry &registry) {
  registerBuiltinDialectTranslation(registry);
  registerLLVMDialectTranslation(registry);
}

FailureOr<Signature> compress::isolateEntry(func::FuncOp function,
                                            ModuleOp module, StringRef name) {
  FailureOr<Signature> signature = getSignature(function);
  if (failed(signature))
    return failure();
  for (auto other : module.getOps<func::FuncOp>())
    other.setVisibility(other == function ? SymbolTable::Visibility::Public
                                          : SymbolTable::Visibility::Private);
  // They have served their purpose; translation warns of what it does not know.
  function.removeArgAttrsAttr();
  function.removeResAttrsAttr();
  if (function.getSymName() == name)
    return signature;
  SymbolTable symbols(module);
  if (Operation *other = symbols.lookup(name))
    if (failed(symbols.renameToUnique(other, {})))
      return failure();
  if (failed(symbols.rename(function, name)))
    return failure();
  return signature;
}

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

/// Takes the weights and the sizes from the attributes of the entry.
static LogicalResult collectWeights(LLVM::LLVMFuncOp entry, NativeCode &code) {
  auto getInt = [&](StringRef name) -> int64_t {
    auto value =
        dyn_cast_if_present<IntegerAttr>(entry->removeDiscardableAttr(name));
    return value ? value.getInt() : 0;
  };
  code.arenaBytes = getInt("compress.arena_bytes");
  int64_t size = getInt("compress.weight_bytes");
  code.weights = llvm::WritableMemoryBuffer::getNewUninitMemBuffer(
      size, "weights", llvm::Align(64));
  if (!code.weights)
    return entry.emitError("not enough memory for ") << size << " bytes";
  std::memset(code.weights->getBufferStart(), 0, size);
  auto entries = dyn_cast_if_present<ArrayAttr>(
      entry->removeDiscardableAttr("compress.weights"));
  if (!entries)
    return success();
  for (auto weight : entries.getAsRange<DictionaryAttr>()) {
    auto value = weight.getAs<ElementsAttr>("value");
    size_t bits = value.getElementType().getIntOrFloatBitWidth();
    size_t bytes = value.getNumElements() * llvm::divideCeil(bits, 8);
    int64_t offset = weight.getAs<IntegerAttr>("offset").getInt();
    if (!copyElements(value, bytes, code.weights->getBufferStart() + offset))
      return emitError(entry.getLoc(), "the entries of a constant of type ")
             << value.getShapedType()
             << " are missing; was the resource section of the file removed?";
    code.weightBytes += bytes;
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Code
//===----------------------------------------------------------------------===//

/// Puts what loops say about themselves where the translation looks for it: on
/// its way from `scf` it stays an attribute that branches know nothing of.
static void annotateLoops(ModuleOp module) {
  module.walk([](Operation *op) {
    auto annotation = dyn_cast_if_present<LLVM::LoopAnnotationAttr>(
        op->getDiscardableAttr("llvm.loop_annotation"));
    if (!annotation)
      return;
    op->removeDiscardableAttr("llvm.loop_annotation");
    llvm::TypeSwitch<Operation *>(op).Case<LLVM::BrOp, LLVM::CondBrOp>(
        [&](auto branch) { branch.setLoopAnnotationAttr(annotation); });
  });
}

/// Says for each function which CPU it is for and that nothing is thrown, which
/// saves the tables for unwinding.
static void annotate(llvm::Module &module, const CpuTarget &target) {
  for (llvm::Function &function : module) {
    if (function.isDeclaration())
      continue;
    function.addFnAttr("target-cpu", target.cpu);
    if (!target.features.empty())
      function.addFnAttr("target-features", target.features);
    function.setDoesNotThrow();
  }
}

/// Takes parts of vectors as vectors. The optimizer makes integers of 128 and
/// 256 bits of them, and the X86 backend of LLVM 22 crashes where it finds one
/// interleaved with zeros (llvm-project issue 215111).
static void avoidWideIntegers(llvm::Module &module) {
  SmallVector<llvm::WeakTrackingVH> casts;
  for (llvm::Function &function : module)
    for (llvm::Instruction &instruction : llvm::instructions(function))
      if (isa<llvm::BitCastInst>(instruction))
        casts.push_back(&instruction);
  for (const llvm::WeakTrackingVH &handle : casts) {
    auto *cast = dyn_cast_or_null<llvm::BitCastInst>(handle);
    if (!cast)
      continue;
    auto *type = dyn_cast<llvm::FixedVectorType>(cast->getType());
    auto *part = dyn_cast<llvm::ExtractElementInst>(cast->getOperand(0));
    if (!type || !part || !part->getType()->isIntegerTy() ||
        part->getType()->getIntegerBitWidth() <= 64)
      continue;
    auto *index = dyn_cast<llvm::ConstantInt>(part->getIndexOperand());
    auto *parts = dyn_cast<llvm::FixedVectorType>(part->getVectorOperandType());
    if (!index || !parts)
      continue;
    unsigned lanes = type->getNumElements();
    llvm::IRBuilder<> builder(cast);
    llvm::Value *whole = builder.CreateBitCast(
        part->getVectorOperand(),
        llvm::FixedVectorType::get(type->getElementType(),
                                   lanes * parts->getNumElements()));
    int first = index->getZExtValue() * lanes;
    cast->replaceAllUsesWith(builder.CreateShuffleVector(
        whole, llvm::to_vector(llvm::seq<int>(first, first + lanes))));
    llvm::RecursivelyDeleteTriviallyDeadInstructions(cast);
  }
}

FailureOr<NativeCode>
compress::generateNativeCode(ModuleOp module, StringRef name,
                             const LowerToLLVMOptions &options) {
  NativeCode code;
  code.name = name.str();
  code.target = options.cpu;
  code.machine = code.target.createTargetMachine();
  if (!code.machine)
    return module.emitError("LLVM was built without a target for '")
           << code.target.triple.str() << "'";
  PassManager pm(module->getContext());
  buildLowerToLLVMPipeline(pm, options);
  if (failed(pm.run(module)))
    return failure();
  auto entry = module.lookupSymbol<LLVM::LLVMFuncOp>(code.name + "_run");
  if (!entry)
    return module.emitError("@") << name << " did not become machine code";
  if (failed(collectWeights(entry, code)))
    return failure();
  annotateLoops(module);

  code.context = std::make_unique<llvm::LLVMContext>();
  code.module = translateModuleToLLVMIR(module, *code.context, name);
  if (!code.module)
    return module.emitError("@") << name << " cannot be translated to LLVM IR";
  code.module->setTargetTriple(code.target.triple);
  code.module->setDataLayout(code.machine->createDataLayout());
  code.module->setPICLevel(llvm::PICLevel::BigPIC);
  code.hasThreads = options.threads;
  if (options.threads)
    if (llvm::Error error = linkThreadPool(*code.module, name))
      return module.emitError("@")
             << name
             << " cannot have threads: " << llvm::toString(std::move(error));
  annotate(*code.module, code.target);
  auto optimize = makeOptimizingTransformer(3, 0, code.machine.get());
  if (llvm::Error error = optimize(code.module.get()))
    return module.emitError("@")
           << name
           << " cannot be optimised: " << llvm::toString(std::move(error));
  avoidWideIntegers(*code.module);
  return code;
}

llvm::Expected<llvm::SmallVector<char, 0>>
compress::emitFile(NativeCode &code, llvm::CodeGenFileType type) {
  llvm::SmallVector<char, 0> bytes;
  llvm::raw_svector_ostream stream(bytes);
  llvm::legacy::PassManager passes;
  if (code.machine->addPassesToEmitFile(passes, stream, nullptr, type,
                                        /*DisableVerify=*/true))
    return llvm::createStringError("LLVM cannot emit this kind of file for '" +
                                   code.target.triple.str() + "'");
  passes.run(*code.module);
  return bytes;
}
