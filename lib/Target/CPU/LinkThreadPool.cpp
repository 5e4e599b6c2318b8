//===- LinkThreadPool.cpp - threads for a model ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LinkThreadPool.h"
#include "ThreadPool.aarch64.inc"
#include "ThreadPool.x86_64.inc"
#include "compress/Codegen/CPU/ParallelCalls.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/Linker/Linker.h"

using namespace mlir;
using namespace mlir::compress;

/// The bitcode of Runtime/ThreadPool.c.
static llvm::MemoryBufferRef getBitcode(const llvm::Triple &triple) {
  auto makeBuffer = [](llvm::ArrayRef<unsigned char> bytes) {
    return llvm::MemoryBufferRef(llvm::toStringRef(bytes), "thread pool");
  };
  return triple.isX86() ? makeBuffer(kThreadPool_x86_64)
                        : makeBuffer(kThreadPool_aarch64);
}

llvm::Error compress::linkThreadPool(llvm::Module &module,
                                     llvm::StringRef name) {
  auto pool = llvm::parseBitcodeFile(getBitcode(module.getTargetTriple()),
                                     module.getContext());
  if (!pool)
    return pool.takeError();
  (*pool)->setTargetTriple(module.getTargetTriple());
  (*pool)->setDataLayout(module.getDataLayout());
  llvm::SmallVector<std::string> functions;
  for (llvm::Function &function : **pool)
    if (!function.isDeclaration())
      functions.push_back(function.getName().str());
  if (llvm::Linker::linkModules(module, std::move(*pool)))
    return llvm::createStringError("its names collide with the thread pool's");
  for (const std::string &function : functions)
    if (llvm::Function *linked = module.getFunction(function))
      linked->setLinkage(llvm::GlobalValue::InternalLinkage);
  llvm::Function *function = module.getFunction(kSetThreadsName);
  function->setName(name + "_set_threads");
  function->setLinkage(llvm::GlobalValue::ExternalLinkage);
  return llvm::Error::success();
}
