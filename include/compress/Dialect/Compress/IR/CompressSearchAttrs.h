//===- CompressSearchAttrs.h - spaces, paths and strategies -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESS_IR_COMPRESSSEARCHATTRS_H
#define COMPRESS_DIALECT_COMPRESS_IR_COMPRESSSEARCHATTRS_H

#include "compress/Dialect/Compress/IR/AttrNumber.h"
#include "compress/Interfaces/SearchAttrInterfaces.h"
#include "compress/Interfaces/TrainingAttrInterfaces.h"

#define GET_ATTRDEF_CLASSES
#include "compress/Dialect/Compress/IR/CompressSearchAttrs.h.inc"

#endif // COMPRESS_DIALECT_COMPRESS_IR_COMPRESSSEARCHATTRS_H
