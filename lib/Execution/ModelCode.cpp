//===- ModelCode.cpp - calls the entry of compiled code -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModelCode.h"
#include "compress/Codegen/CPU/Arena.h"
#include "llvm/Support/MemAlloc.h"

using namespace mlir;
using namespace mlir::compress;

ModelCode::~ModelCode() {
  for (void *arena : freeArenas)
    llvm::deallocate_buffer(arena, arenaBytes, kBufferAlignment);
}

void *ModelCode::takeArena() const {
  if (arenaBytes == 0)
    return nullptr;
  {
    std::lock_guard<std::mutex> lock(mutex);
    if (!freeArenas.empty()) {
      void *arena = freeArenas.back();
      freeArenas.pop_back();
      return arena;
    }
  }
  return llvm::allocate_buffer(arenaBytes, kBufferAlignment);
}

void ModelCode::returnArena(void *arena) const {
  if (!arena)
    return;
  std::lock_guard<std::mutex> lock(mutex);
  freeArenas.push_back(arena);
}

bool ModelCode::setThreads(unsigned count) const {
  if (threads)
    threads(count);
  return threads || count == 1;
}

void ModelCode::run(ArrayRef<const void *> inputs,
                    ArrayRef<void *> outputs) const {
  assert(inputs.size() == signature.inputs.size() &&
         outputs.size() == signature.outputs.size());
  void *arena = takeArena();
  entry(weights, arena, inputs.data(), outputs.data());
  returnArena(arena);
}
