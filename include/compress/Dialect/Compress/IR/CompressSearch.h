//===- CompressSearch.h - networks with alternatives ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESS_IR_COMPRESSSEARCH_H
#define COMPRESS_DIALECT_COMPRESS_IR_COMPRESSSEARCH_H

#include "compress/Dialect/Compress/IR/Compress.h"

#define GET_OP_CLASSES
#include "compress/Dialect/Compress/IR/CompressSearchOps.h.inc"

namespace mlir::compress {

/// The value outside all choices that `value` is a part of: looks through
/// slices, and from arguments of alternatives to the inputs of their choice.
Value getShared(Value value);

} // namespace mlir::compress

#endif // COMPRESS_DIALECT_COMPRESS_IR_COMPRESSSEARCH_H
