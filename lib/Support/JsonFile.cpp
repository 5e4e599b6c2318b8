//===- JsonFile.cpp - files that other passes wrote -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/JsonFile.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace mlir;

llvm::Expected<llvm::json::Value>
compress::readJsonFile(const llvm::Twine &path) {
  auto file = llvm::MemoryBuffer::getFile(path, /*IsText=*/true);
  if (!file)
    return llvm::createStringError(file.getError().message());
  llvm::Expected<llvm::json::Value> root =
      llvm::json::parse((*file)->getBuffer());
  if (!root)
    return llvm::createStringError("it is not JSON: " +
                                   llvm::toString(root.takeError()));
  return root;
}
