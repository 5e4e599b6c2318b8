//===- CompressDistillation.h - how a student is taught ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESS_IR_COMPRESSDISTILLATION_H
#define COMPRESS_DIALECT_COMPRESS_IR_COMPRESSDISTILLATION_H

#include "compress/Dialect/Compress/IR/AttrNumber.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Interfaces/DistillationAttrInterface.h"
#include "compress/Interfaces/TrainingAttrInterfaces.h"

#define GET_OP_CLASSES
#include "compress/Dialect/Compress/IR/CompressDistillationOps.h.inc"

#define GET_ATTRDEF_CLASSES
#include "compress/Dialect/Compress/IR/CompressDistillationAttrs.h.inc"

namespace mlir::compress {

/// The `DistillationAttr` of a function that compress-distill made.
inline constexpr llvm::StringLiteral kDistillationAttr =
    "compress.distillation";
/// On parameters of teachers in such a function: no pattern of names makes them
/// trainable.
inline constexpr llvm::StringLiteral kTeacherAttr = "compress.teacher";

} // namespace mlir::compress

#endif // COMPRESS_DIALECT_COMPRESS_IR_COMPRESSDISTILLATION_H
