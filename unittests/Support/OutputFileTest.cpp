//===- OutputFileTest.cpp - files that are whole or not there -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/OutputFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::compress;

namespace {

/// A folder that is gone after the test.
struct OutputFileTest : testing::Test {
  OutputFileTest() {
    EXPECT_FALSE(llvm::sys::fs::createUniqueDirectory("compress", folder));
  }
  ~OutputFileTest() override { llvm::sys::fs::remove_directories(folder); }

  std::string pathOf(StringRef name) const {
    SmallString<64> path(folder);
    llvm::sys::path::append(path, name);
    return std::string(path);
  }
  std::string read(StringRef name) const {
    auto file = llvm::MemoryBuffer::getFile(pathOf(name));
    return file ? (*file)->getBuffer().str() : "missing";
  }
  int countFiles() const {
    std::error_code code;
    int count = 0;
    for (llvm::sys::fs::directory_iterator it(folder, code), end;
         it != end && !code; it.increment(code))
      ++count;
    return count;
  }

  SmallString<64> folder;
};

void printNew(raw_ostream &os) { os << "new"; }

TEST_F(OutputFileTest, ReplacesWhole) {
  for (StringRef text : {"a long text", "new"}) {
    llvm::Error error =
        writeOutputFile(pathOf("a"), [&](raw_ostream &os) { os << text; });
    EXPECT_FALSE(static_cast<bool>(error));
    EXPECT_EQ(read("a"), text);
  }
  EXPECT_EQ(countFiles(), 1);
}

TEST_F(OutputFileTest, NamesFileInErrors) {
  std::string message =
      llvm::toString(writeOutputFile(pathOf("no/such/folder"), printNew));
  EXPECT_EQ(message, "cannot write '" + pathOf("no/such/folder") +
                         "': No such file or directory");
  message = llvm::toString(writeOutputFile("/dev/full", printNew));
  EXPECT_EQ(message, "cannot write '/dev/full': No space left on device");
  EXPECT_TRUE(llvm::sys::fs::exists("/dev/full"));
}

TEST_F(OutputFileTest, LeavesFolderAlone) {
  ASSERT_FALSE(llvm::sys::fs::create_directory(pathOf("folder")));
  std::string message =
      llvm::toString(writeOutputFile(pathOf("folder"), printNew));
  EXPECT_EQ(message, "cannot write '" + pathOf("folder") + "': Is a directory");
  EXPECT_TRUE(llvm::sys::fs::is_directory(pathOf("folder")));
  EXPECT_EQ(countFiles(), 1);
}

} // namespace
