//===- PackedBytes.h - bytes without their zeros ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The form of compact weights. compress_model.h describes it for other
// programs; lib/Target/CPU/Runtime/Weights.c reads it.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_SUPPORT_PACKEDBYTES_H
#define COMPRESS_SUPPORT_PACKEDBYTES_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <string>

namespace mlir::compress {

/// `bytes` in parts of 4 KiB, each in the form that is the smallest: as they
/// are, or what is not zero, with a bitmask or with the gaps between, in units
/// of 1, 2 or 4 bytes.
std::string packBytes(llvm::ArrayRef<uint8_t> bytes);

/// The size of `packBytes(bytes)`.
int64_t getPackedSize(llvm::ArrayRef<uint8_t> bytes);

} // namespace mlir::compress

#endif // COMPRESS_SUPPORT_PACKEDBYTES_H
