//===- GuardedBuffer.h - memory whose neighbours crash ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_UNITTESTS_EXECUTION_KERNELFUZZ_GUARDEDBUFFER_H
#define COMPRESS_UNITTESTS_EXECUTION_KERNELFUZZ_GUARDEDBUFFER_H

#include <cstddef>

namespace mlir::compress {

/// Bytes with a page that must not be touched before the first or right behind
/// the last of them. On the other side there are known bytes up to the page's
/// end, and then another such page.
class GuardedBuffer {
public:
  enum class Side { Before, Behind };

  GuardedBuffer(size_t size, Side side);
  GuardedBuffer(GuardedBuffer &&other);
  GuardedBuffer(const GuardedBuffer &) = delete;
  ~GuardedBuffer();

  char *data() const { return begin; }
  size_t size() const { return numBytes; }
  /// Crashes whoever writes to the buffer from now on.
  void makeReadOnly();
  /// False if someone wrote outside of the buffer.
  bool isIntact() const;

private:
  char *pages = nullptr, *begin = nullptr;
  size_t numBytes = 0, numPageBytes = 0, pageSize = 0;
};

} // namespace mlir::compress

#endif // COMPRESS_UNITTESTS_EXECUTION_KERNELFUZZ_GUARDEDBUFFER_H
