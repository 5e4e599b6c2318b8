//===- Compress.h - the compress dialect ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESS_IR_COMPRESS_H
#define COMPRESS_DIALECT_COMPRESS_IR_COMPRESS_H

#include "compress/Interfaces/CostOpInterface.h"
#include "compress/Interfaces/DimensionCouplingOpInterface.h"
#include "compress/Interfaces/ImportanceAttrInterface.h"
#include "compress/Interfaces/KernelAttrInterface.h"
#include "compress/Interfaces/ObserverAttrInterface.h"
#include "compress/Interfaces/PatternAttrInterface.h"
#include "compress/Interfaces/PrunableOpInterface.h"
#include "compress/Interfaces/QuantizableOpInterface.h"
#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Quant/IR/Quant.h"
#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "compress/Dialect/Compress/IR/CompressDialect.h.inc"

#define GET_ATTRDEF_CLASSES
#include "compress/Dialect/Compress/IR/CompressAttrs.h.inc"

#define GET_OP_CLASSES
#include "compress/Dialect/Compress/IR/CompressOps.h.inc"

#endif // COMPRESS_DIALECT_COMPRESS_IR_COMPRESS_H
