//===- JsonFile.h - files that other passes wrote ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_SUPPORT_JSONFILE_H
#define COMPRESS_SUPPORT_JSONFILE_H

#include "llvm/Support/JSON.h"

namespace mlir::compress {

/// Reads a file of JSON. Fails with what follows "cannot read <path>: ".
llvm::Expected<llvm::json::Value> readJsonFile(const llvm::Twine &path);

} // namespace mlir::compress

#endif // COMPRESS_SUPPORT_JSONFILE_H
