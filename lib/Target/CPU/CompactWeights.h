//===- CompactWeights.h - weights without their zeros -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TARGET_CPU_COMPACTWEIGHTS_H
#define COMPRESS_LIB_TARGET_CPU_COMPACTWEIGHTS_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/StringRef.h"
#include <vector>

namespace mlir::compress {

/// The bytes of `blob` in parts of up to 4 KiB, each in the smallest of three
/// forms; Runtime/UnpackWeights.c is the way back. A part starts with 16 bytes,
/// little endian: form, bytes of an entry (1, 2 or 4), 2 bytes of zero; number
/// of entries; bytes that follow; number of gaps. Then come
///
///   1  all entries;
///   2  a bit for each entry, and the entries that are not zero;
///   3  a byte for each entry that is not zero: how many zeros are before it, 255
///      for 255 zeros and no entry; then these entries.
///
/// A part of form 0 is the end.
std::vector<char> packWeights(llvm::StringRef blob);

} // namespace mlir::compress

#endif // COMPRESS_LIB_TARGET_CPU_COMPACTWEIGHTS_H
