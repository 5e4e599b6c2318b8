//===- OutputFile.h - files that are whole or not there ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_SUPPORT_OUTPUTFILE_H
#define COMPRESS_SUPPORT_OUTPUTFILE_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace mlir::compress {

/// Writes what `print` prints to the file `path`. The file appears when it is
/// complete: until then, and after an error, what was there before stays.
/// Devices and pipes are written to directly. The error names the file. With
/// `isDurable` it is on the disk before it replaces the old one, so that one of
/// them survives a loss of power.
llvm::Error writeOutputFile(StringRef path,
                            llvm::function_ref<void(raw_ostream &)> print,
                            bool isDurable = false);

} // namespace mlir::compress

#endif // COMPRESS_SUPPORT_OUTPUTFILE_H
