//===- CompressTrainerAttrs.h - losses, optimizers, schedules ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESS_IR_COMPRESSTRAINERATTRS_H
#define COMPRESS_DIALECT_COMPRESS_IR_COMPRESSTRAINERATTRS_H

#include "compress/Dialect/Compress/IR/AttrNumber.h"
#include "compress/Interfaces/TrainingAttrInterfaces.h"

#define GET_ATTRDEF_CLASSES
#include "compress/Dialect/Compress/IR/CompressTrainerAttrs.h.inc"

#endif // COMPRESS_DIALECT_COMPRESS_IR_COMPRESSTRAINERATTRS_H
