//===- GuardedBuffer.cpp - memory whose neighbours crash ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GuardedBuffer.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>
#include <cstring>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

using namespace mlir::compress;

/// What is around the buffer on its pages.
static constexpr unsigned char kFiller = 0xA5;

GuardedBuffer::GuardedBuffer(size_t size, Side side) : numBytes(size) {
  pageSize = sysconf(_SC_PAGESIZE);
  numPageBytes = llvm::alignTo(std::max<size_t>(size, 1), pageSize);
  void *memory = mmap(nullptr, numPageBytes + 2 * pageSize, PROT_NONE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    llvm::report_fatal_error("out of memory");
  pages = static_cast<char *>(memory) + pageSize;
  if (mprotect(pages, numPageBytes, PROT_READ | PROT_WRITE) != 0)
    llvm::report_fatal_error("a page cannot be made writable");
  std::memset(pages, kFiller, numPageBytes);
  begin = side == Side::Before ? pages : pages + numPageBytes - size;
}

GuardedBuffer::GuardedBuffer(GuardedBuffer &&other)
    : pages(std::exchange(other.pages, nullptr)), begin(other.begin),
      numBytes(other.numBytes), numPageBytes(other.numPageBytes),
      pageSize(other.pageSize) {}

GuardedBuffer::~GuardedBuffer() {
  if (pages)
    munmap(pages - pageSize, numPageBytes + 2 * pageSize);
}

void GuardedBuffer::makeReadOnly() {
  if (mprotect(pages, numPageBytes, PROT_READ) != 0)
    llvm::report_fatal_error("a page cannot be made read-only");
}

bool GuardedBuffer::isIntact() const {
  auto isFiller = [](char byte) {
    return static_cast<unsigned char>(byte) == kFiller;
  };
  return std::all_of(pages, begin, isFiller) &&
         std::all_of(begin + numBytes, pages + numPageBytes, isFiller);
}
