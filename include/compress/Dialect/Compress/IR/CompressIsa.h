//===- CompressIsa.h - instruction sets of kernels --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESS_IR_COMPRESSISA_H
#define COMPRESS_DIALECT_COMPRESS_IR_COMPRESSISA_H

#include "mlir/IR/BuiltinAttributes.h"
#include "llvm/Support/CommandLine.h"

#include "compress/Dialect/Compress/IR/CompressIsa.h.inc"

namespace mlir::compress {

/// The values of an option `isa=`; the last field of its TableGen entry.
llvm::cl::ValuesClass getIsaOptionValues();

/// True if there is `vpdpbusd`, and with it `vpdpwssd`.
bool hasByteDots(Isa isa);

/// Bits of a vector register.
int64_t getVectorBits(Isa isa);

} // namespace mlir::compress

#endif // COMPRESS_DIALECT_COMPRESS_IR_COMPRESSISA_H
