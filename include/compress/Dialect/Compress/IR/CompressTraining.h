//===- CompressTraining.h - attributes of training --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESS_IR_COMPRESSTRAINING_H
#define COMPRESS_DIALECT_COMPRESS_IR_COMPRESSTRAINING_H

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Interfaces/InitializerAttrInterface.h"

#include "compress/Dialect/Compress/IR/CompressTrainingEnums.h.inc"

#define GET_ATTRDEF_CLASSES
#include "compress/Dialect/Compress/IR/CompressTrainingAttrs.h.inc"

namespace mlir::compress {

/// Names of attributes on arguments and results of functions in training.
inline constexpr llvm::StringLiteral kNameAttr = "compress.name";
inline constexpr llvm::StringLiteral kRoleAttr = "compress.role";
/// The entries that a lifted argument had as a parameter or constant.
inline constexpr llvm::StringLiteral kValueAttr = "compress.value";
inline constexpr llvm::StringLiteral kFrozenAttr = "compress.frozen";
inline constexpr llvm::StringLiteral kLayoutAttr = "compress.layout";
/// The number of the operation, in its block, that a lifted argument was.
inline constexpr llvm::StringLiteral kPositionAttr = "compress.position";

} // namespace mlir::compress

#endif // COMPRESS_DIALECT_COMPRESS_IR_COMPRESSTRAINING_H
