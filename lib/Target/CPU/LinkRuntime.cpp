//===- LinkRuntime.cpp - our C code in the code of a model ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LinkRuntime.h"
#include "ThreadPool.aarch64.inc"
#include "ThreadPool.x86_64.inc"
#include "TrainStep.aarch64.inc"
#include "TrainStep.x86_64.inc"
#include "Weights.aarch64.inc"
#include "Weights.x86_64.inc"
#include "compress/Codegen/CPU/ParallelCalls.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/Linker/Linker.h"

using namespace mlir;
using namespace mlir::compress;

/// Links bitcode of a file in Runtime/, as far as the module needs it; other
/// code sees nothing of it.
static llvm::Error linkBitcode(llvm::Module &module,
                               llvm::ArrayRef<unsigned char> bitcode) {
  auto runtime = llvm::parseBitcodeFile(
      llvm::MemoryBufferRef(llvm::toStringRef(bitcode), "runtime"),
      module.getContext());
  if (!runtime)
    return runtime.takeError();
  (*runtime)->setTargetTriple(module.getTargetTriple());
  (*runtime)->setDataLayout(module.getDataLayout());
  llvm::SmallVector<std::string> functions;
  for (llvm::Function &function : **runtime)
    if (!function.isDeclaration())
      functions.push_back(function.getName().str());
  if (llvm::Linker::linkModules(module, std::move(*runtime),
                                llvm::Linker::Flags::LinkOnlyNeeded))
    return llvm::createStringError("its names collide with ours");
  for (const std::string &function : functions)
    if (llvm::Function *linked = module.getFunction(function))
      if (!linked->isDeclaration())
        linked->setLinkage(llvm::GlobalValue::InternalLinkage);
  return llvm::Error::success();
}

llvm::Error compress::linkThreadPool(llvm::Module &module,
                                     llvm::StringRef name) {
  // Nothing in the model calls it, but programs do.
  module.getOrInsertFunction(kSetThreadsName,
                             llvm::Type::getVoidTy(module.getContext()),
                             llvm::Type::getInt32Ty(module.getContext()));
  if (llvm::Error error =
          linkBitcode(module, module.getTargetTriple().isX86()
                                  ? llvm::ArrayRef(kThreadPool_x86_64)
                                  : llvm::ArrayRef(kThreadPool_aarch64)))
    return error;
  llvm::Function *function = module.getFunction(kSetThreadsName);
  function->setName(name + "_set_threads");
  function->setLinkage(llvm::GlobalValue::ExternalLinkage);
  return llvm::Error::success();
}

llvm::Error compress::linkWeightReader(llvm::Module &module) {
  return linkBitcode(module, module.getTargetTriple().isX86()
                                 ? llvm::ArrayRef(kWeights_x86_64)
                                 : llvm::ArrayRef(kWeights_aarch64));
}

llvm::Error compress::linkTrainStep(llvm::Module &module) {
  return linkBitcode(module, module.getTargetTriple().isX86()
                                 ? llvm::ArrayRef(kTrainStep_x86_64)
                                 : llvm::ArrayRef(kTrainStep_aarch64));
}
