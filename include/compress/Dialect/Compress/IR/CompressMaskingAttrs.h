//===- CompressMaskingAttrs.h - pruning while training ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESS_IR_COMPRESSMASKINGATTRS_H
#define COMPRESS_DIALECT_COMPRESS_IR_COMPRESSMASKINGATTRS_H

#include "compress/Dialect/Compress/IR/AttrNumber.h"
#include "compress/Interfaces/ImportanceAttrInterface.h"
#include "compress/Interfaces/MaskingAttrInterfaces.h"

#define GET_ATTRDEF_CLASSES
#include "compress/Dialect/Compress/IR/CompressMaskingAttrs.h.inc"

namespace mlir::compress {
/// What criteria that are for inference too do in training.
void attachMaskingModels(MLIRContext &context);
} // namespace mlir::compress

#endif // COMPRESS_DIALECT_COMPRESS_IR_COMPRESSMASKINGATTRS_H
