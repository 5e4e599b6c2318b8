//===- OutputFile.cpp - files that are whole or not there -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/OutputFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <cerrno>
#include <unistd.h>

using namespace mlir;
using namespace mlir::compress;

using PrintFn = llvm::function_ref<void(raw_ostream &)>;

/// Prints, and says what went wrong.
static std::error_code writeTo(int descriptor, PrintFn print) {
  llvm::raw_fd_ostream stream(descriptor, /*shouldClose=*/false);
  print(stream);
  stream.flush();
  std::error_code code = stream.error();
  stream.clear_error();
  return code;
}

/// Devices and pipes are written to in place: a file must not replace them.
static std::error_code writeInPlace(StringRef path, PrintFn print) {
  int descriptor;
  if (std::error_code code = llvm::sys::fs::openFileForWrite(
          path, descriptor, llvm::sys::fs::CD_OpenExisting))
    return code;
  std::error_code code = writeTo(descriptor, print);
  std::error_code closed =
      llvm::sys::Process::SafelyCloseFileDescriptor(descriptor);
  return code ? code : closed;
}

static std::error_code flush(int descriptor) {
  return fsync(descriptor) == 0
             ? std::error_code()
             : std::error_code(errno, std::generic_category());
}

/// Flushes the folder that a file was renamed in.
static std::error_code flushFolder(StringRef path) {
  StringRef folder = llvm::sys::path::parent_path(path);
  int descriptor;
  if (std::error_code code = llvm::sys::fs::openFileForRead(
          folder.empty() ? "." : folder, descriptor))
    return code;
  std::error_code code = flush(descriptor);
  std::error_code closed =
      llvm::sys::Process::SafelyCloseFileDescriptor(descriptor);
  return code ? code : closed;
}

/// Writes a temporary file beside `path`, then renames it.
static std::error_code writeAndRename(StringRef path, PrintFn print,
                                      bool isDurable) {
  llvm::Expected<llvm::sys::fs::TempFile> file =
      llvm::sys::fs::TempFile::create(path + ".tmp%%%%%%");
  if (!file)
    return llvm::errorToErrorCode(file.takeError());
  std::error_code code = writeTo(file->FD, print);
  if (!code && isDurable)
    code = flush(file->FD);
  if (code) {
    llvm::consumeError(file->discard());
    return code;
  }
  code = llvm::errorToErrorCode(file->keep(path));
  return code || !isDurable ? code : flushFolder(path);
}

llvm::Error compress::writeOutputFile(StringRef path, PrintFn print,
                                      bool isDurable) {
  llvm::sys::fs::file_status status;
  bool isSpecial =
      !llvm::sys::fs::status(path, status) && llvm::sys::fs::is_other(status);
  std::error_code code = isSpecial ? writeInPlace(path, print)
                                   : writeAndRename(path, print, isDurable);
  if (!code)
    return llvm::Error::success();
  return llvm::createStringError("cannot write '" + path +
                                 "': " + code.message());
}
