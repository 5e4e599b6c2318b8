//===- CompressSparseAttrs.h - kernels that skip zeros ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESS_IR_COMPRESSSPARSEATTRS_H
#define COMPRESS_DIALECT_COMPRESS_IR_COMPRESSSPARSEATTRS_H

#include "compress/Dialect/Compress/IR/Compress.h"

#define GET_ATTRDEF_CLASSES
#include "compress/Dialect/Compress/IR/CompressSparseAttrs.h.inc"

#endif // COMPRESS_DIALECT_COMPRESS_IR_COMPRESSSPARSEATTRS_H
