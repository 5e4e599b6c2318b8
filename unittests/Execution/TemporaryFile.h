//===- TemporaryFile.h - a file for one test --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_UNITTESTS_EXECUTION_TEMPORARYFILE_H
#define COMPRESS_UNITTESTS_EXECUTION_TEMPORARYFILE_H

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <string>

/// A file that is gone after the test.
class TemporaryFile {
public:
  explicit TemporaryFile(llvm::StringRef contents) {
    int descriptor;
    EXPECT_FALSE(llvm::sys::fs::createTemporaryFile("compress", "bin",
                                                    descriptor, path));
    llvm::raw_fd_ostream stream(descriptor, /*shouldClose=*/true);
    stream << contents;
  }
  ~TemporaryFile() { llvm::sys::fs::remove(path); }
  llvm::StringRef getPath() const { return path; }

private:
  llvm::SmallString<64> path;
};

/// The message of a failed result, without the name of the file.
template <typename T>
std::string messageOf(llvm::Expected<T> result, const TemporaryFile &file) {
  if (result)
    return "no error";
  std::string message = llvm::toString(result.takeError());
  std::string name = ("'" + file.getPath() + "'").str();
  for (size_t at; (at = message.find(name)) != std::string::npos;)
    message.replace(at, name.size(), "FILE");
  return message;
}

/// An `.npy` file with this header dictionary.
inline std::string makeNpy(llvm::StringRef header, llvm::StringRef data) {
  std::string text("\x93NUMPY\x01\x00", 8);
  text += static_cast<char>(header.size() & 255);
  text += static_cast<char>(header.size() >> 8);
  return text + header.str() + data.str();
}

#endif // COMPRESS_UNITTESTS_EXECUTION_TEMPORARYFILE_H
